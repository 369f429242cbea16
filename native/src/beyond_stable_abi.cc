#include "beyond_stable_abi.h"

#include <functional>
#include <stdexcept>
#include <string_view>

#include "../include/d2v_torch.h"

namespace d2v::beyond {
namespace {

// Non-trivial like at::Tensor and at::Generator, so that the compiler returns it through the same hidden pointer.
// The one field of at::Tensor is the pointer to its implementation, so this is also the memory layout of a tensor.
struct Cell {
  void* implementation = nullptr;
  Cell() = default;
  Cell(const Cell&) = delete;
  Cell(Cell&& other) noexcept : implementation(other.implementation) { other.implementation = nullptr; }
  ~Cell() {}
};

// The C structures of DLPack 0.x, which at::fromDLPack reads.
struct DlTensor {
  void* data;
  int32_t device_type;
  int32_t device_index;
  int32_t dim;
  uint8_t code;
  uint8_t bits;
  uint16_t lanes;
  int64_t* shape;
  int64_t* strides;
  uint64_t byte_offset;
};

struct DlManagedTensor {
  DlTensor tensor;
  void* context;
  void (*deleter)(DlManagedTensor*);
};

using Deleter = std::function<void(void*)>;

// c10::TensorImpl::mutable_grad() and requires_grad() const, member functions: the object comes first.
void* (*mutable_grad)(void*);
bool (*tensor_requires_grad)(const void*);
// at::fromDLPack(DLManagedTensor*, std::function<void(void*)>)
Cell (*from_dlpack)(DlManagedTensor*, Deleter);
// at::detail::getDefaultCPUGenerator(), whose result is a reference to a pointer to the implementation
void** (*default_cpu_generator)();
// at::CPUGeneratorImpl::set_current_seed(uint64_t)
void (*set_current_seed)(void*, uint64_t);
// torch::cuda::manual_seed_all(uint64_t), device_count(), synchronize(int64_t)
void (*cuda_manual_seed_all)(uint64_t);
size_t (*cuda_devices)();
void (*cuda_wait)(int64_t);
// at::set_num_threads(int)
void (*at_set_num_threads)(int);
// at::_ops::gelu::call(const at::Tensor&, std::string_view)
Cell (*gelu_call)(const void*, std::string_view);
// at::autocast::set_autocast_enabled, set_autocast_dtype, clear_cache; the enumerations are int8_t
void (*autocast_enable)(int8_t, bool);
void (*autocast_dtype)(int8_t, int8_t);
void (*autocast_clear)();
// at::show_config(), at::get_parallel_info()
std::string (*show_config)();
std::string (*parallel_info)();

template <class F>
void look_up(void* (*find)(const char*), const char* symbol, const char* readable, F& into, std::string& missing) {
  into = reinterpret_cast<F>(find(symbol));
  if (into == nullptr) missing += std::string("\n  ") + readable + " (" + symbol + ")";
}

// code and bits of DLPack for our dtypes, by number
constexpr struct { uint8_t code, bits; } kDlTypes[] = {{2, 32}, {2, 64}, {2, 16}, {4, 16}, {0, 64},
                                                       {0, 32}, {0, 16}, {0, 8},  {1, 8},  {6, 8}};

}  // namespace

void resolve(void* (*find)(const char*), std::string& missing) {
  look_up(find, "_ZN3c1010TensorImpl12mutable_gradEv", "c10::TensorImpl::mutable_grad", mutable_grad, missing);
  look_up(find, "_ZNK3c1010TensorImpl13requires_gradEv", "c10::TensorImpl::requires_grad", tensor_requires_grad,
          missing);
  look_up(find, "_ZN2at10fromDLPackEP15DLManagedTensorSt8functionIFvPvEE", "at::fromDLPack", from_dlpack, missing);
  look_up(find, "_ZN2at6detail22getDefaultCPUGeneratorEv", "at::detail::getDefaultCPUGenerator",
          default_cpu_generator, missing);
  look_up(find, "_ZN2at16CPUGeneratorImpl16set_current_seedEm", "at::CPUGeneratorImpl::set_current_seed",
          set_current_seed, missing);
  look_up(find, "_ZN5torch4cuda15manual_seed_allEm", "torch::cuda::manual_seed_all", cuda_manual_seed_all, missing);
  look_up(find, "_ZN5torch4cuda12device_countEv", "torch::cuda::device_count", cuda_devices, missing);
  look_up(find, "_ZN5torch4cuda11synchronizeEl", "torch::cuda::synchronize", cuda_wait, missing);
  look_up(find, "_ZN2at15set_num_threadsEi", "at::set_num_threads", at_set_num_threads, missing);
  look_up(find, "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb", "at::autocast::set_autocast_enabled",
          autocast_enable, missing);
  look_up(find, "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE",
          "at::autocast::set_autocast_dtype", autocast_dtype, missing);
  look_up(find, "_ZN2at8autocast11clear_cacheEv", "at::autocast::clear_cache", autocast_clear, missing);
  gelu_call = reinterpret_cast<decltype(gelu_call)>(
      find("_ZN2at4_ops4gelu4callERKNS_6TensorESt17basic_string_viewIcSt11char_traitsIcEE"));
  look_up(find, "_ZN2at11show_configB5cxx11Ev", "at::show_config", show_config, missing);
  look_up(find, "_ZN2at17get_parallel_infoB5cxx11Ev", "at::get_parallel_info", parallel_info, missing);
}

Handle grad_cell(Handle tensor) { return mutable_grad(static_cast<Cell*>(tensor)->implementation); }

bool requires_grad(Handle tensor) { return tensor_requires_grad(static_cast<Cell*>(tensor)->implementation); }

Handle from_blob(void* data, const int64_t* sizes, int32_t dim, int32_t dtype, void (*release)(void*),
                 void* context) {
  constexpr int32_t kDlCpu = 1;
  DlManagedTensor managed{};
  managed.tensor = {data, kDlCpu, 0, dim, kDlTypes[dtype].code, kDlTypes[dtype].bits, 1,
                    const_cast<int64_t*>(sizes), nullptr, 0};
  Cell made = from_dlpack(&managed, [release, context](void*) {
    if (release != nullptr) release(context);
  });
  // A handle is a heap cell that libtorch releases with delete; the reference moves into it.
  return new Cell(std::move(made));
}

Handle gelu(Handle input) { return gelu_call == nullptr ? nullptr : new Cell(gelu_call(input, "none")); }

void manual_seed(uint64_t seed) {
  set_current_seed(*default_cpu_generator(), seed);
  if (cuda_devices() > 0) cuda_manual_seed_all(seed);
}

void set_num_threads(int threads) { at_set_num_threads(threads); }

void set_autocast(int32_t torch_device, bool enabled, int32_t torch_dtype) {
  autocast_dtype(static_cast<int8_t>(torch_device), static_cast<int8_t>(torch_dtype));
  autocast_enable(static_cast<int8_t>(torch_device), enabled);
  // Cached casts of the weights would outlive an update of the weights.
  if (!enabled) autocast_clear();
}

int64_t cuda_device_count() { return static_cast<int64_t>(cuda_devices()); }

void cuda_synchronize(int64_t device_index) { cuda_wait(device_index); }

std::string build() { return show_config() + "\n" + parallel_info(); }

}  // namespace d2v::beyond
