package io.github.data2vec4j.torch;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Lets libtorch compute on one thread while the tests of a class run. For operators on tiny tensors a second thread
 * brings nothing, and waiting for it takes long where other programs keep the processors busy.
 */
public final class OneThread implements BeforeAllCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(OneThread.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(context.getUniqueId(), Torch.threads());
        Torch.setThreads(1);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Integer before = context.getStore(NAMESPACE).get(context.getUniqueId(), Integer.class);
        if (before != null) {
            Torch.setThreads(before);
        }
    }
}
