package io.github.data2vec4j.train;

import io.github.data2vec4j.data.PlannedBatch;
import io.github.data2vec4j.torch.TorchException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An update did not fit into memory; the message says in which batch, which operator failed and what it asked for. The
 * model is as the update before left it.
 */
public final class StepMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StepMemoryException(String message, TorchException.OutOfMemory cause) {
        super(message, cause);
    }

    static StepMemoryException of(long step, @Nullable PlannedBatch batch, TorchException.OutOfMemory cause) {
        var where = batch == null ? "" : ", in a batch of " + Arrays.toString(batch.shape());
        return new StepMemoryException("not enough memory for step " + step + where + ": " + cause.getMessage(), cause);
    }
}
