// Everything one picture is taken of: shapes, materials, lights, sky, air and the camera.
#pragma once
#include <vector>

#include "boundingTree.h"
#include "material.h"
#include "random.h"

namespace scenes {

struct Light {
  bool isSun = false, castsShadow = false;
  Vec3 place;             // direction towards a sun, otherwise a position
  Colour colour;
  float size = 0;         // spread of the source: soft shadows
  float spotCosine = -2;  // cosine of the half angle of the cone; -2: shines all around
  Vec3 aim;               // direction of the cone
};

struct Sky {
  Colour zenith, horizon, cloud, sun;
  Vec3 towardsSun{0, -1, 0};
  float cloudiness = 0;
  uint32_t seed = 0;

  Colour towards(Vec3 d) const {
    Colour c = mix(horizon, zenith, smoothStep(-.05f, .6f, d.y));
    if (cloudiness > 0 && d.y > .01f) {
      const Vec3 onDome(d.x / (d.y + .12f) * 1.3f, d.z / (d.y + .12f) * 1.3f, 0);
      const float cover = smoothStep(.62f - cloudiness * .3f, .85f - cloudiness * .3f, layeredNoise(onDome, seed, 5, 0));
      c = mix(c, cloud, cover * smoothStep(0, .12f, d.y));
    }
    return c + sun * (std::pow(std::max(0.f, dot(d, towardsSun)), 60.f) * .6f);
  }
};

struct Camera {
  Vec3 place, right{1, 0, 0}, up{0, 1, 0}, forward{0, 0, 1};
  float halfHeight = .5f;  // tangent of half the vertical field of view

  void look(Vec3 from, float yaw, float pitch, float roll, float verticalField) {
    place = from;
    forward = {std::sin(yaw) * std::cos(pitch), std::sin(pitch), std::cos(yaw) * std::cos(pitch)};
    const Vec3 level = normalise(cross({0, 1, 0}, forward)), upright = cross(forward, level);
    right = level * std::cos(roll) + upright * std::sin(roll);
    up = upright * std::cos(roll) - level * std::sin(roll);
    halfHeight = std::tan(verticalField * .5f);
  }
  /** Horizontal directions of sight and to the right, for placing people on the ground in front of the camera. */
  Vec3 levelForward() const { return normalise({forward.x, 0, forward.z}); }
  Vec3 levelRight() const { return normalise({right.x, 0, right.z}); }
};

class Scene {
 public:
  std::vector<Shape> shapes;
  std::vector<Material> materials;
  std::vector<Light> lights;
  Sky sky;
  Camera camera;
  Colour ambientAbove{.3f, .3f, .3f}, ambientBelow{.2f, .2f, .2f};
  float haze = 0;  // share of light lost per metre
  Colour hazeColour;

  void finish() { tree_.build(shapes); }
  bool trace(const Ray& ray, Hit& hit) const { return tree_.trace(shapes, ray, hit); }
  bool isBlocked(const Ray& ray, float distance) const {
    Hit hit;
    hit.distance = distance;
    return tree_.trace(shapes, ray, hit, true);
  }

  /** A box, ellipsoid or cylinder upright in the world, turned by `yaw`. */
  void upright(Kind kind, int material, Vec3 centre, Vec3 half, float yaw) {
    const float s = std::sin(yaw), c = std::cos(yaw);
    oriented(kind, material, centre, half, Vec3(c, 0, -s), Vec3(0, 1, 0), Vec3(s, 0, c));
  }
  void oriented(Kind kind, int material, Vec3 centre, Vec3 half, Vec3 x, Vec3 y, Vec3 z) {
    Shape s{};
    s.kind = kind;
    s.material = material;
    s.centre = centre;
    s.half = most(half, Vec3(1e-4f));
    s.axis[0] = x;
    s.axis[1] = y;
    s.axis[2] = z;
    Vec3 reach;
    for (int i = 0; i < 3; i++)
      reach[i] = std::fabs(x[i]) * s.half.x + std::fabs(y[i]) * s.half.y + std::fabs(z[i]) * s.half.z;
    s.low = centre - reach;
    s.high = centre + reach;
    shapes.push_back(s);
  }
  void leaf(int material, Vec3 centre, float radius, Vec3 normal, Vec3 across, float frequency, uint32_t seed) {
    oriented(Kind::Leaf, material, centre, {radius, radius, 1e-3f}, across, cross(normal, across), normal);
    shapes.back().radius = frequency;
    shapes.back().leafSeed = seed;
  }
  void capsule(int material, Vec3 from, Vec3 to, float radius) {
    Shape s{};
    s.kind = Kind::Capsule;
    s.material = material;
    s.centre = from;
    s.half = to;
    s.radius = radius;
    s.low = least(from, to) - Vec3(radius);
    s.high = most(from, to) + Vec3(radius);
    shapes.push_back(s);
  }
  void triangle(int material, const Vec3 corner[3], const Vec3 normal[3]) {
    Shape s{};
    s.kind = Kind::Triangle;
    s.material = material;
    s.centre = corner[0];
    s.half = corner[1] - corner[0];
    s.edge = corner[2] - corner[0];
    for (int i = 0; i < 3; i++) s.axis[i] = normal[i];
    s.low = least(corner[0], least(corner[1], corner[2]));
    s.high = most(corner[0], most(corner[1], corner[2]));
    shapes.push_back(s);
  }

 private:
  BoundingTree tree_;
};

}  // namespace scenes
