// One seeded stream of numbers per scene, so that a seed names a picture for ever.
#pragma once
#include <initializer_list>

#include "vector.h"

namespace scenes {

/** PCG32 (O'Neill 2014): small state, good low bits, the same on every machine. */
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {
    for (int i = 0; i < 5; i++) bits();
  }
  uint32_t bits() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    const uint32_t folded = static_cast<uint32_t>(((state_ >> 18) ^ state_) >> 27);
    const uint32_t turn = static_cast<uint32_t>(state_ >> 59);
    return (folded >> turn) | (folded << ((32 - turn) & 31));
  }
  float unit() { return (bits() >> 8) * (1.f / 16777216.f); }
  float range(float low, float high) { return low + (high - low) * unit(); }
  /** Uniform in the logarithm: for sizes, distances and intensities. */
  float logRange(float low, float high) { return low * std::exp(unit() * std::log(high / low)); }
  int below(int count) { return static_cast<int>(bits() % static_cast<uint32_t>(count)); }
  int between(int low, int high) { return low + below(high - low + 1); }
  bool chance(float probability) { return unit() < probability; }
  int side() { return chance(.5f) ? 1 : -1; }
  /** Standard normal, by the sum of six uniforms: its tails end at about 4.2, which keeps scenes sane. */
  float normal() {
    float sum = 0;
    for (int i = 0; i < 6; i++) sum += unit();
    return (sum - 3) * 1.414f;
  }
  float angle() { return range(0, 2 * kPi); }
  Vec3 direction() { return normalise({normal(), normal(), normal()}); }

 private:
  uint64_t state_;
};

}  // namespace scenes
