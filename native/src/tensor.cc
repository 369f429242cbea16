// Facts of a tensor, creation and conversion.
#include <vector>

#include "beyond_stable_abi.h"
#include "call.h"

using namespace d2v;

namespace {

Handle empty(const int64_t* sizes, int32_t dim, int32_t dtype, int32_t device_type, int32_t device_index) {
  if (dim < 0 || dim > D2V_MAX_DIM) {
    throw Failure(D2V_ERROR_SHAPE, "a tensor of " + std::to_string(dim) + " dimensions; at most " +
                                       std::to_string(D2V_MAX_DIM) + " are possible");
  }
  int64_t strides[D2V_MAX_DIM];
  int64_t elements = 1;
  for (int32_t i = dim - 1; i >= 0; i--) {
    strides[i] = elements;
    elements *= sizes[i] > 1 ? sizes[i] : 1;
  }
  Handle made = nullptr;
  check(aoti_torch_empty_strided(dim, sizes, strides, torch_dtype(dtype), torch_device(device_type), device_index,
                                 &made));
  return made;
}

}  // namespace

extern "C" {

d2v_status d2v_describe(d2v_tensor input, int64_t* facts, int64_t* sizes, int64_t* strides) {
  return guarded([&] {
    Handle handle = tensor(input).handle;
    int32_t dtype = 0, device = 0, index = 0;
    int64_t dim = 0, elements = 0;
    int64_t *all_sizes = nullptr, *all_strides = nullptr;
    bool contiguous = false;
    check(aoti_torch_get_dtype(handle, &dtype));
    check(aoti_torch_get_device_type(handle, &device));
    check(aoti_torch_get_device_index(handle, &index));
    check(aoti_torch_get_dim(handle, &dim));
    check(aoti_torch_get_numel(handle, &elements));
    check(aoti_torch_is_contiguous(handle, &contiguous));
    if (dim > D2V_MAX_DIM) throw Failure(D2V_ERROR_SHAPE, "more dimensions than D2V_MAX_DIM");
    check(aoti_torch_get_sizes(handle, &all_sizes));
    check(aoti_torch_get_strides(handle, &all_strides));
    facts[D2V_FACT_DTYPE] = dtype_of_torch(dtype);
    facts[D2V_FACT_DEVICE_TYPE] = device_of_torch(device);
    facts[D2V_FACT_DEVICE_INDEX] = index;
    facts[D2V_FACT_DIM] = dim;
    facts[D2V_FACT_NUMEL] = elements;
    facts[D2V_FACT_CONTIGUOUS] = contiguous;
    facts[D2V_FACT_REQUIRES_GRAD] = beyond::requires_grad(handle);
    std::memcpy(sizes, all_sizes, static_cast<size_t>(dim) * sizeof(int64_t));
    std::memcpy(strides, all_strides, static_cast<size_t>(dim) * sizeof(int64_t));
  });
}

d2v_status d2v_data_pointer(d2v_tensor input, void** address) {
  return guarded([&] { check(aoti_torch_get_data_ptr(tensor(input).handle, address)); });
}

d2v_status d2v_item_double(d2v_tensor input, double* value) {
  return guarded([&] {
    Owned converted(call_for_handle("aten::to", "dtype", tensor(input), Dtype{torch_dtype(D2V_FLOAT64)}, false, false,
                                    None{}));
    check(aoti_torch_item_float64(converted.get(), value));
  });
}

d2v_status d2v_item_long(d2v_tensor input, int64_t* value) {
  return guarded([&] {
    Owned converted(call_for_handle("aten::to", "dtype", tensor(input), Dtype{torch_dtype(D2V_INT64)}, false, false,
                                    None{}));
    check(aoti_torch_item_int64(converted.get(), value));
  });
}

d2v_status d2v_alias(d2v_tensor input, d2v_tensor* out) {
  return guarded([&] {
    Handle copy = nullptr;
    check(aoti_torch_new_tensor_handle(tensor(input).handle, &copy));
    *out = publish(copy);
  });
}

d2v_status d2v_empty(const int64_t* sizes, int32_t dim, d2v_dtype dtype, d2v_device_type device_type,
                     int32_t device_index, d2v_tensor* out) {
  return guarded([&] { *out = publish(empty(sizes, dim, dtype, device_type, device_index)); });
}

d2v_status d2v_full(const int64_t* sizes, int32_t dim, double value, d2v_dtype dtype, d2v_device_type device_type,
                    int32_t device_index, d2v_tensor* out) {
  return guarded([&] {
    Owned made(empty(sizes, dim, dtype, device_type, device_index));
    if (value == 0) {
      in_place("aten::zero_", "", tensor(made));
    } else {
      Owned filler = number(value, made.get());
      in_place("aten::fill_", "Tensor", tensor(made), tensor(filler));
    }
    *out = publish(made.release());
  });
}

d2v_status d2v_scalar(double value, d2v_dtype dtype, d2v_tensor* out) {
  return d2v_full(nullptr, 0, value, dtype, D2V_CPU, 0, out);
}

d2v_status d2v_from_blob(void* data, const int64_t* sizes, int32_t dim, d2v_dtype dtype,
                         void (*release)(void* context), void* context, d2v_tensor* out) {
  bool handed_over = false;
  d2v_status status = guarded([&] {
    torch_dtype(dtype);   // refuses an unknown number
    Handle made = beyond::from_blob(data, sizes, dim, dtype, release, context);
    handed_over = true;
    *out = publish(made);
  });
  if (status != D2V_OK && !handed_over && release != nullptr) release(context);
  return status;
}

d2v_status d2v_randperm(int64_t count, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::randperm", "", count, None{}, None{}, None{}, None{}); });
}

d2v_status d2v_to_dtype(d2v_tensor input, d2v_dtype dtype, d2v_tensor* out) {
  return guarded(
      [&] { operation(out, "aten::to", "dtype", tensor(input), Dtype{torch_dtype(dtype)}, false, false, None{}); });
}

d2v_status d2v_to_device(d2v_tensor input, d2v_device_type device_type, int32_t device_index, d2v_tensor* out) {
  return guarded([&] {
    int32_t dtype = 0;
    check(aoti_torch_get_dtype(tensor(input).handle, &dtype));
    operation(out, "aten::to", "device", tensor(input), DeviceSlot{torch_device(device_type), device_index},
              Dtype{dtype}, false, false, None{});
  });
}

d2v_status d2v_contiguous(d2v_tensor input, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::contiguous", "", tensor(input),
              static_cast<int64_t>(aoti_torch_memory_format_contiguous_format()));
  });
}

d2v_status d2v_clone(d2v_tensor input, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::clone", "", tensor(input), None{}); });
}

d2v_status d2v_detach(d2v_tensor input, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::detach", "", tensor(input)); });
}

}  // extern "C"
