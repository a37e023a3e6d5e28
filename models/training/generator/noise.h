// Lattice value noise: the grain of every procedural surface.
#pragma once
#include "vector.h"

namespace scenes {

inline uint32_t latticeBits(int x, int y, int z, uint32_t seed) {
  uint32_t h = seed + static_cast<uint32_t>(x) * 374761393u + static_cast<uint32_t>(y) * 668265263u +
               static_cast<uint32_t>(z) * 2654435769u;
  h = (h ^ (h >> 13)) * 1274126177u;
  h ^= h >> 16;
  h *= 0x85ebca6bu;
  return h ^ (h >> 15);
}

/** 0..1, constant over one lattice cell. */
inline float cellValue(int x, int y, int z, uint32_t seed) {
  return (latticeBits(x, y, z, seed) >> 8) * (1.f / 16777216.f);
}

/** 0..1, continuous with continuous first derivative. */
inline float valueNoise(Vec3 p, uint32_t seed) {
  const int x = static_cast<int>(std::floor(p.x)), y = static_cast<int>(std::floor(p.y)),
            z = static_cast<int>(std::floor(p.z));
  const auto fade = [](float t) { return t * t * (3 - 2 * t); };
  const float u = fade(p.x - x), v = fade(p.y - y), w = fade(p.z - z);
  const auto along = [&](int dy, int dz) {
    const float a = cellValue(x, y + dy, z + dz, seed), b = cellValue(x + 1, y + dy, z + dz, seed);
    return a + (b - a) * u;
  };
  const float near = along(0, 0) + (along(1, 0) - along(0, 0)) * v;
  const float far = along(0, 1) + (along(1, 1) - along(0, 1)) * v;
  return near + (far - near) * w;
}

/**
 * Sum of octaves, about 0..1. `footprint` is the size of a pixel in noise cells: an octave finer than a pixel
 * is faded out, since it would only alias.
 */
inline float layeredNoise(Vec3 p, uint32_t seed, int octaves, float footprint) {
  float amplitude = .5f, sum = 0;
  for (int i = 0; i < octaves; i++) {
    const float visible = clamp(2.f - footprint * 2.f, 0, 1);
    if (visible <= 0) break;
    sum += amplitude * visible * (valueNoise(p, seed + i) - .5f);
    p = p * 2.03f;
    footprint *= 2.03f;
    amplitude *= .55f;
  }
  return .5f + sum * 1.1f;
}

}  // namespace scenes
