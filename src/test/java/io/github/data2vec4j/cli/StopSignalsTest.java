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
        try (var signals = StopSignals.on(asked::countDown, "HUP")) {
            raise("HUP");
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(signals.exitStatus()).isEqualTo(128 + 1);
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
