// The camera near its subject: portraits, table tops, and things that float for no reason.
#pragma once
#include "interiors.h"
#include "streets.h"

namespace scenes {

inline void lightCloseUp(Studio& studio) {
  Random& r = studio.random;
  const Camera& camera = studio.scene.camera;
  studio.scene.ambientAbove = Colour(1, .98f, .95f) * r.range(.15f, .55f);
  studio.scene.ambientBelow = studio.scene.ambientAbove * r.range(.5f, .9f);
  if (r.chance(.5f)) addSun(studio, r.range(.4f, 1.5f));
  const int lamps = r.between(1, 2);
  for (int i = 0; i < lamps; i++) {
    const Colour c = mix({1, .95f, .9f}, Studio::hsv(r.unit(), .9f, 1), r.chance(.3f) ? r.range(.2f, 1) : 0) * r.range(.3f, 1.3f);
    addLamp(studio, camera.place + camera.forward * r.range(-.5f, 1) + Vec3(r.normal() * 1.5f, r.range(.3f, 2), r.normal()), c, i == 0);
  }
}

inline void portrait(Studio& studio, float roll) {
  Random& r = studio.random;
  const float field = r.range(.3f, .9f), distance = r.logRange(.5f, 2);
  studio.scene.camera.look({0, 1.55f + r.normal() * .12f, 0}, r.normal() * .1f, r.normal() * .06f, roll, field);
  const Vec3 place = Vec3(0, 0, distance) + studio.scene.camera.right * (r.normal() * .3f * distance * studio.scene.camera.halfHeight);
  person(studio, place, kPi + r.normal() * .6f, r.chance(.8f) ? Pose::Standing : Pose::Dancing);
  for (int i = r.chance(.3f) ? r.between(1, 4) : 0; i > 0; i--)
    person(studio, place + Vec3(r.normal() * .7f, 0, r.range(0, 2)), kPi + r.normal() * .6f, Pose::Standing);
  studio.scene.upright(Kind::Box, studio.floor(), {0, -.1f, 0}, {40, .1f, 80}, 0);
  if (r.chance(.7f)) {
    const float behind = r.logRange(1.3f, 12);
    studio.scene.upright(Kind::Box, studio.wall(), {r.normal(), 3, distance + behind}, {r.chance(.6f) ? 20 : r.range(1, 4), r.chance(.7f) ? 6 : r.range(1, 3), .1f}, r.normal() * .2f);
    for (int i = r.below(8); i > 0; i--)
      furniture(studio, {{r.normal() * behind * .5f, 0, distance + r.range(.5f, 1) * behind - .4f}, r.angle(), 1.2f});
  } else {
    for (int i = r.between(4, 15); i > 0; i--) {
      const Vec3 away(r.normal() * 8, 0, distance + r.logRange(2, 40));
      const float kind = r.unit();
      if (kind < .5f) tree(studio, away, r.range(3, 8));
      else if (kind < .7f) person(studio, away, r.angle());
      else building(studio, away + Vec3(0, 3, 5), {r.range(2, 5), r.range(3, 9), 3}, 0);
    }
  }
  lightCloseUp(studio);
}

inline void tableThing(Studio& studio, Vec3 place, float size, float sceneSize) {
  Random& r = studio.random;
  const int m = r.chance(.25f) ? studio.printed(size * 1.5f) : studio.anything(1.5f / sceneSize);
  const float yaw = r.angle();
  const auto stand = [&](Kind kind, Vec3 half) { studio.scene.upright(kind, m, place + Vec3(0, half.y, 0), half, yaw); };
  switch (r.below(8)) {
    case 0: stand(Kind::Box, {size * r.range(.3f, 1.3f), size * .6f, size * r.range(.3f, 1.3f)}); break;
    case 1: stand(Kind::Box, {size * r.range(.4f, 1), size * r.range(.1f, 1.5f), size * r.range(.1f, 1)}); break;
    case 2: stand(Kind::Cylinder, {size * .5f, size, size * .5f}); break;
    case 3: stand(Kind::Ellipsoid, {size * .7f, size * .7f, size * .7f}); break;
    case 4: body(studio, m, place + Vec3(0, size, 0), {size * .7f, size, size * .7f}, yaw, Body::Turned); break;
    case 5: body(studio, m, place + Vec3(0, size, 0), {size * r.range(.6f, 1.3f), size, size * r.range(.6f, 1.3f)}, yaw, r.chance(.5f) ? Body::Blob : Body::Superquadric); break;
    case 6:  // a flower
      foliageBall(studio, place + Vec3(0, size, 0), size, r.chance(.6f) ? studio.foliage() : m, 12, .7f);
      studio.scene.capsule(m, place, place + Vec3(0, size, 0), size * .05f);
      break;
    default: smallThing(studio, {place, yaw, size * 6});
  }
}

/** From nearly level to straight down on a surface with things on it. */
inline void tableTop(Studio& studio, float roll) {
  Random& r = studio.random;
  Scene& scene = studio.scene;
  const float size = r.logRange(.3f, 3), distance = size * r.range(1, 2.2f);
  const float elevation = r.chance(.45f) ? r.range(.5f, 1.35f) : r.range(.05f, .7f);
  scene.camera.look({0, distance * std::sin(elevation) + .08f * size, -distance * std::cos(elevation)}, 0, -elevation * r.range(.75f, 1.1f), roll, r.range(.4f, 1));
  const bool isEndless = r.chance(.5f);
  scene.upright(Kind::Box, studio.floor(), {0, -.05f, isEndless ? 0 : r.range(0, size * .5f)},
                {isEndless ? 20 : size * r.range(.6f, 1.5f), .05f, isEndless ? 20 : size * r.range(.5f, 1.5f)}, r.normal() * .2f);
  const float below = -.8f * size - .3f;
  if (!isEndless) {
    scene.upright(Kind::Box, studio.floor(), {0, below, 0}, {30, .05f, 30}, 0);
    if (r.chance(.6f))
      for (int i = r.between(2, 8); i > 0; i--) furniture(studio, {{r.normal() * 2 * size, below + .05f, size * r.range(1, 5)}, r.angle(), size});
  }
  if (r.chance(.65f)) scene.upright(Kind::Box, studio.wall(), {0, 0, size * r.logRange(.8f, 8)}, {30, 30, .05f}, r.normal() * .2f);
  const int things = r.chance(.25f) ? r.between(10, 24) : r.between(1, 9);
  for (int i = 0; i < things; i++) {
    const float spread = i == 0 ? .1f : .4f, own = size * r.logRange(.06f, .32f);
    const Vec3 place(r.normal() * spread * size, 0, r.normal() * spread * size);
    if (-place.z < distance * std::cos(elevation) - own * 1.5f - .05f) tableThing(studio, place, own, size);
  }
  lightCloseUp(studio);
}

inline void floating(Studio& studio, float roll) {
  Random& r = studio.random;
  Scene& scene = studio.scene;
  scene.camera.look({0, 0, 0}, 0, r.normal() * .1f, roll, r.range(.5f, 1.2f));
  for (int i = r.between(10, 49); i > 0; i--) {
    const float distance = r.logRange(1.2f, 25), size = distance * r.logRange(.04f, .25f);
    if (distance - size * 1.5f < .5f) continue;
    const Vec3 place(r.normal() * distance * .5f, r.normal() * distance * .35f, distance);
    const int m = studio.anything(.5f / size);
    const Vec3 x = r.direction(), y = normalise(cross(x, r.direction())), z = cross(x, y);
    static constexpr Kind kKinds[] = {Kind::Box, Kind::Ellipsoid, Kind::Cylinder};
    const int kind = r.below(6);
    if (kind < 3) scene.oriented(kKinds[kind], m, place, Vec3(r.range(.2f, 1), r.range(.2f, 1), r.range(.2f, 1)) * size, x, y, z);
    else if (kind == 3) body(studio, m, place, {size, size * r.range(.4f, 1), size}, r.angle(), anyBody(r));
    else if (kind == 4) scene.capsule(m, place - x * size, place + x * size, size * r.range(.05f, .3f));
    else person(studio, place - Vec3(0, 1, 0), r.angle());
  }
  if (r.chance(.7f)) scene.upright(Kind::Box, studio.anything(.3f), {0, 0, r.logRange(6, 40)}, {60, 60, .1f}, r.normal() * .3f);
  if (r.chance(.6f)) scene.upright(Kind::Box, studio.floor(), {0, -r.range(1, 3), 0}, {60, .1f, 60}, 0);
  scene.ambientAbove = Colour(r.range(.15f, .5f));
  scene.ambientBelow = scene.ambientAbove * .6f;
  addSun(studio, r.range(.4f, 1.4f));
}

}  // namespace scenes
