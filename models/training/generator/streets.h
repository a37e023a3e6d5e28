// Roads between houses, and open country.
#pragma once
#include "lighting.h"
#include "outdoors.h"

namespace scenes {

inline bool isTooNear(const Studio& studio, Vec3 place, float metres) {
  const Vec3 away = place - studio.scene.camera.place;
  return away.x * away.x + away.z * away.z < metres * metres;
}

struct Road { float half, pavement, kerb; };

inline void layRoad(Studio& studio, const Road& road) {
  Random& r = studio.random;
  const Colour grey = Studio::hsv(.1f, r.range(0, .2f), r.range(.15f, .5f));
  const int asphalt = studio.paint(Pattern::Ground, grey, grey * .8f, grey * .9f, r.range(2, 12));
  const int slabs = studio.paint(r.chance(.5f) ? Pattern::Tiles : Pattern::Ground, grey * 1.4f, grey * 1.2f, grey * .8f, r.range(.7f, 2));
  if (r.chance(.25f)) studio.material(asphalt).mirror = r.range(.1f, .6f);  // wet
  const int land = r.chance(.4f) ? studio.foliage() : studio.paint(Pattern::Ground, grey * 1.2f, grey, grey, 1);
  ground(studio, land, 400, r.chance(.3f) ? r.range(10, 50) : 0, .012f, 60);
  studio.block(asphalt, {-road.half, -.19f, -300}, {road.half, .01f, 300});
  for (int side = -1; side <= 1; side += 2) {
    const float middle = side * (road.half + road.pavement);
    studio.block(slabs, {middle - road.pavement, -.2f, -300}, {middle + road.pavement, road.kerb, 300});
  }
  if (!r.chance(.6f)) return;
  const int line = studio.plain({.85f, .85f, .8f});
  if (r.chance(.5f)) for (int i = -4; i < 14; i++) studio.scene.upright(Kind::Box, line, {0, .012f, i * 5.f}, {.07f, .004f, 1.3f}, 0);
  else studio.scene.upright(Kind::Box, line, {0, .012f, 0}, {.07f, .004f, 200}, 0);
  if (r.chance(.2f)) for (int i = -5; i < 6; i++) studio.scene.upright(Kind::Box, line, {i * road.half / 6, .013f, 5}, {.25f, .004f, 1.2f}, 0);
}

inline void lineWithHouses(Studio& studio, const Road& road) {
  Random& r = studio.random;
  const float tall = r.range(1.5f, 12);
  const bool isTerrace = r.chance(.6f);
  for (int side = -1; side <= 1; side += 2) {
    if (r.chance(.12f)) continue;
    for (float z = -12; z < 90;) {
      const float half = r.range(3, 9), high = tall * r.range(.5f, 1.6f), deep = r.range(4, 8);
      const float x = side * (road.half + 2 * road.pavement + deep + (isTerrace ? r.range(0, .5f) : r.range(0, 8)));
      if (isTerrace || r.chance(.5f)) building(studio, {x, high - .1f, z + half}, {deep, high, half * (isTerrace ? 1 : .8f)}, isTerrace ? 0 : r.normal() * .1f);
      z += 2 * half + (r.chance(.2f) ? r.range(1, 5) : 0);
    }
  }
  if (r.chance(.4f)) building(studio, {r.normal() * 5, tall, r.range(50, 120)}, {r.range(5, 25), tall * r.range(.6f, 2), 5}, 0);
}

inline void street(Studio& studio, float roll) {
  Random& r = studio.random;
  Scene& scene = studio.scene;
  const Road road{r.range(2.5f, 8), r.range(1, 4), r.chance(.7f) ? .12f : .02f};
  layRoad(studio, road);
  lineWithHouses(studio, road);
  const float height = r.chance(.85f) ? r.range(.8f, 2) : r.logRange(2, 14);
  const float pitch = height > 3 ? -r.range(.05f, .6f) : r.normal() * .09f, yaw = r.chance(.65f) ? r.normal() * .2f : r.angle();
  scene.camera.look({r.range(-1, 1) * (road.half + road.pavement), height, r.range(-4, 4)}, yaw, pitch, roll, r.range(.45f, 1.15f));
  for (int i = r.below(9); i > 0; i--) {
    const float ahead = r.chance(.8f) ? r.logRange(3.5f, 60) : -r.range(3, 15);
    const Vec3 place(r.chance(.6f) ? r.side() * (road.half - 1.1f) : r.range(-.6f, .6f) * road.half, 0, scene.camera.place.z + ahead);
    if (!isTooNear(studio, place, 3)) car(studio, {place, (r.chance(.5f) ? 0 : kPi) + (r.chance(.15f) ? r.normal() * .5f : 0), 1});
  }
  for (int i = r.below(10); i > 0; i--) {
    const Vec3 place(r.side() * (road.half + .5f), road.kerb, r.range(-5, 50));
    if (isTooNear(studio, place, 1.4f)) continue;
    if (r.chance(.5f)) streetPole(studio, place);
    else tree(studio, place, r.range(2.5f, 8));
  }
  for (int i = r.below(6); i > 0; i--) {
    const Vec3 place(r.side() * (road.half + r.range(.3f, 1.8f) * road.pavement), road.kerb, scene.camera.place.z + r.logRange(2, 30));
    if (isTooNear(studio, place, 1.2f)) continue;
    const float kind = r.unit();
    if (kind < .4f) furniture(studio, {place, r.angle(), 1.1f});
    else if (kind < .5f) animal(studio, {place, r.angle(), r.range(.6f, 1.2f)});
    else person(studio, place, r.angle());
  }
  if (r.chance(.55f)) peopleInView(studio, 1, 9, r.chance(.2f) ? r.between(6, 14) : r.between(1, 4));
  if (r.chance(.15f)) {
    const float x = r.side() * road.half;
    fence(studio, {x, road.kerb, 0}, {x, road.kerb, 30});
  }
  lightOutdoors(studio);
}

inline void nature(Studio& studio, float roll) {
  Random& r = studio.random;
  Scene& scene = studio.scene;
  int land = studio.foliage();
  if (r.chance(.4f)) {  // sand, earth or stone
    const Colour c = Studio::hsv(r.range(.06f, .13f), r.range(.1f, .5f), r.range(.2f, .8f));
    land = studio.paint(Pattern::Ground, c, c * .7f, c * r.range(.5f, 1.3f), r.logRange(1, 8));
    studio.material(land).bump = .8f;
  }
  const float hills = r.chance(.8f) ? r.logRange(1, 90) : 0, level = r.range(2, 12);
  ground(studio, land, r.logRange(120, 900), hills, r.logRange(.006f, .04f), level);
  const float height = r.chance(.8f) ? r.range(.5f, 2) : r.logRange(2, 25), yaw = r.angle();
  scene.camera.look({0, height, 0}, yaw, height > 3 ? -r.range(0, .5f) : r.normal() * .1f - .02f, roll, r.range(.4f, 1.15f));
  if (r.chance(.2f)) {  // a lake
    const int water = studio.plain(Studio::hsv(r.range(.45f, .6f), r.range(.2f, .7f), r.range(.1f, .5f)));
    studio.material(water).mirror = r.range(.5f, .95f);
    studio.material(water).bump = .12f;
    studio.material(water).frequency = r.range(.5f, 3);
    const float surface = r.chance(.3f) ? .09f : -.01f;
    studio.block(water, {-800, surface - .1f, -800}, {800, surface, 800});
  }
  const auto inView = [&](float nearest, float furthest) {
    const float distance = r.logRange(nearest, furthest), turn = yaw + r.range(-.8f, .8f);
    return Vec3(std::sin(turn) * distance, 0, std::cos(turn) * distance);
  };
  const float treeSize = r.range(2, 10);
  for (int i = r.chance(.3f) ? r.between(20, 44) : r.below(14); i > 0; i--) tree(studio, inView(3, 70), treeSize * r.range(.6f, 1.5f));
  for (int i = r.below(12); i > 0; i--) {
    const Vec3 place = inView(1.5f, 25);
    const float size = r.logRange(.1f, 1.2f);
    if (r.chance(.5f)) rock(studio, place, size);
    else foliageBall(studio, place + Vec3(0, size * .4f, 0), size, studio.foliage(), 14, .8f);
  }
  if (r.chance(.3f)) fence(studio, inView(3, 10), inView(3, 15));
  if (r.chance(.25f)) {
    const float high = r.range(1.5f, 4);
    building(studio, inView(10, 50) + Vec3(0, high - .2f, 0), {r.range(2, 6), high, r.range(2, 5)}, r.angle());
  }
  if (r.chance(.2f)) for (int i = r.between(1, 4); i > 0; i--) animal(studio, {inView(2, 12), r.angle(), r.range(.6f, 2.4f)});
  if (r.chance(.55f)) peopleInView(studio, .9f, 9, r.between(1, 4));
  if (r.chance(.15f)) car(studio, {inView(4, 14), r.angle(), 1});
  lightOutdoors(studio);
}

}  // namespace scenes
