// Losses and similarities.
#include "call.h"

using namespace d2v;

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
    operation(out, "aten::ctc_loss", "Tensor", tensor(log_probabilities), tensor(targets), tensor(input_lengths),
              tensor(target_lengths), blank, static_cast<int64_t>(reduction), zero_infinity != 0);
  });
}

d2v_status d2v_cosine_similarity(d2v_tensor left, d2v_tensor right, int64_t dim, double epsilon, d2v_tensor* out) {
  return guarded(
      [&] { operation(out, "aten::cosine_similarity", "", tensor(left), tensor(right), dim, epsilon); });
}

}  // extern "C"
