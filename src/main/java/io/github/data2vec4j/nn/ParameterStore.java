package io.github.data2vec4j.nn;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.GradMode;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import io.github.data2vec4j.torch.Tensors;
import io.github.data2vec4j.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All parameters of a model in one contiguous float32 buffer, and their gradients in another of the same layout. So one
 * native call updates, averages, measures or saves all of them.
 *
 * <p>Modules declare what they need; {@link #allocateTrainable} or {@link #allocateFrozen} then lays it out. Parameters
 * of one {@link Group} are contiguous, in the order of their declaration, each at a multiple of 64 bytes: matrix
 * libraries give equal bits from run to run only on equally aligned memory. The gaps hold zeros, which no operation on
 * the whole buffer changes.
 *
 * <p>The store owns its tensors; {@link #close} releases them.
 */
public final class ParameterStore implements AutoCloseable {

    /**
     * A contiguous piece of the buffers.
     *
     * @param offset where it starts, in elements
     * @param length how long it is, in elements, gaps included
     */
    public record Range(long offset, long length) {}

    private static final long ALIGNMENT = 64 / Float.BYTES;
    private static final long NORM_ROW = 4096;

    private final @Nullable ParameterStore lender;
    private final Predicate<Parameter> borrowed;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final List<Parameter> own = new ArrayList<>();
    private final Map<Parameter, Long> offsets = new LinkedHashMap<>();
    private final Map<Group, Range> groups = new LinkedHashMap<>();
    private final List<Tensor> kept = new ArrayList<>();

    @Nullable
    private Tensor values;

    @Nullable
    private Tensor gradients;

    /** An empty store, which belongs to the caller. */
    public ParameterStore() {
        this(null, parameter -> false);
    }

    private ParameterStore(@Nullable ParameterStore lender, Predicate<Parameter> borrowed) {
        this.lender = lender;
        this.borrowed = borrowed;
    }

    /**
     * An empty store for a module that shares parameters with one in another store: where it declares a parameter that
     * {@code borrowed} picks, it gets the lender's of that name. The lender must live longer.
     */
    public static ParameterStore borrowing(ParameterStore lender, Predicate<Parameter> borrowed) {
        return new ParameterStore(lender, borrowed);
    }

    /** Where a model declares its parameters. */
    public Parameters root() {
        return new Parameters(this, "");
    }

    Parameter declare(String name, Init init, long... shape) {
        if (values != null) {
            throw new IllegalStateException("the store is allocated already; too late for " + name);
        }
        var declared = new Parameter(name, init, shape);
        boolean lent = lender != null && borrowed.test(declared);
        var parameter = lent ? lentFor(declared) : declared;
        if (parameters.putIfAbsent(name, parameter) != null) {
            throw new IllegalArgumentException("two parameters have the name " + name);
        }
        if (!lent) {
            own.add(parameter);
        }
        return parameter;
    }

    private Parameter lentFor(Parameter declared) {
        var parameter = Objects.requireNonNull(lender).parameter(declared.name());
        if (!Arrays.equals(parameter.shape(), declared.shape())) {
            throw new IllegalArgumentException(declared + " cannot be shared: it is " + parameter + " there");
        }
        return parameter;
    }

    /** Lays out the parameters with gradients; parameters of one group lie together. */
    public void allocateTrainable(Function<Parameter, Group> grouping) {
        allocate(grouping);
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            var flat = keep(Tensors.zeros(DType.FLOAT32, values().numel()));
            gradients = flat;
            offsets.forEach((parameter, offset) -> {
                parameter.value().requiresGrad(true);
                parameter.value().grad(view(flat, parameter, offset));
            });
        }
    }

    /** Lays out the parameters without gradients, such as a teacher's; parameters of one group lie together. */
    public void allocateFrozen(Function<Parameter, Group> grouping) {
        allocate(grouping);
    }

    private void allocate(Function<Parameter, Group> grouping) {
        if (values != null) {
            throw new IllegalStateException("the store is allocated already");
        }
        var grouped = own.stream().collect(Collectors.groupingBy(grouping, LinkedHashMap::new, Collectors.toList()));
        long end = 0;
        for (var group : grouped.entrySet()) {
            long start = end;
            for (var parameter : group.getValue()) {
                offsets.put(parameter, end);
                end += (parameter.numel() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            }
            groups.put(group.getKey(), new Range(start, end - start));
        }
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            var flat = keep(Tensors.zeros(DType.FLOAT32, end));
            values = flat;
            offsets.forEach((parameter, offset) -> parameter.bind(keep(view(flat, parameter, offset))));
        }
    }

    /** Gives each parameter its start, a function of the seed and the parameter's name alone. */
    public void initialise(long seed) {
        for (var parameter : own) {
            try (var scope = Scope.open();
                    var off = GradMode.off()) {
                Torch.manualSeed(seed * 0x9E3779B97F4A7C15L ^ longHash(parameter.name()));
                parameter.init().fill(parameter.value().detach());
            }
        }
    }

    /** All parameters, borrowed ones too, in the order of their declaration. */
    public Collection<Parameter> parameters() {
        return Collections.unmodifiableCollection(parameters.values());
    }

    /** The parameters that lie in this store, in the order of their declaration. */
    public List<Parameter> own() {
        return Collections.unmodifiableList(own);
    }

    /**
     * The parameter of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Parameter parameter(String name) {
        var parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter is named " + name);
        }
        return parameter;
    }

    /** Number of elements of all parameters that lie in this store, without the gaps between them. */
    public long numel() {
        return own.stream().mapToLong(Parameter::numel).sum();
    }

    /** The flat buffer of all values, float32. */
    public Tensor values() {
        return allocated(values);
    }

    /** The flat buffer of all gradients, float32. @throws IllegalStateException if there are none */
    public Tensor gradients() {
        return allocated(gradients);
    }

    /** Where the parameters of each group are in the flat buffers. */
    public Map<Group, Range> groups() {
        values();
        return Collections.unmodifiableMap(groups);
    }

    /** Where a parameter starts in the flat buffers, in elements. */
    public long offset(Parameter parameter) {
        values();
        return offsets.getOrDefault(parameter, -1L);
    }

    /** Sets all gradients to zero. */
    public void zeroGradients() {
        gradients().zero_();
    }

    /** Multiplies all gradients. */
    public void scaleGradients(double factor) {
        if (factor != 1) {
            gradients().mul_(factor);
        }
    }

    /**
     * Scales all gradients so that their common L2 norm is at most {@code maxNorm}; 0 leaves them as they are, and so
     * does a norm that is not finite.
     *
     * @return the norm before
     */
    public double clipGradients(double maxNorm) {
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            double norm = norm(gradients());
            if (maxNorm > 0 && Double.isFinite(norm)) {
                scaleGradients(Math.min(1, maxNorm / (norm + 1e-6)));
            }
            return norm;
        }
    }

    // A norm of norms: float32 sums over a whole model go astray, by 2% at 86 million equal elements.
    private static double norm(Tensor flat) {
        long length = flat.numel();
        long inRows = length - length % NORM_ROW;
        double rows = inRows == 0
                ? 0
                : flat.narrow(0, 0, inRows).reshape(-1, NORM_ROW).norm(1).norm().item();
        double rest = inRows == length
                ? 0
                : flat.narrow(0, inRows, length - inRows).norm().item();
        return Math.hypot(rows, rest);
    }

    /** The parameters of this store with values that are not finite, in the order of their declaration. */
    public List<Parameter> withBrokenValues() {
        return broken(values());
    }

    /** The parameters of this store with gradients that are not finite, in the order of their declaration. */
    public List<Parameter> withBrokenGradients() {
        return broken(gradients());
    }

    private List<Parameter> broken(Tensor flat) {
        try (var scope = Scope.open();
                var off = GradMode.off()) {
            return own.stream()
                    .filter(parameter -> !isFinite(flat.narrow(0, offset(parameter), parameter.numel())))
                    .toList();
        }
    }

    private static boolean isFinite(Tensor piece) {
        try (var scope = Scope.open()) {
            // Zero times what is not finite is no number.
            return piece.mul(0).sum().item() == 0;
        }
    }

    @Override
    public void close() {
        kept.forEach(Tensor::close);
        kept.clear();
    }

    private Tensor keep(Tensor tensor) {
        kept.add(tensor.keep());
        return tensor;
    }

    private static Tensor view(Tensor flat, Parameter parameter, long offset) {
        var shape = parameter.shape();
        var strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return flat.asStrided(shape, strides, offset);
    }

    private static Tensor allocated(@Nullable Tensor buffer) {
        if (buffer == null) {
            throw new IllegalStateException("the store has no such buffer; allocate it first");
        }
        return buffer;
    }

    // String.hashCode has 32 bits: two of a thousand names may well share it.
    private static long longHash(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }
}
