// Sums, means, extremes and order.
#include "call.h"

using namespace d2v;

namespace {

void two_results(Slot (&stack)[kSlots], d2v_tensor* first, d2v_tensor* second) {
  d2v_tensor values = publish(handle_in(stack[0]));
  *second = publish(handle_in(stack[1]));
  *first = values;
}

// For operators to which no dimensions means all of them only if they are spelled out.
struct AllDims {
  int64_t values[D2V_MAX_DIM];
  int64_t count = 0;
  AllDims(d2v_tensor input, const int64_t* dims, int32_t given) {
    if (given == 0) {
      check(aoti_torch_get_dim(tensor(input).handle, &count));
      if (count > D2V_MAX_DIM) throw Failure(D2V_ERROR_SHAPE, "more dimensions than D2V_MAX_DIM");
      for (int64_t i = 0; i < count; i++) values[i] = i;
    } else {
      if (given > D2V_MAX_DIM) throw Failure(D2V_ERROR_SHAPE, "more dimensions than D2V_MAX_DIM");
      count = given;
      std::memcpy(values, dims, static_cast<size_t>(given) * sizeof(int64_t));
    }
  }
  Numbers numbers() const { return {values, count}; }
};

}  // namespace

extern "C" {

d2v_status d2v_sum(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::sum", "dim_IntList", tensor(input), OptionalNumbers{dims, count}, keep != 0, None{});
  });
}

d2v_status d2v_mean(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::mean", "dim", tensor(input), OptionalNumbers{dims, count}, keep != 0, None{});
  });
}

d2v_status d2v_amax(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::amax", "", tensor(input), Numbers{dims, count}, keep != 0); });
}

d2v_status d2v_amin(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::amin", "", tensor(input), Numbers{dims, count}, keep != 0); });
}

d2v_status d2v_logsumexp(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep, d2v_tensor* out) {
  return guarded([&] {
    AllDims all(input, dims, count);
    operation(out, "aten::logsumexp", "", tensor(input), all.numbers(), keep != 0);
  });
}

// linalg_vector_norm carries a Scalar; the Frobenius norm is the same number.
d2v_status d2v_norm(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::frobenius_norm", "dim", tensor(input), Numbers{dims, count}, keep != 0);
  });
}

d2v_status d2v_var(d2v_tensor input, const int64_t* dims, int32_t count, int32_t unbiased, int32_t keep,
                   d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::var", "dim", tensor(input), OptionalNumbers{dims, count}, unbiased != 0, keep != 0);
  });
}

d2v_status d2v_std(d2v_tensor input, const int64_t* dims, int32_t count, int32_t unbiased, int32_t keep,
                   d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::std", "dim", tensor(input), OptionalNumbers{dims, count}, unbiased != 0, keep != 0);
  });
}

d2v_status d2v_argmax(d2v_tensor input, int64_t dim, int32_t keep, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::argmax", "", tensor(input), OptionalInteger{dim}, keep != 0); });
}

d2v_status d2v_cumsum(d2v_tensor input, int64_t dim, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::cumsum", "", tensor(input), dim, None{}); });
}

d2v_status d2v_all(d2v_tensor input, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::all", "", tensor(input)); });
}

d2v_status d2v_any(d2v_tensor input, d2v_tensor* out) {
  return guarded([&] { operation(out, "aten::any", "", tensor(input)); });
}

d2v_status d2v_sort(d2v_tensor input, int64_t dim, int32_t descending, d2v_tensor* values, d2v_tensor* indices) {
  return guarded([&] {
    Slot stack[kSlots];
    call(stack, "aten::sort", "", tensor(input), dim, descending != 0);
    two_results(stack, values, indices);
  });
}

d2v_status d2v_topk(d2v_tensor input, int64_t count, int64_t dim, d2v_tensor* values, d2v_tensor* indices) {
  return guarded([&] {
    Slot stack[kSlots];
    call(stack, "aten::topk", "", tensor(input), count, dim, true, true);
    two_results(stack, values, indices);
  });
}

}  // extern "C"
