#include "errors.h"

#include <algorithm>
#include <initializer_list>

#include "libtorch.h"

namespace d2v {
namespace {

thread_local std::string last_error;

bool contains_any(const std::string& text, std::initializer_list<const char*> parts) {
  for (const char* part : parts) {
    if (text.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

d2v_status fail(d2v_status status, const std::string& text) {
  try {
    last_error = text;
  } catch (...) {
    last_error.clear();
  }
  return status;
}

// libtorch raises one exception type for nearly everything, so the words decide. Order matters: a message about
// types may also mention a size.
d2v_status kind_of(const std::string& text) {
  if (contains_any(text, {"not enough memory", "out of memory", "can't allocate memory", "std::bad_alloc"})) {
    return D2V_ERROR_OUT_OF_MEMORY;
  }
  if (contains_any(text, {"out of range", "out of bounds", "exceeds dimension size", "Class values must be"})) {
    return D2V_ERROR_INDEX;
  }
  if (contains_any(text, {"not implemented", "Could not run", "not support", "no kernel"})) {
    return D2V_ERROR_NOT_IMPLEMENTED;
  }
  if (contains_any(text, {"dtype", "scalar type", "data type", "ScalarType", "can't be cast", "Expected a boolean",
                          "BoolTensor"})) {
    return D2V_ERROR_DTYPE;
  }
  if (contains_any(text, {"shape", "size", "dimension", "must match", "same length", "stride", "broadcast", "view"})) {
    return D2V_ERROR_SHAPE;
  }
  return D2V_ERROR_OTHER;
}

std::string reason_in(const std::string& text) {
  std::string reason = text.substr(0, std::min(text.find("\nException raised from "), text.find("\nframe #0: ")));
  reason.erase(reason.find_last_not_of('\n') + 1);
  return reason;
}

d2v_status fail_for_reason(const char* text) noexcept {
  try {
    std::string reason = reason_in(text);
    return fail(kind_of(reason), reason);
  } catch (...) {
    return fail(D2V_ERROR_OUT_OF_MEMORY, "");
  }
}

void throw_torch_error() {
  bool tells = torch_exception_get_what_without_backtrace != nullptr;
  std::string reason = reason_in(tells ? torch_exception_get_what_without_backtrace() : older::take_report());
  if (reason.empty()) {
    reason = "libtorch gave no reason (before 2.13 it gives none where TORCH_CPP_LOG_LEVEL hides errors)";
  }
  throw Failure(kind_of(reason), reason);
}

void require_loaded() {
  if (!loaded()) throw Failure(D2V_ERROR_NOT_LOADED, "libtorch is not loaded; call d2v_load first");
}

}  // namespace d2v

extern "C" const char* d2v_last_error(void) { return d2v::last_error.c_str(); }
