package io.github.data2vec4j.train;

import io.github.data2vec4j.data.Source;
import io.github.data2vec4j.data2vec.Data2Vec;
import io.github.data2vec4j.nn.Parameter;
import io.github.data2vec4j.nn.ParameterStore;
import io.github.data2vec4j.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * All that changes in a run, as flat buffers: weights of student and teacher, and both moments of the optimiser.
 * Everything else follows from the seed and the number of the update.
 *
 * @param names of the files that they are saved in
 * @param tensors flat, float32; they belong to the model and the optimiser
 * @param layout how parameters lie in them, and which data there is, to be compared with what was saved
 */
record RunBuffers(List<String> names, List<Tensor> tensors, List<String> layout) {

    static RunBuffers of(Data2Vec model, AdamW optimizer, Source source) {
        var student = model.parameters();
        var teacher = model.teacher().weights();
        var layout = new ArrayList<String>();
        layout.add(data(source));
        describe("student ", student, layout);
        describe("teacher ", teacher, layout);
        return new RunBuffers(
                List.of("student.f32", "teacher.f32", "moment1.f32", "moment2.f32"),
                List.of(student.values(), teacher.values(), optimizer.firstMoment(), optimizer.secondMoment()),
                layout);
    }

    private static String data(Source source) {
        int last = source.size() - 1;
        var count = "data of " + source.size() + " samples";
        return last < 0 ? count : count + ", from " + fileName(source, 0) + " to " + fileName(source, last);
    }

    /** Without its folder: a corpus may be moved. */
    private static String fileName(Source source, int sample) {
        var name = source.name(sample);
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private static void describe(String whose, ParameterStore store, List<String> layout) {
        for (Parameter parameter : store.own()) {
            layout.add(whose + parameter + " at " + store.offset(parameter));
        }
    }
}
