package io.github.data2vec4j.verify;

import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.data2vec.StepReport;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param steps what each update did
 * @param student the student's weights at the end, by name, float64 copies in the scope in which the run was made
 * @param teacher the teacher's
 */
record TrainOutcome(List<StepReport> steps, Map<String, Tensor> student, Map<String, Tensor> teacher) {

    /** Copies the weights of a model into the current scope. */
    static TrainOutcome of(List<StepReport> steps, Data2Vec trained) {
        return new TrainOutcome(
                steps, copies(trained.parameters()), copies(trained.teacher().weights()));
    }

    private static Map<String, Tensor> copies(ParameterStore store) {
        var copies = new LinkedHashMap<String, Tensor>();
        for (var parameter : store.parameters()) {
            copies.put(parameter.name(), parameter.value().detach().to(DType.FLOAT64));
        }
        return copies;
    }
}
