// Shapes, views and the picking of elements.
#include "call.h"

using namespace d2v;

extern "C" {

d2v_status d2v_reshape(d2v_tensor input, const int64_t* sizes, int32_t dim, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::reshape", "", tensor(input), Numbers{sizes, dim}); });
}

d2v_status d2v_transpose(d2v_tensor input, int64_t dim0, int64_t dim1, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::transpose", "int", tensor(input), dim0, dim1); });
}

d2v_status d2v_permute(d2v_tensor input, const int64_t* dims, int32_t count, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::permute", "", tensor(input), Numbers{dims, count}); });
}

d2v_status d2v_unsqueeze(d2v_tensor input, int64_t dim, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::unsqueeze", "", tensor(input), dim); });
}

d2v_status d2v_squeeze(d2v_tensor input, int64_t dim, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::squeeze", "dim", tensor(input), dim); });
}

d2v_status d2v_expand(d2v_tensor input, const int64_t* sizes, int32_t dim, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::expand", "", tensor(input), Numbers{sizes, dim}, false); });
}

d2v_status d2v_narrow(d2v_tensor input, int64_t dim, int64_t start, int64_t length, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::narrow", "", tensor(input), dim, start, length); });
}

d2v_status d2v_slice(d2v_tensor input, int64_t dim, int64_t start, int64_t end, int64_t step, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::slice", "Tensor", tensor(input), dim, OptionalInteger{start}, OptionalInteger{end}, step);
  });
}

d2v_status d2v_select(d2v_tensor input, int64_t dim, int64_t index, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::select", "int", tensor(input), dim, index); });
}

d2v_status d2v_as_strided(d2v_tensor input, const int64_t* sizes, const int64_t* strides, int32_t dim, int64_t offset,
                          d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::as_strided", "", tensor(input), Numbers{sizes, dim}, Numbers{strides, dim},
              OptionalInteger{offset});
  });
}

d2v_status d2v_unfold(d2v_tensor input, int64_t dim, int64_t size, int64_t step, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::unfold", "", tensor(input), dim, size, step); });
}

d2v_status d2v_pad(d2v_tensor input, const int64_t* padding, int32_t count, double value, d2v_tensor* out) {
  return guarded([&] {
    // What aten::pad calls for its mode "constant"; every string that a boxed call carries leaks inside libtorch.
    constexpr int64_t kConstant = 3;
    operation(out, "aten::_pad_enum", "", tensor(input), Numbers{padding, count}, kConstant,
              OptionalDouble{true, value});
  });
}

d2v_status d2v_flip(d2v_tensor input, const int64_t* dims, int32_t count, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::flip", "", tensor(input), Numbers{dims, count}); });
}

d2v_status d2v_roll(d2v_tensor input, int64_t shift, int64_t dim, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::roll", "", tensor(input), Numbers{&shift, 1}, Numbers{&dim, 1}); });
}

d2v_status d2v_repeat_interleave(d2v_tensor input, int64_t repeats, int64_t dim, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::repeat_interleave", "self_int", tensor(input), repeats, OptionalInteger{dim}, None{});
  });
}

d2v_status d2v_cat(const d2v_tensor* tensors, int32_t count, int64_t dim, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::cat", "", Tensors{tensors, count}, dim); });
}

d2v_status d2v_stack(const d2v_tensor* tensors, int32_t count, int64_t dim, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::stack", "", Tensors{tensors, count}, dim); });
}

d2v_status d2v_index_select(d2v_tensor input, int64_t dim, d2v_tensor index, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::index_select", "", tensor(input), dim, tensor(index)); });
}

d2v_status d2v_gather(d2v_tensor input, int64_t dim, d2v_tensor index, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::gather", "", tensor(input), dim, tensor(index), false); });
}

d2v_status d2v_scatter(d2v_tensor input, int64_t dim, d2v_tensor index, d2v_tensor source, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::scatter", "src", tensor(input), dim, tensor(index), tensor(source)); });
}

d2v_status d2v_masked_select(d2v_tensor input, d2v_tensor mask, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::masked_select", "", tensor(input), tensor(mask)); });
}

d2v_status d2v_masked_fill(d2v_tensor input, d2v_tensor mask, double value, d2v_tensor* out) {
  return guarded([&] {
    Owned filler = number(value, tensor(input).handle);
    operation(out, "aten::masked_fill", "Tensor", tensor(input), tensor(mask), tensor(filler));
  });
}

d2v_status d2v_where(d2v_tensor condition, d2v_tensor chosen, d2v_tensor otherwise, d2v_tensor* out) {
  return guarded(
      [&] { operation(out, "aten::where", "self", tensor(condition), tensor(chosen), tensor(otherwise)); });
}

d2v_status d2v_nonzero(d2v_tensor input, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::nonzero", "", tensor(input)); });
}

d2v_status d2v_one_hot(d2v_tensor input, int64_t classes, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::one_hot", "", tensor(input), classes); });
}

}  // extern "C"
