// A boxed call of one of libtorch's operators: arguments in, owned handles out.
#pragma once

#include <cmath>
#include <cstring>
#include <string>

#include "../include/d2v_torch.h"
#include "errors.h"
#include "libtorch.h"

namespace d2v {

inline Handle handle_of(d2v_tensor tensor) { return reinterpret_cast<Handle>(tensor); }

// Counts a new handle and hands it to the caller.
d2v_tensor publish(Handle handle);

// An owned handle inside this library.
class Owned {
 public:
  explicit Owned(Handle handle) : handle_(handle) {}
  Owned(const Owned&) = delete;
  Owned(Owned&& other) noexcept : handle_(other.release()) {}
  ~Owned() {
    if (handle_ != nullptr) aoti_torch_delete_tensor_object(handle_);
  }
  Handle get() const { return handle_; }
  Handle release() {
    Handle handle = handle_;
    handle_ = nullptr;
    return handle;
  }

 private:
  Handle handle_;
};

// What an argument of an operator may be. Tensors are borrowed from the caller.
struct Tensor { Handle handle; };
struct OptionalTensor { Handle handle; };
struct Numbers { const int64_t* values; int64_t count; };
struct OptionalNumbers { const int64_t* values; int64_t count; };   // none when empty
struct Tensors { const d2v_tensor* handles; int64_t count; };
struct OptionalDouble { bool present; double value; };
struct OptionalInteger { int64_t value; };                          // always present
struct Dtype { int32_t torch_dtype; };
struct DeviceSlot { int32_t torch_device; int32_t index; };
struct Text { const char* value; };
struct None {};

inline Tensor tensor(d2v_tensor argument) {
  if (argument == 0) throw Failure(D2V_ERROR_OTHER, "a tensor argument is missing");
  return {handle_of(argument)};
}
inline OptionalTensor optional(d2v_tensor argument) { return {handle_of(argument)}; }

inline Slot pointer_slot(void* pointer) { return reinterpret_cast<Slot>(pointer); }

inline Slot to_slot(int64_t value) { return static_cast<Slot>(value); }
inline Slot to_slot(bool value) { return value ? 1 : 0; }
inline Slot to_slot(double value) {
  Slot slot;
  std::memcpy(&slot, &value, sizeof slot);
  return slot;
}
inline Slot to_slot(None) { return 0; }
inline Slot to_slot(Dtype dtype) { return static_cast<Slot>(dtype.torch_dtype); }
inline Slot to_slot(DeviceSlot device) {
  return (static_cast<Slot>(static_cast<uint32_t>(device.torch_device)) << 32) | static_cast<uint32_t>(device.index);
}
inline Slot to_slot(Tensor argument) {
  Handle copy = nullptr;
  check(aoti_torch_new_tensor_handle(argument.handle, &copy));   // the call consumes what it is given
  return pointer_slot(copy);
}
Slot to_slot(Text text);
Slot to_slot(Numbers numbers);
Slot to_slot(Tensors tensors);

// An optional argument that is present stands in a heap cell, which the call consumes too.
Slot boxed(Slot value);
inline Slot to_slot(OptionalTensor argument) {
  return argument.handle == nullptr ? 0 : boxed(to_slot(Tensor{argument.handle}));
}
inline Slot to_slot(OptionalNumbers numbers) {
  return numbers.count == 0 ? 0 : boxed(to_slot(Numbers{numbers.values, numbers.count}));
}
inline Slot to_slot(OptionalDouble number) { return number.present ? boxed(to_slot(number.value)) : 0; }
inline Slot to_slot(OptionalInteger number) { return boxed(to_slot(number.value)); }

constexpr int kSlots = 20;

// Calls aten::name.overload with all arguments of its schema; results replace the arguments from slot 0 on.
template <class... Arguments>
void call(Slot (&stack)[kSlots], const char* name, const char* overload, const Arguments&... arguments) {
  static_assert(sizeof...(Arguments) <= kSlots, "raise kSlots");
  int next = 0;
  ((stack[next++] = to_slot(arguments)), ...);
  check(torch_call_dispatcher(name, overload, stack, kAbi));
}

inline Handle handle_in(Slot slot) { return reinterpret_cast<Handle>(slot); }

// An operator with one result.
template <class... Arguments>
Handle call_for_handle(const char* name, const char* overload, const Arguments&... arguments) {
  Slot stack[kSlots];
  call(stack, name, overload, arguments...);
  return handle_in(stack[0]);
}

template <class... Arguments>
d2v_status operation(d2v_tensor* out, const char* name, const char* overload, const Arguments&... arguments) {
  *out = publish(call_for_handle(name, overload, arguments...));
  return D2V_OK;
}

// An operator that changes its first argument and returns it: the extra handle goes at once.
template <class... Arguments>
void in_place(const char* name, const char* overload, const Arguments&... arguments) {
  Owned(call_for_handle(name, overload, arguments...));
}

// A tensor without dimensions, for operators whose number would be a Scalar, a type that boxed calls cannot carry. It
// has the dtype of like if that is a floating-point one, so that, as with a number, the result has it too.
Owned number(double value, Handle like);

inline Tensor tensor(const Owned& owned) { return {owned.get()}; }

}  // namespace d2v
