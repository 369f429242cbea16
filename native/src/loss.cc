// Losses and similarities.
#include "call.h"

using namespace d2v;

namespace {

Owned whole_numbers_on_host(d2v_tensor input) {
  Owned moved(call_for_handle("aten::to", "device", tensor(input), DeviceSlot{torch_device(D2V_CPU), 0},
                              Dtype{torch_dtype(D2V_INT64)}, false, false, None{}));
  return Owned(call_for_handle("aten::contiguous", "", tensor(moved),
                               static_cast<int64_t>(aoti_torch_memory_format_contiguous_format())));
}

const int64_t* elements(const Owned& numbers) {
  void* address = nullptr;
  check(aoti_torch_get_data_ptr(numbers.get(), &address));
  return static_cast<const int64_t*>(address);
}

int64_t size_of(Handle handle, int64_t expected_dim, int64_t dim, const char* what) {
  int64_t actual_dim = 0;
  int64_t* sizes = nullptr;
  check(aoti_torch_get_dim(handle, &actual_dim));
  check(aoti_torch_get_sizes(handle, &sizes));
  if (actual_dim != expected_dim) {
    throw Failure(D2V_ERROR_SHAPE, std::string(what) + " has " + std::to_string(actual_dim) + " dimensions, not " +
                                       std::to_string(expected_dim));
  }
  return sizes[dim];
}

// libtorch reads the probability of each target without looking whether there is such a class.
void require_targets(d2v_tensor log_probabilities, d2v_tensor targets, d2v_tensor target_lengths) {
  const int64_t batch = size_of(tensor(log_probabilities).handle, 3, 1, "log_probabilities");
  const int64_t classes = size_of(tensor(log_probabilities).handle, 3, 2, "log_probabilities");
  const int64_t longest = size_of(tensor(targets).handle, 2, 1, "targets");
  if (size_of(tensor(targets).handle, 2, 0, "targets") != batch ||
      size_of(tensor(target_lengths).handle, 1, 0, "target_lengths") != batch) {
    throw Failure(D2V_ERROR_SHAPE, "targets and target_lengths are not of the batch of log_probabilities");
  }
  const Owned symbols = whole_numbers_on_host(targets), lengths = whole_numbers_on_host(target_lengths);
  for (int64_t sample = 0; sample < batch; sample++) {
    const int64_t length = elements(lengths)[sample];
    if (length < 0 || length > longest) {
      throw Failure(D2V_ERROR_INDEX, "target length " + std::to_string(length) + " of sample " +
                                         std::to_string(sample) + " is out of range");
    }
    for (int64_t i = 0; i < length; i++) {
      const int64_t symbol = elements(symbols)[sample * longest + i];
      if (symbol < 0 || symbol >= classes) {
        throw Failure(D2V_ERROR_INDEX, "target " + std::to_string(symbol) + " of sample " + std::to_string(sample) +
                                           " is out of range for " + std::to_string(classes) + " classes");
      }
    }
  }
}

}  // namespace

extern "C" {

d2v_status d2v_mse_loss(d2v_tensor input, d2v_tensor target, int32_t reduction, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::mse_loss", "", tensor(input), tensor(target), static_cast<int64_t>(reduction));
  });
}

d2v_status d2v_l1_loss(d2v_tensor input, d2v_tensor target, int32_t reduction, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::l1_loss", "", tensor(input), tensor(target), static_cast<int64_t>(reduction));
  });
}

d2v_status d2v_smooth_l1_loss(d2v_tensor input, d2v_tensor target, int32_t reduction, double beta, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::smooth_l1_loss", "", tensor(input), tensor(target), static_cast<int64_t>(reduction), beta);
  });
}

d2v_status d2v_cross_entropy_loss(d2v_tensor logits, d2v_tensor target, int32_t reduction, int64_t ignore_index,
                                  double label_smoothing, d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::cross_entropy_loss", "", tensor(logits), tensor(target), None{},
              static_cast<int64_t>(reduction), ignore_index, label_smoothing);
  });
}

d2v_status d2v_binary_cross_entropy_with_logits(d2v_tensor logits, d2v_tensor target, int32_t reduction,
                                                d2v_tensor* out) {
  return guarded([&] {
    operation(out, "aten::binary_cross_entropy_with_logits", "", tensor(logits), tensor(target), None{}, None{},
              static_cast<int64_t>(reduction));
  });
}

d2v_status d2v_ctc_loss(d2v_tensor log_probabilities, d2v_tensor targets, d2v_tensor input_lengths,
                        d2v_tensor target_lengths, int64_t blank, int32_t reduction, int32_t zero_infinity,
                        d2v_tensor* out) {
  return guarded([&] {
    require_targets(log_probabilities, targets, target_lengths);
    operation(out, "aten::ctc_loss", "Tensor", tensor(log_probabilities), tensor(targets), tensor(input_lengths),
              tensor(target_lengths), blank, static_cast<int64_t>(reduction), zero_infinity != 0);
  });
}

d2v_status d2v_cosine_similarity(d2v_tensor left, d2v_tensor right, int64_t dim, double epsilon, d2v_tensor* out) {
  return guarded(
      [&] { operation(out, "aten::cosine_similarity", "", tensor(left), tensor(right), dim, epsilon); });
}

}  // extern "C"
