package io.github.data2vec4j.torch;

import static io.github.data2vec4j.bindings.d2v_torch.*;

import io.github.data2vec4j.bindings.d2v_torch;
import org.jspecify.annotations.Nullable;

/** The operators that networks are made of, as in PyTorch's {@code torch.nn.functional}. */
public final class Functional {

    private Functional() {}

    /** Matrix product; leading dimensions are broadcast batches. */
    public static Tensor matmul(Tensor left, Tensor right) {
        return Gate.binary("matmul", d2v_torch::d2v_matmul, left, right);
    }

    /** {@code [batch, n, k]} times {@code [batch, k, m]}. */
    public static Tensor bmm(Tensor left, Tensor right) {
        return Gate.binary("bmm", d2v_torch::d2v_bmm, left, right);
    }

    /** {@code input [..., in]} times the transpose of {@code weight [out, in]}, plus {@code bias [out]}. */
    public static Tensor linear(Tensor input, Tensor weight, @Nullable Tensor bias) {
        var gate = Gate.current();
        int status = d2v_linear(input.handle(), weight.handle(), handleOrNone(bias), gate.out());
        return gate.result("linear", status, input, weight, bias);
    }

    /**
     * Convolution over time.
     *
     * @param input [batch, in, time]
     * @param weight [out, in / groups, kernel]
     * @param bias [out]
     */
    public static Tensor conv1d(
            Tensor input, Tensor weight, @Nullable Tensor bias, int stride, int padding, int groups) {
        var gate = Gate.current();
        int status =
                d2v_conv1d(input.handle(), weight.handle(), handleOrNone(bias), stride, padding, 1, groups, gate.out());
        return gate.result("conv1d", status, input, weight, bias);
    }

    /**
     * Convolution over a picture.
     *
     * @param input [batch, in, height, width]
     * @param weight [out, in / groups, kernel, kernel]
     * @param bias [out]
     */
    public static Tensor conv2d(
            Tensor input, Tensor weight, @Nullable Tensor bias, int stride, int padding, int groups) {
        var gate = Gate.current();
        int status =
                d2v_conv2d(input.handle(), weight.handle(), handleOrNone(bias), stride, padding, 1, groups, gate.out());
        return gate.result("conv2d", status, input, weight, bias);
    }

    /**
     * {@code softmax(query keys^T / sqrt(channel) + mask) values}.
     *
     * @param query [batch, head, time, channel]
     * @param key [batch, head, source, channel]
     * @param value [batch, head, source, channel]
     * @param mask bool, true where attention is allowed, or numbers to add; broadcast to [batch, head, time, source]
     * @param dropout probability of dropping an attention weight
     * @return [batch, head, time, channel]
     */
    public static Tensor scaledDotProductAttention(
            Tensor query, Tensor key, Tensor value, @Nullable Tensor mask, double dropout) {
        var gate = Gate.current();
        int status = d2v_scaled_dot_product_attention(
                query.handle(), key.handle(), value.handle(), handleOrNone(mask), dropout, 0, Double.NaN, gate.out());
        if (status != D2V_OK() && mask != null) {
            gate.check("scaled_dot_product_attention", status, query, key, value, mask);
        }
        return gate.result("scaled_dot_product_attention", status, query, key, value);
    }

    /** Normalises over the last dimensions, which {@code weight} and {@code bias} share if given. */
    public static Tensor layerNorm(
            Tensor input, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon, long... sizes) {
        var gate = Gate.current();
        int status = d2v_layer_norm(
                input.handle(),
                gate.longs(sizes),
                sizes.length,
                handleOrNone(weight),
                handleOrNone(bias),
                epsilon,
                gate.out());
        return gate.result("layer_norm", status, input, weight, bias);
    }

    /** Normalises {@code input [batch, channel, ...]} over groups of channels and all that follows. */
    public static Tensor groupNorm(
            Tensor input, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
        var gate = Gate.current();
        int status =
                d2v_group_norm(input.handle(), groups, handleOrNone(weight), handleOrNone(bias), epsilon, gate.out());
        return gate.result("group_norm", status, input, weight, bias);
    }

    /** Normalises {@code input [batch, channel, ...]} over all but the channel, with the batch's own statistics. */
    public static Tensor batchNorm(Tensor input, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
        var gate = Gate.current();
        int status = d2v_batch_norm(input.handle(), handleOrNone(weight), handleOrNone(bias), epsilon, gate.out());
        return gate.result("batch_norm", status, input, weight, bias);
    }

    /** The exact form with erf: {@code x * Phi(x)}. */
    public static Tensor gelu(Tensor input) {
        return Gate.unary("gelu", d2v_torch::d2v_gelu, input);
    }

    public static Tensor relu(Tensor input) {
        return Gate.unary("relu", d2v_torch::d2v_relu, input);
    }

    public static Tensor softmax(Tensor input, int dim) {
        var gate = Gate.current();
        return gate.result("softmax", d2v_softmax(input.handle(), dim, gate.out()), input);
    }

    public static Tensor logSoftmax(Tensor input, int dim) {
        var gate = Gate.current();
        return gate.result("log_softmax", d2v_log_softmax(input.handle(), dim, gate.out()), input);
    }

    /** Zeroes each element with the given probability and scales the others up to keep the mean. */
    public static Tensor dropout(Tensor input, double probability) {
        var gate = Gate.current();
        return gate.result("dropout", d2v_dropout(input.handle(), probability, gate.out()), input);
    }

    /** Rows of {@code weight [count, channel]}; the row {@code paddingIndex} gets no gradient, -1 for none. */
    public static Tensor embedding(Tensor weight, Tensor indices, long paddingIndex) {
        var gate = Gate.current();
        int status = d2v_embedding(weight.handle(), indices.handle(), paddingIndex, gate.out());
        return gate.result("embedding", status, weight, indices, null);
    }

    /** Resizes {@code input [batch, channel, height, width]} by bicubic interpolation without antialiasing. */
    public static Tensor upsampleBicubic2d(Tensor input, int height, int width) {
        var gate = Gate.current();
        int status = d2v_upsample_bicubic2d(input.handle(), height, width, gate.out());
        return gate.result("upsample_bicubic2d", status, input);
    }

    static long handleOrNone(@Nullable Tensor tensor) {
        return tensor == null ? 0 : tensor.handle();
    }
}
