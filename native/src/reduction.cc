// Sums, means, extremes and order.
#include <vector>

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

// linalg_vector_norm carries a Scalar. norm_except_dim computes the same over all dimensions, or all but the first.
Owned norm_of_rows(const Owned& matrix) {
  return Owned(call_for_handle("aten::norm_except_dim", "", tensor(matrix), int64_t{2}, int64_t{0}));
}

// The shape of a reduction: which dimensions stay, and the sizes of the result.
struct Reduced {
  std::vector<int64_t> order;   // the dimensions that stay, then those that go
  std::vector<int64_t> sizes;
  int64_t rows = 1;
  int64_t columns = 1;

  Reduced(Handle input, const AllDims& all, bool keep) {
    int64_t dim = 0;
    int64_t* input_sizes = nullptr;
    check(aoti_torch_get_dim(input, &dim));
    check(aoti_torch_get_sizes(input, &input_sizes));
    std::vector<bool> goes(static_cast<size_t>(dim), false);
    std::vector<int64_t> gone;
    for (int64_t i = 0; i < all.count; i++) {
      const int64_t d = all.values[i] < 0 ? all.values[i] + dim : all.values[i];
      if (d < 0 || d >= dim) {
        throw Failure(D2V_ERROR_INDEX, "dimension " + std::to_string(all.values[i]) +
                                           " is out of range for a tensor with " + std::to_string(dim));
      }
      if (goes[static_cast<size_t>(d)]) {
        throw Failure(D2V_ERROR_INDEX, "dimension " + std::to_string(all.values[i]) + " is given twice");
      }
      goes[static_cast<size_t>(d)] = true;
      gone.push_back(d);
      columns *= input_sizes[d];
    }
    for (int64_t d = 0; d < dim; d++) {
      if (goes[static_cast<size_t>(d)]) {
        if (keep) sizes.push_back(1);
      } else {
        order.push_back(d);
        sizes.push_back(input_sizes[d]);
        rows *= input_sizes[d];
      }
    }
    order.insert(order.end(), gone.begin(), gone.end());
  }
};

Numbers numbers(const std::vector<int64_t>& values) { return {values.data(), static_cast<int64_t>(values.size())}; }

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

d2v_status d2v_norm(d2v_tensor input, const int64_t* dims, int32_t count, int32_t keep, d2v_tensor* out) {
  return guarded([&] {
    const Reduced reduced(tensor(input).handle, AllDims(input, dims, count), keep != 0);
    const int64_t sizes[] = {reduced.rows, reduced.columns};
    Owned permuted(call_for_handle("aten::permute", "", tensor(input), numbers(reduced.order)));
    Owned matrix(call_for_handle("aten::reshape", "", tensor(permuted), Numbers{sizes, 2}));
    Owned norms = norm_of_rows(matrix);
    operation(out, "aten::reshape", "", tensor(norms), numbers(reduced.sizes));
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
