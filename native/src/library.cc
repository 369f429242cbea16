// Loading libtorch and asking it what it is.
#include <dlfcn.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>

#include "beyond_stable_abi.h"
#include "errors.h"
#include "libtorch.h"
#include "older_errors.h"

namespace d2v {

#define D2V_DEFINE(result, name, parameters) result(*name) parameters = nullptr;
D2V_STABLE_ABI(D2V_DEFINE)
D2V_STABLE_ABI_OPTIONAL(D2V_DEFINE)
#undef D2V_DEFINE

namespace {

std::atomic<bool> is_loaded{false};
std::mutex loading;
void* torch_library = nullptr;
int32_t dtypes[10];
int32_t devices[2];

// Also finds what the library depends on, so libc10 needs no look-up of its own.
void* find(const char* symbol) { return dlsym(torch_library, symbol); }

std::string version_text(uint64_t version) {
  return std::to_string(version >> 56) + "." + std::to_string((version >> 48) & 0xff) + "." +
         std::to_string((version >> 40) & 0xff);
}

void open_all(const char* const* paths, int32_t count) {
  for (int32_t i = 0; i < count; i++) {
    void* library = dlopen(paths[i], RTLD_NOW | RTLD_GLOBAL);
    if (library == nullptr) throw Failure(D2V_ERROR_NOT_LOADED, dlerror());
    if (dlsym(library, "aoti_torch_abi_version") != nullptr) torch_library = library;
  }
  if (torch_library == nullptr) {
    throw Failure(D2V_ERROR_NOT_LOADED,
                  "none of the libraries has aoti_torch_abi_version: this is no libtorch, or one older than 2.10");
  }
}

void resolve_all() {
  std::string missing;
#define D2V_RESOLVE(result, name, parameters)           \
  name = reinterpret_cast<result(*) parameters>(find(#name)); \
  if (name == nullptr) missing += "\n  " #name;
  D2V_STABLE_ABI(D2V_RESOLVE)
#undef D2V_RESOLVE
#define D2V_RESOLVE(result, name, parameters) name = reinterpret_cast<result(*) parameters>(find(#name));
  D2V_STABLE_ABI_OPTIONAL(D2V_RESOLVE)
#undef D2V_RESOLVE
  beyond::resolve(find, missing);
  if (!missing.empty()) {
    std::string version = aoti_torch_abi_version == nullptr ? "unknown" : version_text(aoti_torch_abi_version());
    throw Failure(D2V_ERROR_NOT_LOADED, "libtorch " + version +
                                            " lacks what data2vec4j needs (it needs 2.10 or newer, built with the "
                                            "C++11 ABI):" +
                                            missing);
  }
}

void read_numbers() {
  int32_t (*const dtype_functions[])() = {aoti_torch_dtype_float32, aoti_torch_dtype_float64, aoti_torch_dtype_float16,
                                          aoti_torch_dtype_bfloat16, aoti_torch_dtype_int64, aoti_torch_dtype_int32,
                                          aoti_torch_dtype_int16, aoti_torch_dtype_int8, aoti_torch_dtype_uint8,
                                          aoti_torch_dtype_bool};
  for (int i = 0; i < 10; i++) dtypes[i] = dtype_functions[i]();
  devices[D2V_CPU] = aoti_torch_device_type_cpu();
  devices[D2V_CUDA] = aoti_torch_device_type_cuda();
}

}  // namespace

bool loaded() { return is_loaded.load(std::memory_order_acquire); }

int32_t torch_dtype(int32_t dtype) {
  if (dtype < 0 || dtype >= 10) throw Failure(D2V_ERROR_DTYPE, "unknown dtype number " + std::to_string(dtype));
  return dtypes[dtype];
}

int32_t torch_device(int32_t device_type) {
  if (device_type != D2V_CPU && device_type != D2V_CUDA) {
    throw Failure(D2V_ERROR_OTHER, "unknown device number " + std::to_string(device_type));
  }
  return devices[device_type];
}

int32_t dtype_of_torch(int32_t torch_dtype) {
  for (int32_t i = 0; i < 10; i++) {
    if (dtypes[i] == torch_dtype) return i;
  }
  return -1;
}

int32_t device_of_torch(int32_t torch_device) {
  return torch_device == devices[D2V_CPU] ? D2V_CPU : torch_device == devices[D2V_CUDA] ? D2V_CUDA : -1;
}

}  // namespace d2v

using namespace d2v;

extern "C" {

int32_t d2v_interface_version(void) { return 1; }

d2v_status d2v_set_environment(const char* name, const char* value) {
  int result = value == nullptr ? unsetenv(name) : setenv(name, value, 1);
  return result == 0 ? D2V_OK : fail(D2V_ERROR_OTHER, std::string("cannot set the environment variable ") + name);
}

d2v_status d2v_load(const char* const* paths, int32_t count) {
  std::lock_guard<std::mutex> lock(loading);
  if (loaded()) return D2V_OK;
  try {
    open_all(paths, count);
    resolve_all();
    read_numbers();
    if (torch_exception_get_what_without_backtrace == nullptr) older::listen();
    is_loaded.store(true, std::memory_order_release);
    return D2V_OK;
  } catch (const std::exception& error) {
    return fail(D2V_ERROR_NOT_LOADED, error.what());
  }
}

int64_t d2v_torch_version(void) {
  if (!loaded()) return 0;
  uint64_t version = aoti_torch_abi_version();
  return static_cast<int64_t>((version >> 56) * 1000000 + ((version >> 48) & 0xff) * 1000 + ((version >> 40) & 0xff));
}

d2v_status d2v_torch_build(char* text, int64_t capacity) {
  return guarded([&] {
    std::string build = beyond::build();
    if (capacity < 1) return;
    size_t length = std::min(build.size(), static_cast<size_t>(capacity - 1));
    std::memcpy(text, build.data(), length);
    text[length] = '\0';
  });
}

d2v_status d2v_cuda_device_count(int64_t* count) {
  return guarded([&] { *count = beyond::cuda_device_count(); });
}

d2v_status d2v_cuda_synchronize(int64_t device_index) {
  return guarded([&] { beyond::cuda_synchronize(device_index); });
}

d2v_status d2v_set_num_threads(int32_t threads) {
  return guarded([&] { beyond::set_num_threads(threads); });
}

d2v_status d2v_get_num_threads(int32_t* threads) {
  return guarded([&] {
    uint32_t count = 0;
    check(torch_get_num_threads(&count));
    *threads = static_cast<int32_t>(count);
  });
}

}  // extern "C"
