// Operators that work element by element.
#include <algorithm>

#include "call.h"

using namespace d2v;

#define D2V_UNARY(name)                                               \
  d2v_status d2v_##name(d2v_tensor input, d2v_tensor* out) {          \
    return guarded([&] { operation(out, "aten::" #name, "", tensor(input)); }); \
  }

#define D2V_BINARY(name, overload)                                                      \
  d2v_status d2v_##name(d2v_tensor left, d2v_tensor right, d2v_tensor* out) {           \
    return guarded([&] { operation(out, "aten::" #name, overload, tensor(left), tensor(right)); }); \
  }

#define D2V_WITH_NUMBER(name, aten, overload)                                           \
  d2v_status d2v_##name(d2v_tensor input, double value, d2v_tensor* out) {              \
    return guarded([&] {                                                                \
      Owned other = number(value, tensor(input).handle);                                                      \
      operation(out, "aten::" aten, overload, tensor(input), tensor(other));            \
    });                                                                                 \
  }

namespace {

int32_t dtype_of(Handle handle) {
  int32_t dtype = 0;
  check(aoti_torch_get_dtype(handle, &dtype));
  return dtype_of_torch(dtype);
}

bool is_whole(int32_t dtype) { return dtype >= D2V_INT64 && dtype <= D2V_UINT8; }

Owned converted(Handle handle, int32_t dtype) {
  return Owned(call_for_handle("aten::to", "dtype", Tensor{handle}, Dtype{torch_dtype(dtype)}, false, false, None{}));
}

// add.Tensor and sub.Tensor carry a Scalar; this function of the ABI has their one number as a double, which they
// refuse for whole numbers. Those are added as float64, which is exact up to 2^53.
void subtract(Handle left, Handle right, double factor, d2v_tensor* out) {
  int32_t left_dtype = dtype_of(left), right_dtype = dtype_of(right);
  Handle made = nullptr;
  if (!is_whole(left_dtype) || !is_whole(right_dtype)) {
    check(aoti_torch_aten_subtract_Tensor(left, right, factor, &made));
    *out = publish(made);
    return;
  }
  Owned wide_left = converted(left, D2V_FLOAT64), wide_right = converted(right, D2V_FLOAT64);
  check(aoti_torch_aten_subtract_Tensor(wide_left.get(), wide_right.get(), factor, &made));
  Owned wide(made);
  // The dtypes of whole numbers are numbered from the widest on.
  *out = publish(converted(wide.get(), std::min(left_dtype, right_dtype)).release());
}

}  // namespace

extern "C" {

d2v_status d2v_add(d2v_tensor left, d2v_tensor right, d2v_tensor* out) {
  return guarded([&] { subtract(tensor(left).handle, tensor(right).handle, -1, out); });
}

d2v_status d2v_sub(d2v_tensor left, d2v_tensor right, d2v_tensor* out) {
  return guarded([&] { subtract(tensor(left).handle, tensor(right).handle, 1, out); });
}

D2V_BINARY(mul, "Tensor")
D2V_BINARY(div, "Tensor")
D2V_BINARY(pow, "Tensor_Tensor")
D2V_BINARY(minimum, "")
D2V_BINARY(maximum, "")

d2v_status d2v_lerp(d2v_tensor left, d2v_tensor right, d2v_tensor weight, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::lerp", "Tensor", tensor(left), tensor(right), tensor(weight)); });
}

d2v_status d2v_add_scalar(d2v_tensor input, double value, d2v_tensor* out) {
  return guarded([&] {
    Owned other = number(value, tensor(input).handle);
    subtract(tensor(input).handle, other.get(), -1, out);
  });
}

D2V_WITH_NUMBER(mul_scalar, "mul", "Tensor")
D2V_WITH_NUMBER(div_scalar, "div", "Tensor")
D2V_WITH_NUMBER(pow_scalar, "pow", "Tensor_Tensor")

d2v_status d2v_clamp(d2v_tensor input, double min, double max, d2v_tensor* out) {
  return guarded([&] {
    Owned low = number(min, tensor(input).handle), high = number(max, tensor(input).handle);
    operation(out, "aten::clamp", "Tensor", tensor(input), OptionalTensor{low.get()}, OptionalTensor{high.get()});
  });
}

D2V_BINARY(eq, "Tensor")
D2V_BINARY(ne, "Tensor")
D2V_BINARY(lt, "Tensor")
D2V_BINARY(le, "Tensor")
D2V_BINARY(gt, "Tensor")
D2V_BINARY(ge, "Tensor")
D2V_BINARY(logical_and, "")
D2V_BINARY(logical_or, "")

D2V_UNARY(logical_not)
D2V_UNARY(isfinite)
D2V_UNARY(neg)
D2V_UNARY(abs)
D2V_UNARY(sign)
D2V_UNARY(square)
D2V_UNARY(sqrt)
D2V_UNARY(rsqrt)
D2V_UNARY(reciprocal)
D2V_UNARY(exp)
D2V_UNARY(log)
D2V_UNARY(sin)
D2V_UNARY(cos)
D2V_UNARY(tanh)
D2V_UNARY(sigmoid)
D2V_UNARY(erf)
D2V_UNARY(erfinv)
D2V_UNARY(floor)
D2V_UNARY(round)

d2v_status d2v_copy_(d2v_tensor input, d2v_tensor source) {
  return guarded([&] { in_place("aten::copy_", "", tensor(input), tensor(source), false); });
}

d2v_status d2v_zero_(d2v_tensor input) {
  return guarded([&] { in_place("aten::zero_", "", tensor(input)); });
}

d2v_status d2v_fill_(d2v_tensor input, double value) {
  return guarded([&] {
    Owned filler = number(value, tensor(input).handle);
    in_place("aten::fill_", "Tensor", tensor(input), tensor(filler));
  });
}

d2v_status d2v_mul_(d2v_tensor input, d2v_tensor other) {
  return guarded([&] { in_place("aten::mul_", "Tensor", tensor(input), tensor(other)); });
}

d2v_status d2v_mul_scalar_(d2v_tensor input, double value) {
  return guarded([&] {
    Owned other = number(value, tensor(input).handle);
    in_place("aten::mul_", "Tensor", tensor(input), tensor(other));
  });
}

d2v_status d2v_masked_fill_(d2v_tensor input, d2v_tensor mask, double value) {
  return guarded([&] {
    Owned filler = number(value, tensor(input).handle);
    in_place("aten::masked_fill_", "Tensor", tensor(input), tensor(mask), tensor(filler));
  });
}

d2v_status d2v_lerp_(d2v_tensor input, d2v_tensor end, double weight) {
  return guarded([&] {
    Owned share = number(weight, tensor(input).handle);
    in_place("aten::lerp_", "Tensor", tensor(input), tensor(end), tensor(share));
  });
}

d2v_status d2v_index_copy_(d2v_tensor input, int64_t dim, d2v_tensor index, d2v_tensor source) {
  return guarded([&] { in_place("aten::index_copy_", "", tensor(input), dim, tensor(index), tensor(source)); });
}

}  // extern "C"
