// Handles and bytes that are alive, and the settings of the C allocator.
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <vector>

#include "call.h"

namespace d2v {
namespace {

std::atomic<int64_t> live_tensors{0};
std::atomic<int64_t> live_bytes{0};

int64_t bytes_of(Handle handle) {
  bool defined = false;
  check(aoti_torch_is_defined(handle, &defined));
  if (!defined) return 0;
  int64_t elements = 0;
  int32_t dtype = 0;
  check(aoti_torch_get_numel(handle, &elements));
  check(aoti_torch_get_dtype(handle, &dtype));
  return elements * static_cast<int64_t>(aoti_torch_dtype_element_size(dtype));
}

#ifdef __GLIBC__

constexpr uintptr_t kHugePage = uintptr_t{2} << 20;

// Activations of a training step are large and die young. By default glibc maps each of them anew, page by page,
// and gives it back at once; kept in the heap they cost nothing after the first step. One arena, because only the
// main one can grow without bound; the others fall back to mapping above 64 MiB.
const char* const settings = [] {
  bool kept = mallopt(M_MMAP_THRESHOLD, 1 << 30) != 0 && mallopt(M_MMAP_MAX, 0) != 0;
  kept = mallopt(M_TRIM_THRESHOLD, INT32_MAX) != 0 && kept;
  kept = mallopt(M_TOP_PAD, 64 << 20) != 0 && kept;
  bool single = mallopt(M_ARENA_MAX, 1) != 0;
  return kept && single ? "glibc: large blocks stay in one heap (no mmap, no trim), huge pages advised"
                        : "glibc refused some of the allocator settings";
}();

// Where the heap ended when this library was loaded, and later, how far huge pages have been asked for.
std::atomic<uintptr_t> advised_to{reinterpret_cast<uintptr_t>(sbrk(0)) & ~(kHugePage - 1)};

// Asks for huge pages in what the heap has grown by. glibc can do it itself (GLIBC_TUNABLES=glibc.malloc.hugetlb=1),
// but reads that only when the process starts, which a library is too late for.
void advise_huge_pages() {
  uintptr_t end = reinterpret_cast<uintptr_t>(sbrk(0)) & ~(kHugePage - 1);
  uintptr_t start = advised_to.load(std::memory_order_relaxed);
  if (end > start && advised_to.compare_exchange_strong(start, end, std::memory_order_relaxed)) {
    madvise(reinterpret_cast<void*>(start), end - start, MADV_HUGEPAGE);
  }
}

#else
const char* const settings = "the allocator of this platform is left as it is";
void advise_huge_pages() {}
#endif

}  // namespace

d2v_tensor publish(Handle handle) {
  int64_t count = live_tensors.fetch_add(1, std::memory_order_relaxed);
  live_bytes.fetch_add(bytes_of(handle), std::memory_order_relaxed);
  if ((count & 63) == 0) advise_huge_pages();
  return reinterpret_cast<d2v_tensor>(handle);
}

}  // namespace d2v

using namespace d2v;

extern "C" {

d2v_status d2v_free(const d2v_tensor* tensors, int64_t count) {
  return guarded([&] {
    // The caller may use its list again before this returns: from the release function of a tensor over its memory.
    const std::vector<d2v_tensor> handles(tensors, tensors + count);
    int64_t freed = 0;
    int64_t bytes = 0;
    for (d2v_tensor handle : handles) {
      if (handle == 0) continue;
      bytes += bytes_of(handle_of(handle));
      check(aoti_torch_delete_tensor_object(handle_of(handle)));
      freed++;
    }
    live_tensors.fetch_sub(freed, std::memory_order_relaxed);
    live_bytes.fetch_sub(bytes, std::memory_order_relaxed);
  });
}

int64_t d2v_live_tensors(void) { return live_tensors.load(std::memory_order_relaxed); }

int64_t d2v_live_bytes(void) { return live_bytes.load(std::memory_order_relaxed); }

int64_t d2v_heap_bytes(void) {
#ifdef __GLIBC__
  struct mallinfo2 info = mallinfo2();
  return static_cast<int64_t>(info.uordblks + info.hblkhd);
#else
  return -1;
#endif
}

const char* d2v_allocator_settings(void) { return settings; }

}  // extern "C"
