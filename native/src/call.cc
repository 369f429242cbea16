#include "call.h"

namespace d2v {

Slot boxed(Slot value) {
  Slot* cell = nullptr;
  if (torch_new_stable_ivalue != nullptr) {
    check(torch_new_stable_ivalue(&cell));
  } else {
    cell = new Slot;
  }
  *cell = value;
  return pointer_slot(cell);
}

Owned number(double value, Handle like) {
  int32_t dtype = 0;
  check(aoti_torch_get_dtype(like, &dtype));
  Handle made = nullptr;
  if (dtype == torch_dtype(D2V_FLOAT32)) {
    check(aoti_torch_scalar_to_tensor_float32(static_cast<float>(value), &made));
    return Owned(made);
  }
  check(aoti_torch_scalar_to_tensor_float64(value, &made));
  Owned number(made);
  if (dtype != torch_dtype(D2V_FLOAT16) && dtype != torch_dtype(D2V_BFLOAT16)) return number;
  return Owned(call_for_handle("aten::to", "dtype", tensor(number), Dtype{dtype}, false, false, None{}));
}

Slot to_slot(Text text) {
  void* string = nullptr;
  check(torch_new_string_handle(text.value, std::strlen(text.value), &string));
  return pointer_slot(string);
}

Slot to_slot(Numbers numbers) {
  void* list = nullptr;
  check(torch_new_list_reserve_size(static_cast<size_t>(numbers.count), &list));
  for (int64_t i = 0; i < numbers.count; i++) check(torch_list_push_back(list, to_slot(numbers.values[i])));
  return pointer_slot(list);
}

Slot to_slot(Tensors tensors) {
  void* list = nullptr;
  check(torch_new_list_reserve_size(static_cast<size_t>(tensors.count), &list));
  for (int64_t i = 0; i < tensors.count; i++) {
    check(torch_list_push_back(list, to_slot(tensor(tensors.handles[i]))));
  }
  return pointer_slot(list);
}

}  // namespace d2v
