package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.nn.LayerOutput;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import java.util.List;

/** What adds up over the batches of an update. */
final class Update {

    private final boolean isObserved;
    private final Deviation targets = new Deviation();
    private final Deviation predictions = new Deviation();
    private final LayerDeviations teacherLayers = new LayerDeviations();
    private final LayerDeviations studentLayers = new LayerDeviations();
    private double loss;
    private long masked;
    private long positions;
    private long assumed;
    private int layers;

    /** @param isObserved whether layers are measured too */
    Update(boolean isObserved) {
        this.isObserved = isObserved;
    }

    boolean isObserved() {
        return isObserved;
    }

    /**
     * What a batch's loss is multiplied with before its backward pass. How many positions all batches will have masked
     * is not known yet, so the first batch's number stands in for it.
     */
    double share(Mask first) {
        if (assumed == 0) {
            assumed = first.count();
        }
        return 1.0 / assumed;
    }

    /**
     * What the gradients are to be multiplied with in the end, so that they are those of the mean over all positions.
     */
    double correction() {
        return (double) assumed / masked;
    }

    void add(Mask mask, double summedLoss, Tensor batchTargets, Tensor batchPredictions) {
        loss += summedLoss;
        masked += mask.count();
        positions += (long) mask.batch() * mask.time();
        targets.add(batchTargets);
        predictions.add(batchPredictions);
    }

    /** Measures the layers of a batch, if anybody wants to know. */
    void addLayers(Mask mask, Targets which, List<LayerOutput> teacher, List<LayerOutput> student) {
        if (!isObserved) {
            return;
        }
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            teacherLayers.add(mask, which, teacher);
            // Of a student that layer drop left blocks out of, nobody can tell which they were.
            if (student.size() == teacher.size()) {
                studentLayers.add(mask, which, student);
            }
        }
        layers = teacher.size();
    }

    /** What {@link #addLayers} measured. */
    ChannelDeviations deviations() {
        var teacher = teacherLayers.ofChannels();
        return new ChannelDeviations(
                targets.ofChannels(),
                predictions.ofChannels(),
                teacher,
                studentLayers.ofChannels(),
                layers - teacher.size());
    }

    StepReport report(long step, double gradientNorm, double emaDecay, double learningRate) {
        return new StepReport(
                step,
                loss / masked,
                gradientNorm,
                targets.value(),
                predictions.value(),
                emaDecay,
                learningRate,
                masked,
                positions);
    }
}
