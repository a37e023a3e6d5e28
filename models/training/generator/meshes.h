// Curved things made of triangles with smooth normals.
#pragma once
#include "studio.h"

namespace scenes {

/** A sheet of `columns` x `rows` cells over (columns + 1) x (rows + 1) points, row by row. */
inline void sheet(Studio& studio, int material, const std::vector<Vec3>& points, int columns, int rows) {
  const int across = columns + 1;
  std::vector<Vec3> normals(points.size());
  for (int row = 0; row < rows; row++)
    for (int column = 0; column < columns; column++) {
      const int a = row * across + column, b = a + 1, c = a + across, d = c + 1;
      const Vec3 n = cross(points[c] - points[a], points[b] - points[a]) + cross(points[b] - points[d], points[c] - points[d]);
      for (int corner : {a, b, c, d}) normals[corner] += n;
    }
  for (Vec3& n : normals) n = normalise(n);
  const auto triangle = [&](int a, int b, int c) {
    const Vec3 corner[3] = {points[a], points[b], points[c]}, normal[3] = {normals[a], normals[b], normals[c]};
    studio.scene.triangle(material, corner, normal);
  };
  for (int row = 0; row < rows; row++)
    for (int column = 0; column < columns; column++) {
      const int a = row * across + column;
      triangle(a, a + 1, a + across);
      triangle(a + 1, a + across + 1, a + across);
    }
}

enum class Body { Superquadric, Blob, Turned };

/** A rounded box, a lump, or a vase-like solid of revolution, with half sizes `half`. */
inline void body(Studio& studio, int material, Vec3 centre, Vec3 half, float yaw, Body kind) {
  constexpr int kAround = 14;
  const int high = kind == Body::Turned ? 10 : 9;
  Random& random = studio.random;
  const float roundness = random.range(.2f, 1.8f), squareness = random.range(.2f, 1.8f);
  const float amplitude = random.range(.2f, .9f), frequency = random.range(.8f, 2.5f);
  const uint32_t seed = random.bits();
  float profile[12];
  profile[0] = random.range(.3f, 1);
  for (int i = 1; i <= high; i++) profile[i] = clamp(profile[i - 1] + random.range(-.35f, .35f), .12f, 1.1f);
  const auto bent = [](float v, float power) { return (v < 0 ? -1 : 1) * std::pow(std::fabs(v) + 1e-6f, power); };
  std::vector<Vec3> points;
  for (int j = 0; j <= high; j++)
    for (int i = 0; i <= kAround; i++) {
      const float up = (j / static_cast<float>(high) - .5f) * kPi, turn = (i % kAround) * 2 * kPi / kAround;
      Vec3 q;
      if (kind == Body::Superquadric) {
        q = {bent(std::cos(up), roundness) * bent(std::cos(turn), squareness), bent(std::sin(up), roundness),
             bent(std::cos(up), roundness) * bent(std::sin(turn), squareness)};
      } else if (kind == Body::Blob) {
        q = {std::cos(up) * std::cos(turn), std::sin(up), std::cos(up) * std::sin(turn)};
        const float coarse = valueNoise(q * frequency + Vec3(9.f), seed) - .5f;
        const float fine = valueNoise(q * (frequency * 2.7f) + Vec3(9.f), seed + 1) - .5f;
        q = q * (1 + amplitude * (coarse + .4f * fine));
      } else {  // the first and last ring close the ends
        const float radius = profile[j] * (j == 0 || j == high ? .02f : 1);
        const float level = (j == 0 ? 0 : j == high ? high - 2 : j - 1) / static_cast<float>(high - 2) * 2 - 1;
        q = {radius * std::cos(turn), level, radius * std::sin(turn)};
      }
      points.push_back(Placement{centre, yaw, 1}.at(q * half));
    }
  sheet(studio, material, points, kAround, high);
}

inline Body anyBody(Random& random) { return static_cast<Body>(random.below(3)); }

/** A cone with folds that hangs from `top`: skirts, dresses, fir branches, lamp shades. */
inline void skirt(Studio& studio, const Placement& f, int material, Vec3 top, float topRadius, float hemRadius, float drop) {
  constexpr int kAround = 14, kRows = 4;
  const float folds = studio.random.range(0, .15f);
  std::vector<Vec3> points;
  for (int j = 0; j <= kRows; j++)
    for (int i = 0; i <= kAround; i++) {
      const float turn = (i % kAround) * 2 * kPi / kAround, t = j / static_cast<float>(kRows);
      const float radius = (topRadius + (hemRadius - topRadius) * t) * (1 + folds * t * std::sin(turn * 5));
      points.push_back(f.at(top.x + radius * std::cos(turn), top.y - drop * t, top.z + radius * .8f * std::sin(turn)));
    }
  sheet(studio, material, points, kAround, kRows);
}

/** Cloth that hangs in waves between two ground points. */
inline void curtain(Studio& studio, int material, Vec3 from, Vec3 to, float low, float high, float wave) {
  constexpr int kFolds = 24;
  const Vec3 across = normalise({to.z - from.z, 0, from.x - to.x});
  const float phase = studio.random.angle(), pace = studio.random.range(1.4f, 2.6f);
  std::vector<Vec3> points;
  for (int j = 0; j <= 1; j++)
    for (int i = 0; i <= kFolds; i++) {
      Vec3 p = mix(from, to, i / static_cast<float>(kFolds)) + across * (wave * std::sin(i * pace + phase));
      p.y = j ? high : low;
      points.push_back(p);
    }
  sheet(studio, material, points, kFolds, 1);
}

/** Ground that is level within `level` metres of the origin and rises to hills of `amplitude` beyond. */
inline void ground(Studio& studio, int material, float reach, float amplitude, float frequency, float level) {
  const int cells = amplitude > 0 ? 36 : 1;
  const uint32_t seed = studio.random.bits();
  std::vector<Vec3> points;
  for (int j = 0; j <= cells; j++)
    for (int i = 0; i <= cells; i++) {
      // Squared spacing keeps the cells small near the camera.
      float u = i / static_cast<float>(cells) * 2 - 1, v = j / static_cast<float>(cells) * 2 - 1;
      u *= std::fabs(u);
      v *= std::fabs(v);
      const float x = u * reach, z = v * reach, distance = std::sqrt(x * x + z * z);
      const float rise = smoothStep(level, level * 3 + reach * .1f, distance);
      const float hill = amplitude > 0 ? amplitude * (layeredNoise({x * frequency, z * frequency, 0}, seed, 4, 0) - .45f) : 0;
      points.push_back({x, hill * rise, z});
    }
  sheet(studio, material, points, cells, cells);
}

}  // namespace scenes
