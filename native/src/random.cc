// Seeds and random numbers.
#include "beyond_stable_abi.h"
#include "call.h"

using namespace d2v;

extern "C" {

d2v_status d2v_manual_seed(int64_t seed) {
  return guarded([&] { beyond::manual_seed(static_cast<uint64_t>(seed)); });
}

d2v_status d2v_uniform_(d2v_tensor input, double from, double to) {
  return guarded([&] { in_place("aten::uniform_", "", tensor(input), from, to, None{}); });
}

d2v_status d2v_normal_(d2v_tensor input, double mean, double deviation) {
  return guarded([&] { in_place("aten::normal_", "", tensor(input), mean, deviation, None{}); });
}

d2v_status d2v_bernoulli_(d2v_tensor input, double probability) {
  return guarded([&] { in_place("aten::bernoulli_", "float", tensor(input), probability, None{}); });
}

}  // extern "C"
