package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StopSignalsTest {

    @Test
    void theFirstSignalAsksToStop() throws Exception {
        var asked = new CountDownLatch(1);
        // One that nobody tells programs to ignore, as nohup does with HUP.
        try (var signals = StopSignals.on(asked::countDown, "WINCH")) {
            raise("WINCH");
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(signals.exitStatus()).isEqualTo(128 + 28);
        }
    }

    @Test
    void aSignalThatIsNoneIsRefused() {
        assertThatThrownBy(() -> StopSignals.on(() -> {}, "NOSUCH"))
                .isInstanceOf(WrongArgumentException.class)
                .hasMessageContaining("the signal NOSUCH cannot be used");
    }

    private static void raise(String name) throws ReflectiveOperationException {
        var signal = Class.forName("sun.misc.Signal");
        signal.getMethod("raise", signal)
                .invoke(null, signal.getConstructor(String.class).newInstance(name));
    }
}
