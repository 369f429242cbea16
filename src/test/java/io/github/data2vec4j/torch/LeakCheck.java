package io.github.data2vec4j.torch;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails every test that leaves tensors behind, and every class whose fixtures do. Registered for all tests of the
 * project; where libtorch is not loaded it does nothing, and it never loads it.
 */
@SuppressWarnings({"exports", "missing-explicit-ctor"}) // public for JUnit, which makes it; exported by nobody
public final class LeakCheck implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(LeakCheck.class);

    /** The counters at one moment. */
    private record Counts(long live, long leaked) {

        static Counts now() {
            return NativeLibraries.isLoaded()
                    ? new Counts(NativeMemory.now().tensors(), NativeMemory.leakedTensors())
                    : new Counts(0, 0);
        }
    }

    /**
     * What was seen of a test or a class.
     *
     * @param before the counters when it began
     * @param blamed tensors that tests inside it were blamed for, and it is not blamed for again
     */
    private record Watch(Counts before, AtomicLong blamed) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        remember(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        remember(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        compare(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        compare(context);
    }

    private static void remember(ExtensionContext context) {
        context.getStore(NAMESPACE).put(context.getUniqueId(), new Watch(Counts.now(), new AtomicLong()));
    }

    private static void compare(ExtensionContext context) {
        var after = Counts.now();
        var watch = watch(context);
        if (watch == null) {
            throw new IllegalStateException("nothing was counted before " + context.getDisplayName());
        }
        var before = watch.before();
        long left = after.live() - before.live() - watch.blamed().get();
        long leaked = after.leaked() - before.leaked();
        if (left != 0 || leaked != 0) {
            blame(context, left);
            throw new AssertionError(
                    "%s: %d live tensors before, %d after; %d kept tensors became unreachable without close()"
                            .formatted(context.getDisplayName(), before.live(), after.live(), leaked));
        }
    }

    private static void blame(ExtensionContext context, long left) {
        for (var outer = context.getParent();
                outer.isPresent();
                outer = outer.get().getParent()) {
            var watch = watch(outer.get());
            if (watch != null) {
                watch.blamed().addAndGet(Math.max(0, left));
            }
        }
    }

    private static @Nullable Watch watch(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(context.getUniqueId(), Watch.class);
    }
}
