// The functions of libtorch that this library uses, as pointers that are filled in when it is loaded.
//
// All belong to the LibTorch Stable ABI (torch/csrc/stable, torch/csrc/inductor/aoti_torch), which keeps its
// signatures from release to release; what it lacks is in beyond_stable_abi.h. Declaring them here instead of
// including libtorch's headers is what lets one binary run on every libtorch since 2.10.
#pragma once

#include <cstddef>
#include <cstdint>

namespace d2v {

using Handle = void*;         // an owned at::Tensor*
using Slot = uint64_t;        // one argument or result of a boxed call
using TorchError = int32_t;   // 0 is success

// F(result, name, parameters)
#define D2V_STABLE_ABI(F)                                                                                  \
  F(uint64_t, aoti_torch_abi_version, ())                                                                  \
  F(TorchError, torch_call_dispatcher, (const char*, const char*, Slot*, uint64_t))                        \
  F(TorchError, torch_new_list_reserve_size, (size_t, void**))                                             \
  F(TorchError, torch_list_push_back, (void*, Slot))                                                       \
  F(TorchError, torch_delete_list, (void*))                                                                \
  F(TorchError, torch_new_string_handle, (const char*, size_t, void**))                                    \
  F(TorchError, torch_set_requires_grad, (Handle, bool))                                                   \
  F(TorchError, torch_get_num_threads, (uint32_t*))                                                        \
  F(TorchError, aoti_torch_new_tensor_handle, (Handle, Handle*))                                           \
  F(TorchError, aoti_torch_new_uninitialized_tensor, (Handle*))                                            \
  F(TorchError, aoti_torch_delete_tensor_object, (Handle))                                                 \
  F(TorchError, aoti_torch_assign_tensors, (Handle, Handle))                                               \
  F(TorchError, aoti_torch_is_defined, (Handle, bool*))                                                    \
  F(TorchError, aoti_torch_get_data_ptr, (Handle, void**))                                                 \
  F(TorchError, aoti_torch_get_dim, (Handle, int64_t*))                                                    \
  F(TorchError, aoti_torch_get_numel, (Handle, int64_t*))                                                  \
  F(TorchError, aoti_torch_get_sizes, (Handle, int64_t**))                                                 \
  F(TorchError, aoti_torch_get_strides, (Handle, int64_t**))                                               \
  F(TorchError, aoti_torch_get_dtype, (Handle, int32_t*))                                                  \
  F(TorchError, aoti_torch_get_device_type, (Handle, int32_t*))                                            \
  F(TorchError, aoti_torch_get_device_index, (Handle, int32_t*))                                           \
  F(TorchError, aoti_torch_is_contiguous, (Handle, bool*))                                                 \
  F(TorchError, aoti_torch_empty_strided,                                                                  \
    (int64_t, const int64_t*, const int64_t*, int32_t, int32_t, int32_t, Handle*))                         \
  F(TorchError, aoti_torch_scalar_to_tensor_float32, (float, Handle*))                                     \
  F(TorchError, aoti_torch_scalar_to_tensor_float64, (double, Handle*))                                    \
  F(TorchError, aoti_torch_item_float64, (Handle, double*))                                                \
  F(TorchError, aoti_torch_item_int64, (Handle, int64_t*))                                                 \
  F(TorchError, aoti_torch_aten_subtract_Tensor, (Handle, Handle, double, Handle*))                        \
  F(bool, aoti_torch_grad_mode_is_enabled, ())                                                             \
  F(void, aoti_torch_grad_mode_set_enabled, (bool))                                                        \
  F(size_t, aoti_torch_dtype_element_size, (int32_t))                                                      \
  F(int32_t, aoti_torch_dtype_float32, ())                                                                 \
  F(int32_t, aoti_torch_dtype_float64, ())                                                                 \
  F(int32_t, aoti_torch_dtype_float16, ())                                                                 \
  F(int32_t, aoti_torch_dtype_bfloat16, ())                                                                \
  F(int32_t, aoti_torch_dtype_int64, ())                                                                   \
  F(int32_t, aoti_torch_dtype_int32, ())                                                                   \
  F(int32_t, aoti_torch_dtype_int16, ())                                                                   \
  F(int32_t, aoti_torch_dtype_int8, ())                                                                    \
  F(int32_t, aoti_torch_dtype_uint8, ())                                                                   \
  F(int32_t, aoti_torch_dtype_bool, ())                                                                    \
  F(int32_t, aoti_torch_device_type_cpu, ())                                                               \
  F(int32_t, aoti_torch_device_type_cuda, ())                                                              \
  F(int32_t, aoti_torch_memory_format_contiguous_format, ())

// Newer than 2.10: used where they exist.
#define D2V_STABLE_ABI_OPTIONAL(F)                                 \
  F(const char*, torch_exception_get_what_without_backtrace, ())   \
  F(TorchError, torch_new_stable_ivalue, (Slot**))

#define D2V_DECLARE(result, name, parameters) extern result(*name) parameters;
D2V_STABLE_ABI(D2V_DECLARE)
D2V_STABLE_ABI_OPTIONAL(D2V_DECLARE)
#undef D2V_DECLARE

// The version whose calling rules are used; libtorch keeps them for every later one.
constexpr uint64_t kAbi = (uint64_t{2} << 56) | (uint64_t{10} << 48);

bool loaded();

// libtorch's own numbers for our dtypes and devices, and back (-1 where there is none).
int32_t torch_dtype(int32_t dtype);
int32_t torch_device(int32_t device_type);
int32_t dtype_of_torch(int32_t torch_dtype);
int32_t device_of_torch(int32_t torch_device);

}  // namespace d2v
