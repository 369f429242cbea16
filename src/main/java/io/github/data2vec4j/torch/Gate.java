package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The one place that all native calls pass through: it lends the calling thread its cells for results and lists, turns
 * a status into an exception, and puts results into the thread's innermost scope.
 *
 * <p>The pattern of an operator is {@code gate.result(name, d2v_name(arguments, gate.out()), arguments)}. Java
 * evaluates from left to right, so the scope is checked before libtorch does any work.
 */
final class Gate {

    /** An operator with one argument. */
    @FunctionalInterface
    interface Unary {
        int call(long input, MemorySegment out);
    }

    /** An operator with two arguments. */
    @FunctionalInterface
    interface Binary {
        int call(long left, long right, MemorySegment out);
    }

    private static final int FIRST_CAPACITY = 64;
    private static final int FIRST_SLOTS = 32;

    private static final ThreadLocal<Gate> CURRENT = ThreadLocal.withInitial(Gate::new);

    // Scratch of a thread that may end without notice: the one native memory that is left to the collector.
    private final MemorySegment cells = Arena.ofAuto().allocate(4 * JAVA_LONG.byteSize(), 64);
    private final MemorySegment secondCell = cells.asSlice(JAVA_LONG.byteSize());
    private MemorySegment list = Arena.ofAuto().allocate(FIRST_CAPACITY * JAVA_LONG.byteSize(), 64);
    private MemorySegment secondList = Arena.ofAuto().allocate(FIRST_CAPACITY * JAVA_LONG.byteSize(), 64);

    @Nullable
    private Scope scope;

    private @Nullable Tensor @Nullable [] spareSlots;

    // Not when this class is initialised: the message of a failure would drown in an ExceptionInInitializerError.
    private Gate() {
        NativeLibraries.load();
    }

    /** The calling thread's gate. */
    static Gate current() {
        return CURRENT.get();
    }

    static Tensor unary(String operator, Unary call, Tensor input) {
        var gate = current();
        return gate.result(operator, call.call(input.handle(), gate.out()), input);
    }

    static Tensor binary(String operator, Binary call, Tensor left, Tensor right) {
        var gate = current();
        return gate.result(operator, call.call(left.handle(), right.handle(), gate.out()), left, right, null);
    }

    /** The cell for a new handle. @throws IllegalStateException if no scope is open to own it */
    MemorySegment out() {
        innermost();
        return cells;
    }

    /** The cell for the second handle of an operator with two results. */
    MemorySegment secondOut() {
        return secondCell;
    }

    /** The cells for results that are no tensors. */
    MemorySegment cells() {
        return cells;
    }

    /** Copies numbers to native memory; valid until the next call. */
    MemorySegment longs(long... values) {
        list = fill(list, values);
        return list;
    }

    /** A list with room for so many numbers, for the caller to fill; valid until the next call. */
    MemorySegment room(int count) {
        list = withRoom(list, count);
        return list;
    }

    /** Like {@link #longs}, for the second list of a call. */
    MemorySegment moreLongs(long... values) {
        secondList = fill(secondList, values);
        return secondList;
    }

    MemorySegment handles(Tensor... tensors) {
        var values = new long[tensors.length];
        for (int i = 0; i < tensors.length; i++) {
            values[i] = tensors[i].handle();
        }
        return longs(values);
    }

    /** Two lists with room for the facts of any tensor. */
    MemorySegment factsList() {
        return list;
    }

    MemorySegment sizesList() {
        return secondList;
    }

    Tensor result(String operator, int status, Tensor input) {
        return result(operator, status, input, null, null);
    }

    Tensor result(String operator, int status, @Nullable Tensor a, @Nullable Tensor b, @Nullable Tensor c) {
        check(operator, status, a, b, c);
        return innermost().adopt(cells.get(JAVA_LONG, 0));
    }

    /** The second result of an operator, after {@link #result} gave the first. */
    Tensor secondResult() {
        return innermost().adopt(secondCell.get(JAVA_LONG, 0));
    }

    /** Throws what a status says. The arguments are for the message, and stay reachable until here. */
    void check(String operator, int status, @Nullable Tensor a, @Nullable Tensor b, @Nullable Tensor c) {
        try {
            if (status != D2V_OK()) {
                throw failure(operator, status, a, b, c);
            }
        } finally {
            Reference.reachabilityFence(a);
            Reference.reachabilityFence(b);
            Reference.reachabilityFence(c);
        }
    }

    void check(String operator, int status, Tensor... arguments) {
        try {
            if (status != D2V_OK()) {
                throw failure(operator, status, arguments);
            }
        } finally {
            Reference.reachabilityFence(arguments);
        }
    }

    static TorchException failure(String operator, int status, @Nullable Tensor... arguments) {
        // Describing the arguments calls libtorch again, so its text is fetched first.
        var reason = NativeText.of(d2v_last_error());
        var shown = new StringJoiner(", ", operator + "(", "): ");
        for (var argument : arguments) {
            if (argument != null) {
                shown.add(argument.describe());
            }
        }
        return TorchException.of(status, shown + reason);
    }

    /** Like {@link #failure(String, int, Tensor...)}, for a tensor that could not be made. */
    static TorchException failure(String operator, int status, DType dtype, long... shape) {
        return TorchException.of(
                status, operator + "(" + dtype + Arrays.toString(shape) + "): " + NativeText.of(d2v_last_error()));
    }

    @Nullable
    Scope scope() {
        return scope;
    }

    void enter(@Nullable Scope next) {
        scope = next;
    }

    Scope innermost() {
        var innermost = scope;
        if (innermost == null) {
            throw new IllegalStateException("no scope is open on thread '"
                    + Thread.currentThread().getName()
                    + "', so nothing would own the result; compute inside try (var scope = Scope.open()) { ... }");
        }
        return innermost;
    }

    private static MemorySegment fill(MemorySegment list, long[] values) {
        var room = withRoom(list, values.length);
        MemorySegment.copy(values, 0, room, JAVA_LONG, 0, values.length);
        return room;
    }

    private static MemorySegment withRoom(MemorySegment list, int count) {
        return list.byteSize() < count * JAVA_LONG.byteSize()
                ? Arena.ofAuto().allocate(2L * count * JAVA_LONG.byteSize(), 64)
                : list;
    }

    /** Slots for a new scope's tensors: those that the last scope of this thread used, if they are free. */
    @Nullable
    Tensor[] takeSlots() {
        var slots = spareSlots;
        spareSlots = null;
        return slots == null ? new Tensor[FIRST_SLOTS] : slots;
    }

    /** Keeps the slots of a scope that ended, all empty, for the next one. */
    void giveBackSlots(@Nullable Tensor[] slots) {
        if (spareSlots == null || spareSlots.length < slots.length) {
            spareSlots = slots;
        }
    }
}
