// How failures reach the caller: a status that says the kind, and a text per thread.
#pragma once

#include <exception>
#include <new>
#include <stdexcept>
#include <string>

#include "../include/d2v_torch.h"
#include "older_errors.h"

namespace d2v {

// A failure whose status is known.
struct Failure : std::runtime_error {
  d2v_status status;
  Failure(d2v_status kind, const std::string& text) : std::runtime_error(text), status(kind) {}
};

// Keeps text for d2v_last_error and returns status.
d2v_status fail(d2v_status status, const std::string& text);

// The same for a text of libtorch, whose words say the kind.
d2v_status fail_for_reason(const char* text) noexcept;

// Throws what libtorch last said on this thread, with the kind that its text implies.
[[noreturn]] void throw_torch_error();

// Throws if a call of libtorch did not succeed.
inline void check(int32_t torch_error) {
  if (torch_error != 0) throw_torch_error();
}

// The kind of failure that a text of libtorch describes.
d2v_status kind_of(const std::string& text);

// A text of libtorch without the stack that may follow it.
std::string reason_in(const std::string& text);

void require_loaded();

// Runs body; whatever it throws becomes a status. Every function of the interface goes through here.
template <class Body>
d2v_status guarded(Body&& body) noexcept {
  older::Inside inside;
  try {
    require_loaded();
    body();
    return D2V_OK;
  } catch (const Failure& failure) {
    return fail(failure.status, failure.what());
  } catch (const std::bad_alloc&) {
    return fail(D2V_ERROR_OUT_OF_MEMORY, "the C++ heap is exhausted");
  } catch (const std::exception& error) {
    return fail_for_reason(error.what());
  } catch (...) {
    return fail(D2V_ERROR_OTHER, "an exception of unknown type");
  }
}

}  // namespace d2v
