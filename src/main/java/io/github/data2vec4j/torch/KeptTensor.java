package io.github.data2vec4j.torch;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ownership of a tensor that was taken out of its scope: whoever kept it closes it. */
final class KeptTensor implements Owner {

    private static final Logger LOGGER = LoggerFactory.getLogger(KeptTensor.class);
    private static final Cleaner CLEANER = Cleaner.create();
    static final AtomicLong LEAKED = new AtomicLong();

    private final Released released;
    private final Cleaner.Cleanable cleanable;

    private KeptTensor(Tensor tensor) {
        released = new Released(tensor.describe());
        cleanable = CLEANER.register(tensor, released);
    }

    static KeptTensor of(Tensor tensor) {
        return new KeptTensor(tensor);
    }

    @Override
    public void forget(Tensor tensor) {
        released.flag.set(true);
        cleanable.clean();
    }

    /** A net that only reports: it runs on the cleaner's thread, which must not call libtorch. */
    private static final class Released implements Runnable {

        private final AtomicBoolean flag = new AtomicBoolean();
        private final String description;

        Released(String description) {
            this.description = description;
        }

        @Override
        public void run() {
            if (!flag.get()) {
                LEAKED.incrementAndGet();
                LOGGER.warn(
                        "a kept tensor {} became unreachable without close(); its native memory is lost", description);
            }
        }
    }
}
