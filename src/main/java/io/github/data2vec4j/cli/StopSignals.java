package io.github.data2vec4j.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Signals that end a run in order: the first of them asks it to stop, a second one ends the program at once. They are
 * reached by reflection, since the class behind them is no part of Java's API and may be missing.
 */
final class StopSignals implements AutoCloseable {

    private static final int SHELL_OFFSET = 128;
    private static final String PREFIX = "SIG";

    private final Runnable stop;
    private final AtomicInteger received = new AtomicInteger();
    private final List<Restorer> earlier = new ArrayList<>();

    /** Puts back what handled a signal before. */
    @FunctionalInterface
    private interface Restorer {
        void restore() throws ReflectiveOperationException;
    }

    private StopSignals(Runnable stop) {
        this.stop = stop;
    }

    /**
     * Listens to signals from here on.
     *
     * @param stop asks the run to stop
     * @param names such as {@code TERM} or {@code SIGTERM}
     * @throws WrongArgumentException if a signal cannot be had
     */
    static StopSignals on(Runnable stop, String... names) {
        var signals = new StopSignals(stop);
        try {
            for (var name : names) {
                signals.listen(name);
            }
        } catch (WrongArgumentException e) {
            signals.close();
            throw e;
        }
        return signals;
    }

    /**
     * Finds out early whether signals can be had.
     *
     * @throws WrongArgumentException if one cannot
     */
    static void check(String... names) {
        on(() -> {}, names).close();
    }

    // A handler is equal to itself alone.
    @SuppressWarnings("ReferenceEquality")
    private void listen(String name) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var number = signal.getMethod("getNumber");
            var proxy = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            receive((Integer) number.invoke(arguments[0]));
                            return null;
                        }
                        return method.getName().equals("hashCode") ? (Object) 0 : (Object) (self == arguments[0]);
                    });
            var handle = signal.getMethod("handle", signal, handler);
            var named = signal.getConstructor(String.class)
                    .newInstance(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name);
            var before = handle.invoke(null, named, proxy);
            earlier.add(() -> handle.invoke(null, named, before));
        } catch (InvocationTargetException e) {
            throw new WrongArgumentException("the signal " + name + " cannot be used: "
                    + e.getTargetException().getMessage());
        } catch (ReflectiveOperationException e) {
            // Another JVM: it ends as it always does.
            return;
        }
    }

    private void receive(int number) {
        if (!received.compareAndSet(0, number)) {
            Runtime.getRuntime().halt(SHELL_OFFSET + number);
        }
        stop.run();
    }

    /** From here on the signals do what they did before. */
    @Override
    public void close() {
        for (var one : earlier) {
            try {
                one.restore();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a signal's handler cannot be put back", e);
            }
        }
        earlier.clear();
    }

    /** The exit status that tells of the signal, as shells have it. */
    int exitStatus() {
        return SHELL_OFFSET + received.get();
    }
}
