// Gradients, and what uses them.
#include <algorithm>
#include <utility>

#include "beyond_stable_abi.h"
#include "call.h"

using namespace d2v;

namespace {

class GradModeOff {
 public:
  GradModeOff() : before_(aoti_torch_grad_mode_is_enabled()) { aoti_torch_grad_mode_set_enabled(false); }
  GradModeOff(const GradModeOff&) = delete;
  ~GradModeOff() { aoti_torch_grad_mode_set_enabled(before_); }

 private:
  bool before_;
};

bool same_sizes(Handle left, Handle right) {
  int64_t left_dim = 0, right_dim = 0;
  int64_t *left_sizes = nullptr, *right_sizes = nullptr;
  check(aoti_torch_get_dim(left, &left_dim));
  check(aoti_torch_get_dim(right, &right_dim));
  check(aoti_torch_get_sizes(left, &left_sizes));
  check(aoti_torch_get_sizes(right, &right_sizes));
  return left_dim == right_dim && std::equal(left_sizes, left_sizes + left_dim, right_sizes);
}

int32_t dtype_of(Handle handle) {
  int32_t dtype = 0;
  check(aoti_torch_get_dtype(handle, &dtype));
  return dtype;
}

// libtorch checks neither a gradient that is put in place nor the buffers of an update: it would read past their end.
void require_alike(Handle first, Handle other, const char* what) {
  if (!same_sizes(first, other)) throw Failure(D2V_ERROR_SHAPE, std::string(what) + " has another shape");
  if (dtype_of(first) != dtype_of(other)) throw Failure(D2V_ERROR_DTYPE, std::string(what) + " has another dtype");
}

void require_contiguous(Handle handle, const char* what) {
  bool contiguous = false;
  check(aoti_torch_is_contiguous(handle, &contiguous));
  if (!contiguous) throw Failure(D2V_ERROR_SHAPE, std::string(what) + " is not contiguous");
}

}  // namespace

extern "C" {

d2v_status d2v_set_grad_enabled(int32_t enabled) {
  return guarded([&] { aoti_torch_grad_mode_set_enabled(enabled != 0); });
}

d2v_status d2v_is_grad_enabled(int32_t* enabled) {
  return guarded([&] { *enabled = aoti_torch_grad_mode_is_enabled(); });
}

d2v_status d2v_set_requires_grad(d2v_tensor input, int32_t enabled) {
  return guarded([&] { check(torch_set_requires_grad(tensor(input).handle, enabled != 0)); });
}

d2v_status d2v_backward(d2v_tensor output, d2v_tensor gradient, int32_t retain_graph) {
  return guarded([&] {
    Slot stack[kSlots];
    call(stack, "aten::_backward", "", tensor(output), Tensors{nullptr, 0}, optional(gradient),
         OptionalInteger{retain_graph != 0}, false);
  });
}

d2v_status d2v_grad(d2v_tensor input, d2v_tensor* out) {
  return guarded([&] {
    Handle cell = beyond::grad_cell(tensor(input).handle);
    bool defined = false;
    check(aoti_torch_is_defined(cell, &defined));
    if (!defined) {
      *out = 0;
      return;
    }
    Handle copy = nullptr;
    check(aoti_torch_new_tensor_handle(cell, &copy));
    *out = publish(copy);
  });
}

d2v_status d2v_set_grad(d2v_tensor input, d2v_tensor gradient) {
  return guarded([&] {
    Handle cell = beyond::grad_cell(tensor(input).handle);
    if (gradient != 0) {
      require_alike(tensor(input).handle, handle_of(gradient), "the gradient");
      check(aoti_torch_assign_tensors(handle_of(gradient), cell));
      return;
    }
    Handle undefined = nullptr;
    check(aoti_torch_new_uninitialized_tensor(&undefined));
    Owned owned(undefined);
    check(aoti_torch_assign_tensors(undefined, cell));
  });
}

d2v_status d2v_set_autocast(d2v_device_type device_type, int32_t enabled, d2v_dtype dtype) {
  return guarded([&] { beyond::set_autocast(torch_device(device_type), enabled != 0, torch_dtype(dtype)); });
}

d2v_status d2v_fused_adamw_(d2v_tensor parameters, d2v_tensor gradients, d2v_tensor first_moment,
                            d2v_tensor second_moment, d2v_tensor step, double learning_rate, double beta1,
                            double beta2, double weight_decay, double epsilon) {
  return guarded([&] {
    require_contiguous(tensor(parameters).handle, "parameters");
    const std::pair<d2v_tensor, const char*> buffers[] = {
        {gradients, "gradients"}, {first_moment, "first_moment"}, {second_moment, "second_moment"}};
    for (const auto& [buffer, name] : buffers) {
      require_alike(tensor(parameters).handle, tensor(buffer).handle, name);
      require_contiguous(tensor(buffer).handle, name);
    }
    int64_t counters = 0;
    check(aoti_torch_get_numel(tensor(step).handle, &counters));
    if (counters != 1) throw Failure(D2V_ERROR_SHAPE, "step has not one element");
    if (dtype_of(tensor(step).handle) != torch_dtype(D2V_FLOAT32)) {
      throw Failure(D2V_ERROR_DTYPE, "step is not float32");
    }
    GradModeOff off;
    // The kernel reads the number of this update, so it is counted first.
    Owned one = number(1, tensor(step).handle);
    {
      Handle made = nullptr;
      check(aoti_torch_aten_subtract_Tensor(tensor(step).handle, one.get(), -1, &made));
      Owned counted(made);
      in_place("aten::copy_", "", tensor(step), tensor(counted), false);
    }
    Slot stack[kSlots];
    call(stack, "aten::_fused_adamw_", "", Tensors{&parameters, 1}, Tensors{&gradients, 1}, Tensors{&first_moment, 1},
         Tensors{&second_moment, 1}, Tensors{nullptr, 0}, Tensors{&step, 1}, learning_rate, beta1, beta2,
         weight_decay, epsilon, false, false, None{}, None{});
  });
}

}  // extern "C"
