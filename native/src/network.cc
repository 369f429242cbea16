// Products, convolutions, attention, norms: the layers of a network.
#include <algorithm>

#include "beyond_stable_abi.h"
#include "call.h"

using namespace d2v;

namespace {

// libtorch's fast kernel reads a key for every value without looking whether there is one.
void require_pairs(Handle keys, Handle values) {
  int64_t key_dim = 0, value_dim = 0;
  int64_t *key_sizes = nullptr, *value_sizes = nullptr;
  check(aoti_torch_get_dim(keys, &key_dim));
  check(aoti_torch_get_dim(values, &value_dim));
  check(aoti_torch_get_sizes(keys, &key_sizes));
  check(aoti_torch_get_sizes(values, &value_sizes));
  if (key_dim != value_dim || key_dim < 2 || !std::equal(key_sizes, key_sizes + key_dim - 1, value_sizes)) {
    throw Failure(D2V_ERROR_SHAPE, "keys and values differ in another size than the last");
  }
}

}  // namespace

extern "C" {

d2v_status d2v_matmul(d2v_tensor left, d2v_tensor right, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::matmul", "", tensor(left), tensor(right)); });
}

d2v_status d2v_bmm(d2v_tensor left, d2v_tensor right, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::bmm", "", tensor(left), tensor(right)); });
}

d2v_status d2v_linear(d2v_tensor input, d2v_tensor weight, d2v_tensor bias, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::linear", "", tensor(input), tensor(weight), optional(bias)); });
}

d2v_status d2v_conv1d(d2v_tensor input, d2v_tensor weight, d2v_tensor bias, int64_t stride, int64_t padding,
                      int64_t dilation, int64_t groups, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::conv1d", "", tensor(input), tensor(weight), optional(bias), Numbers{&stride, 1},
              Numbers{&padding, 1}, Numbers{&dilation, 1}, groups);
  });
}

d2v_status d2v_conv2d(d2v_tensor input, d2v_tensor weight, d2v_tensor bias, int64_t stride, int64_t padding,
                      int64_t dilation, int64_t groups, d2v_tensor* out) {
  return guarded([&] {
    const int64_t strides[] = {stride, stride}, paddings[] = {padding, padding}, dilations[] = {dilation, dilation};
    operation(out, "aten::conv2d", "", tensor(input), tensor(weight), optional(bias), Numbers{strides, 2},
              Numbers{paddings, 2}, Numbers{dilations, 2}, groups);
  });
}

d2v_status d2v_scaled_dot_product_attention(d2v_tensor query, d2v_tensor key, d2v_tensor value, d2v_tensor mask,
                                            double dropout, int32_t causal, double scale, d2v_tensor* out) {
  return guarded([&] {
    require_pairs(tensor(key).handle, tensor(value).handle);
    operation(out, "aten::scaled_dot_product_attention", "", tensor(query), tensor(key), tensor(value),
              optional(mask), dropout, causal != 0, OptionalDouble{!std::isnan(scale), scale}, false);
  });
}

d2v_status d2v_layer_norm(d2v_tensor input, const int64_t* sizes, int32_t dim, d2v_tensor weight, d2v_tensor bias,
                          double epsilon, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::layer_norm", "", tensor(input), Numbers{sizes, dim}, optional(weight), optional(bias),
              epsilon, true);
  });
}

d2v_status d2v_group_norm(d2v_tensor input, int64_t groups, d2v_tensor weight, d2v_tensor bias, double epsilon,
                          d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::group_norm", "", tensor(input), groups, optional(weight), optional(bias), epsilon, true);
  });
}

d2v_status d2v_batch_norm(d2v_tensor input, d2v_tensor weight, d2v_tensor bias, double epsilon, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::batch_norm", "", tensor(input), optional(weight), optional(bias), None{}, None{}, true, 0.1,
              epsilon, true);
  });
}

d2v_status d2v_gelu(d2v_tensor input, d2v_tensor* out) {
  return guarded([&] {
    Handle made = beyond::gelu(tensor(input).handle);
    *out = publish(made != nullptr ? made : call_for_handle("aten::gelu", "", tensor(input), Text{"none"}));
  });
}

d2v_status d2v_relu(d2v_tensor input, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::relu", "", tensor(input)); });
}

d2v_status d2v_softmax(d2v_tensor input, int64_t dim, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::softmax", "int", tensor(input), dim, None{}); });
}

d2v_status d2v_log_softmax(d2v_tensor input, int64_t dim, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::log_softmax", "int", tensor(input), dim, None{}); });
}

d2v_status d2v_dropout(d2v_tensor input, double probability, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::dropout", "", tensor(input), probability, true); });
}

d2v_status d2v_embedding(d2v_tensor weight, d2v_tensor indices, int64_t padding_index, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::embedding", "", tensor(weight), tensor(indices), padding_index, false, false);
  });
}

d2v_status d2v_upsample_bicubic2d(d2v_tensor input, int64_t height, int64_t width, d2v_tensor* out) {
  return guarded([&] {
    const int64_t sizes[] = {height, width};
    operation(out, "aten::upsample_bicubic2d", "", tensor(input), Numbers{sizes, 2}, false, None{}, None{});
  });
}

}  // extern "C"
