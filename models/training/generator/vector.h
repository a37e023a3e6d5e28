// Vectors and the few scalar functions that every other file needs. World units are metres, y points up.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

namespace scenes {

constexpr float kPi = 3.14159265f;
constexpr float kFar = 1e8f;

struct Vec3 {
  float x = 0, y = 0, z = 0;
  Vec3() = default;
  Vec3(float x_, float y_, float z_) : x(x_), y(y_), z(z_) {}
  explicit Vec3(float all) : x(all), y(all), z(all) {}
  float operator[](int axis) const { return (&x)[axis]; }
  float& operator[](int axis) { return (&x)[axis]; }
};

/** Linear RGB shares the type; 1 is the white of a diffuse surface. */
using Colour = Vec3;

inline Vec3 operator+(Vec3 a, Vec3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
inline Vec3 operator-(Vec3 a, Vec3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
inline Vec3 operator*(Vec3 a, float s) { return {a.x * s, a.y * s, a.z * s}; }
inline Vec3 operator*(Vec3 a, Vec3 b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
inline Vec3& operator+=(Vec3& a, Vec3 b) { return a = a + b; }

inline float dot(Vec3 a, Vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
inline Vec3 cross(Vec3 a, Vec3 b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline float length(Vec3 a) { return std::sqrt(dot(a, a)); }
/** The tiny constant keeps a zero vector finite. */
inline Vec3 normalise(Vec3 a) { return a * (1.f / std::sqrt(dot(a, a) + 1e-20f)); }
inline Vec3 mix(Vec3 a, Vec3 b, float t) { return a * (1 - t) + b * t; }
inline Vec3 least(Vec3 a, Vec3 b) { return {std::min(a.x, b.x), std::min(a.y, b.y), std::min(a.z, b.z)}; }
inline Vec3 most(Vec3 a, Vec3 b) { return {std::max(a.x, b.x), std::max(a.y, b.y), std::max(a.z, b.z)}; }
inline float brightest(Vec3 a) { return std::max(a.x, std::max(a.y, a.z)); }
inline float luminance(Colour c) { return .3f * c.x + .59f * c.y + .11f * c.z; }

inline float clamp(float value, float low, float high) { return value < low ? low : value > high ? high : value; }
inline float smoothStep(float from, float to, float value) {
  const float t = clamp((value - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
}

}  // namespace scenes
