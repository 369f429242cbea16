package io.github.data2vec4j.torch;

import io.github.data2vec4j.bindings.d2v_from_blob$release;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Java memory that libtorch uses; holding the segment keeps automatic arenas from freeing it meanwhile. */
final class MemoryLoan {

    private static final Logger LOGGER = LoggerFactory.getLogger(MemoryLoan.class);
    private static final Map<Long, MemoryLoan> OUT = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT = new AtomicLong(1);

    /** The native function that ends a loan. */
    static final MemorySegment RETURN = d2v_from_blob$release.allocate(MemoryLoan::end, Arena.global());

    private final long number;

    @SuppressWarnings("UnusedVariable") // held for its reachability
    private final MemorySegment memory;

    private final Runnable released;
    private volatile boolean begun;

    private MemoryLoan(long number, MemorySegment memory, Runnable released) {
        this.number = number;
        this.memory = memory;
        this.released = released;
    }

    static MemoryLoan of(MemorySegment memory, Runnable released) {
        var loan = new MemoryLoan(NEXT.getAndIncrement(), memory, released);
        OUT.put(loan.number, loan);
        return loan;
    }

    /** There is a tensor: from here on, the owner of the memory is told when the last one is gone. */
    void begin() {
        begun = true;
    }

    /** There is no tensor, so its owner has the memory still, and is told nothing. */
    void cancel() {
        OUT.remove(number);
    }

    /** What {@link #RETURN} is called with. */
    MemorySegment ticket() {
        return MemorySegment.ofAddress(number);
    }

    // An exception that left an upcall would end the JVM.
    private static void end(MemorySegment ticket) {
        var loan = OUT.remove(ticket.address());
        // The native side ends a loan of which no tensor came, too.
        if (loan == null || !loan.begun) {
            return;
        }
        try {
            loan.released.run();
        } catch (RuntimeException | Error e) {
            LOGGER.error("the action after the release of a tensor's memory failed", e);
        }
    }
}
