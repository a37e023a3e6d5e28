// The solids a scene is built from, and where a ray meets them.
#pragma once
#include "noise.h"

namespace scenes {

/** Box, ellipsoid, cylinder and leaf card live in their own axes, scaled to -1..1; triangle and capsule in world axes. */
enum class Kind : uint8_t { Triangle, Box, Ellipsoid, Cylinder, Capsule, Leaf };

struct Shape {
  Kind kind;
  int material;
  Vec3 centre;           // triangle: first corner; capsule: one end
  Vec3 half;             // triangle: first edge; capsule: other end
  Vec3 edge;             // triangle: second edge
  Vec3 axis[3];          // own axes, or the corner normals of a triangle
  Vec3 low, high;        // bounding box
  float radius = 0;      // capsule: radius; leaf: noise cells across the card
  uint32_t leafSeed = 0;

  Vec3 toOwnAxes(Vec3 v) const { return {dot(axis[0], v), dot(axis[1], v), dot(axis[2], v)}; }
  Vec3 toWorld(Vec3 v) const { return axis[0] * v.x + axis[1] * v.y + axis[2] * v.z; }
};

struct Ray { Vec3 origin, direction; };

/** Nearest meeting so far; `distance` bounds the search from above. */
struct Hit {
  float distance = kFar;
  int shape = -1;
  Vec3 normal;  // unit length, world axes, on the side the shape defines
  Vec3 local;   // point in the shape's own axes, metres: the pattern is painted there
};

constexpr float kNearest = 1e-3f;  // closer meetings are the surface the ray just left

inline bool meetTriangle(const Shape& s, const Ray& ray, Hit& hit) {  // Möller and Trumbore 1997
  const Vec3 q = cross(ray.direction, s.edge);
  const float determinant = dot(s.half, q);
  if (std::fabs(determinant) < 1e-12f) return false;
  const Vec3 from = ray.origin - s.centre;
  const float u = dot(from, q) / determinant;
  if (u < 0 || u > 1) return false;
  const Vec3 r = cross(from, s.half);
  const float v = dot(ray.direction, r) / determinant;
  if (v < 0 || u + v > 1) return false;
  const float t = dot(s.edge, r) / determinant;
  if (t < kNearest || t >= hit.distance) return false;
  hit.distance = t;
  hit.normal = normalise(s.axis[0] * (1 - u - v) + s.axis[1] * u + s.axis[2] * v);
  hit.local = ray.origin + ray.direction * t;
  return true;
}

inline bool meetCapsule(const Shape& s, const Ray& ray, Hit& hit) {
  const Vec3 ba = s.half - s.centre, oa = ray.origin - s.centre;
  const float baba = dot(ba, ba) + 1e-9f, bard = dot(ba, ray.direction), baoa = dot(ba, oa);
  const float rdoa = dot(ray.direction, oa), oaoa = dot(oa, oa);
  const float a = baba - bard * bard;
  float b = baba * rdoa - baoa * bard, c = baba * oaoa - baoa * baoa - s.radius * s.radius * baba, h = b * b - a * c;
  if (h < 0) return false;
  float t = (-b - std::sqrt(h)) / (a + 1e-12f);
  const float along = baoa + t * bard;
  if (along <= 0 || along >= baba) {  // beyond the cylinder: one of the two round caps
    const Vec3 oc = along <= 0 ? oa : ray.origin - s.half;
    b = dot(ray.direction, oc);
    c = dot(oc, oc) - s.radius * s.radius;
    h = b * b - c;
    if (h < 0) return false;
    t = -b - std::sqrt(h);
  }
  if (t < kNearest || t >= hit.distance) return false;
  hit.distance = t;
  const Vec3 point = ray.origin + ray.direction * t - s.centre;
  const float k = clamp(dot(point, ba) / baba, 0, 1);
  hit.normal = normalise(point - ba * k);
  hit.local = {std::atan2(hit.normal.x, hit.normal.z) * s.radius, k * std::sqrt(baba), 0};
  return true;
}

inline bool meetBox(const Shape& s, Vec3 origin, Vec3 direction, Vec3 worldDirection, Hit& hit) {
  float enter = -1e30f, leave = 1e30f;
  int enterAxis = 0, leaveAxis = 0;
  for (int i = 0; i < 3; i++) {
    const float inverse = 1.f / (std::fabs(direction[i]) < 1e-12f ? 1e-12f : direction[i]);
    float a = (-1 - origin[i]) * inverse, b = (1 - origin[i]) * inverse;
    if (a > b) std::swap(a, b);
    if (a > enter) { enter = a; enterAxis = i; }
    if (b < leave) { leave = b; leaveAxis = i; }
  }
  if (enter > leave) return false;
  const bool inside = enter < kNearest;
  const float t = inside ? leave : enter;
  if (t < kNearest || t >= hit.distance) return false;
  hit.distance = t;
  const Vec3 n = s.axis[inside ? leaveAxis : enterAxis];
  hit.normal = dot(n, worldDirection) > 0 ? n * -1 : n;
  return true;
}

inline bool meetEllipsoid(const Shape& s, Vec3 origin, Vec3 direction, Hit& hit) {
  const float a = dot(direction, direction), b = dot(origin, direction), c = dot(origin, origin) - 1, h = b * b - a * c;
  if (h < 0) return false;
  const float t = (-b - std::sqrt(h)) / a;
  if (t < kNearest || t >= hit.distance) return false;
  hit.distance = t;
  const Vec3 unit = origin + direction * t;
  hit.normal = normalise(s.toWorld({unit.x / s.half.x, unit.y / s.half.y, unit.z / s.half.z}));
  return true;
}

inline bool meetCylinder(const Shape& s, Vec3 origin, Vec3 direction, Hit& hit) {
  const float a = direction.x * direction.x + direction.z * direction.z;
  const float b = origin.x * direction.x + origin.z * direction.z;
  const float h = b * b - a * (origin.x * origin.x + origin.z * origin.z - 1);
  float best = hit.distance;
  Vec3 normal;
  if (h >= 0 && a > 1e-12f) {
    const float t = (-b - std::sqrt(h)) / a;
    if (t > kNearest && t < best && std::fabs(origin.y + direction.y * t) <= 1) {
      best = t;
      normal = {(origin.x + direction.x * t) / s.half.x, 0, (origin.z + direction.z * t) / s.half.z};
    }
  }
  if (std::fabs(direction.y) > 1e-9f) {
    const float t = ((direction.y > 0 ? -1 : 1) - origin.y) / direction.y;
    const float x = origin.x + direction.x * t, z = origin.z + direction.z * t;
    if (t > kNearest && t < best && x * x + z * z <= 1) {
      best = t;
      normal = {0, direction.y > 0 ? -1.f : 1.f, 0};
    }
  }
  if (best >= hit.distance) return false;
  hit.distance = best;
  hit.normal = normalise(s.toWorld(normal));
  return true;
}

/** A round card with a noisy outline: many of them make foliage. The normal is bent so that light varies over it. */
inline bool meetLeaf(const Shape& s, Vec3 origin, Vec3 direction, Vec3 worldDirection, Hit& hit) {
  if (std::fabs(direction.z) < 1e-9f) return false;
  const float t = -origin.z / direction.z;
  if (t < kNearest || t >= hit.distance) return false;
  const float x = origin.x + direction.x * t, y = origin.y + direction.y * t, reach = x * x + y * y;
  if (reach > 1) return false;
  const Vec3 q(x * s.radius, y * s.radius, 0);
  const float solid = valueNoise(q, s.leafSeed) * .7f + valueNoise(q * 2.7f, s.leafSeed + 5) * .3f;
  if (solid < .28f + .35f * reach * reach) return false;
  hit.distance = t;
  const Vec3 n = dot(s.axis[2], worldDirection) > 0 ? s.axis[2] * -1 : s.axis[2];
  hit.normal = normalise(n + s.axis[0] * (x * .6f) + s.axis[1] * (y * .6f));
  return true;
}

/** Shortens `hit` when the ray meets the shape earlier; leaves `hit.shape` to the caller. */
inline bool meet(const Shape& s, const Ray& ray, Hit& hit) {
  if (s.kind == Kind::Triangle) return meetTriangle(s, ray, hit);
  if (s.kind == Kind::Capsule) return meetCapsule(s, ray, hit);
  const Vec3 from = s.toOwnAxes(ray.origin - s.centre), along = s.toOwnAxes(ray.direction);
  const Vec3 inverse(1 / s.half.x, 1 / s.half.y, 1 / s.half.z);
  const Vec3 origin = from * inverse, direction = along * inverse;
  bool met = false;
  if (s.kind == Kind::Box) met = meetBox(s, origin, direction, ray.direction, hit);
  else if (s.kind == Kind::Ellipsoid) met = meetEllipsoid(s, origin, direction, hit);
  else if (s.kind == Kind::Cylinder) met = meetCylinder(s, origin, direction, hit);
  else met = meetLeaf(s, origin, direction, ray.direction, hit);
  if (met) hit.local = from + along * hit.distance;
  return met;
}

}  // namespace scenes
