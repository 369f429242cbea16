// What data2vec4j needs of libtorch and the Stable ABI lacks. Everything of that kind is here and nowhere else, so
// that following a new libtorch means reading this file. All are exported C++ functions with plain parameters; each
// is looked up when the library is loaded, and a missing one is reported then, by name.
#pragma once

#include <cstdint>
#include <string>

#include "libtorch.h"

namespace d2v::beyond {

// Looks everything up through find; appends the names of what is missing.
void resolve(void* (*find)(const char* symbol), std::string& missing);

// The cell that holds the gradient of a tensor, borrowed: the ABI has no getter for .grad.
Handle grad_cell(Handle tensor);

// Whether a tensor collects gradients: the ABI has the setter only.
bool requires_grad(Handle tensor);

// A tensor over foreign memory that says when it is done with it: torch_from_blob has a deleter since 2.11 only.
Handle from_blob(void* data, const int64_t* sizes, int32_t dim, int32_t dtype, void (*release)(void*), void* context);

// Seeds and thread counts: the ABI has getters only.
void manual_seed(uint64_t seed);
void set_num_threads(int threads);

// GELU in the exact form: a boxed call with a string, which the operator has, leaks the string inside libtorch.
// Null where this libtorch has no such function.
Handle gelu(Handle input);

// Autocast: not in the ABI.
void set_autocast(int32_t torch_device, bool enabled, int32_t torch_dtype);

// Devices and build: not in the ABI.
int64_t cuda_device_count();
void cuda_synchronize(int64_t device_index);
std::string build();

}  // namespace d2v::beyond
