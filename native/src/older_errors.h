// Why a call failed, on a libtorch before 2.13: it writes the reason to std::cerr and keeps none that can be asked for.
#pragma once

#include <string>

namespace d2v::older {

// From now on takes libtorch's reports of calls that failed out of std::cerr; everything else still goes there.
void listen();

// What libtorch reported last on this thread, once; empty if nothing.
std::string take_report();

// While one of these exists, this thread is inside a call of this library: only such reports are ours to take.
class Inside {
 public:
  Inside() { depth_++; }
  Inside(const Inside&) = delete;
  ~Inside() { depth_--; }
  static bool any() { return depth_ > 0; }

 private:
  static inline thread_local int depth_ = 0;
};

}  // namespace d2v::older
