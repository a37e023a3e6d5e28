// Light that comes back along a ray: diffuse, highlights, soft shadows, one mirror bounce, haze.
#pragma once
#include "scene.h"

namespace scenes {

struct Sight {
  Colour colour;
  float distance = -1;  // along the ray; -1 where only sky is seen
  int shape = -1;
};

/** Direction, distance and strength of a light at a point, with a random place on the source for soft shadows. */
struct Arrival { Vec3 direction; float distance, strength; };

inline Arrival arrival(const Light& light, Vec3 point, Random& random) {
  const Vec3 jitter(random.unit() - .5f, random.unit() - .5f, random.unit() - .5f);
  if (light.isSun) return {normalise(light.place + jitter * light.size), 1e7f, 1};
  const Vec3 to = light.place + jitter * (light.size * 2) - point;
  const float distance = length(to);
  const Vec3 direction = to * (1 / distance);
  float strength = 1 / (1 + distance * distance * .12f);
  if (light.spotCosine > -1) {
    const float inCone = -dot(direction, light.aim);
    strength *= smoothStep(light.spotCosine, light.spotCosine + (1 - light.spotCosine) * .5f, inCone);
  }
  return {direction, distance, strength};
}

inline Vec3 bumped(const Material& m, Vec3 normal, Vec3 local, float pixelSize) {
  const float frequency = m.frequency * 1.5f, weight = m.bump * clamp(1.5f - pixelSize * frequency, 0, 1);
  if (weight < .01f) return normal;
  const Vec3 q = local * frequency;
  const Vec3 push(valueNoise(q, m.seed + 71) - .5f, valueNoise(q, m.seed + 72) - .5f, valueNoise(q, m.seed + 73) - .5f);
  return normalise(normal + push * weight);
}

/** `pixelAngle`: width of a pixel at one metre. Shadows and mirrors are left out in what a mirror shows. */
inline Sight see(const Scene& scene, const Ray& ray, float pixelAngle, Random& random, bool isMirrored = false) {
  Sight sight;
  Hit hit;
  if (!scene.trace(ray, hit)) {
    sight.colour = scene.sky.towards(ray.direction);
    return sight;
  }
  sight.distance = hit.distance;
  sight.shape = hit.shape;
  const Shape& shape = scene.shapes[hit.shape];
  const Material& m = scene.materials[shape.material];
  const float facing = std::fabs(dot(hit.normal, ray.direction)), pixelSize = hit.distance * pixelAngle / std::max(.15f, facing);
  const Vec3 patternNormal = shape.kind == Kind::Capsule ? Vec3(0, 0, 1)
                             : shape.kind == Kind::Triangle ? hit.normal : shape.toOwnAxes(hit.normal);
  const Colour albedo = surfaceColour(m, hit.local, patternNormal, pixelSize);
  Vec3 normal = dot(hit.normal, ray.direction) > 0 ? hit.normal * -1 : hit.normal;
  const Vec3 flat = normal, point = ray.origin + ray.direction * hit.distance;
  if (m.bump > 0) normal = bumped(m, normal, hit.local, pixelSize);
  const Vec3 outside = point + flat * (2e-3f + hit.distance * 1e-3f);

  Colour c = albedo * mix(scene.ambientBelow, scene.ambientAbove, .5f + .5f * normal.y) + albedo * m.emission;
  for (const Light& light : scene.lights) {
    const Arrival from = arrival(light, outside, random);
    const float cosine = dot(normal, from.direction);
    if (cosine <= 0 || from.strength < .005f) continue;
    // A bumped normal may face a light that the true surface turns away from: without this it draws hard black specks.
    if (dot(flat, from.direction) <= 0) continue;
    if (light.castsShadow && !isMirrored && scene.isBlocked({outside, from.direction}, from.distance)) continue;
    c += albedo * light.colour * (cosine * from.strength);
    if (m.specular > 0) {
      const float highlight = std::max(0.f, dot(normal, normalise(from.direction - ray.direction)));
      c += light.colour * (m.specular * from.strength * std::pow(highlight, m.gloss));
    }
  }
  const float mirror = m.mirror * (.15f + .85f * std::pow(1 - facing, 3.f));
  if (!isMirrored && mirror > .02f) {
    const Vec3 bounced = normalise(ray.direction - normal * (2 * dot(normal, ray.direction)));
    c = c * (1 - mirror) + see(scene, {outside, bounced}, pixelAngle * 2, random, true).colour * mirror;
  }
  if (scene.haze > 0) c = mix(c, scene.hazeColour, 1 - std::exp(-scene.haze * hit.distance));
  sight.colour = c;
  return sight;
}

}  // namespace scenes
