// Stages and sets: people in coloured light before a wall, drapes or darkness.
#pragma once
#include "lighting.h"
#include "outdoors.h"

namespace scenes {

struct StageSize { float half, deep, high; };

inline void backdrop(Studio& studio, const StageSize& stage) {
  Random& r = studio.random;
  const Colour c = Studio::hsv(r.unit(), r.range(0, .8f), r.logRange(.02f, .9f));
  const float kind = r.unit();
  int m;
  if (kind < .3f) {
    m = studio.plain(c);
  } else if (kind < .55f) {  // a wall of light or a screen
    m = r.chance(.4f) ? studio.printed(stage.half) : studio.paint(r.chance(.5f) ? Pattern::Tiles : Pattern::Shapes, c, studio.colour(), c * .2f, r.range(.5f, 3));
    studio.material(m).emission = r.range(.2f, 1.5f);
  } else {
    m = studio.anything();
  }
  studio.scene.sky.cloudiness = 0;
  studio.scene.sky.zenith = {.01f, .01f, .02f};
  studio.scene.sky.horizon = c * .1f;
  if (!r.chance(.85f)) return;
  if (r.chance(.3f)) curtain(studio, m, {-stage.half * 2, 0, stage.deep}, {stage.half * 2, 0, stage.deep}, 0, stage.high * 1.5f, .12f);
  else studio.scene.upright(Kind::Box, m, {0, stage.high, stage.deep + .2f}, {stage.half * (r.chance(.5f) ? 3 : r.range(.3f, 1)), stage.high * r.range(.6f, 1.2f), .2f}, 0);
}

inline void rigging(Studio& studio, const StageSize& stage) {
  Random& r = studio.random;
  const int truss = studio.plain(Studio::grey(r.range(.05f, .6f)));
  for (int i = 0; i < 2; i++) {
    const float level = stage.high * r.range(.6f, .95f), z = r.unit() * stage.deep, reach = stage.half * 1.2f;
    studio.scene.capsule(truss, {-reach, level, z}, {reach, level, z}, .05f);
    studio.scene.capsule(truss, {-reach, level + .4f, z}, {reach, level + .4f, z}, .05f);
    for (int lamp = -5; lamp < 6; lamp++)
      studio.scene.upright(Kind::Cylinder, studio.glowing(Studio::hsv(r.unit(), .6f, 1), r.range(0, 4)), {lamp * stage.half / 5, level - .25f, z}, {.12f, .18f, .12f}, 0);
  }
}

inline void drumKit(Studio& studio, Vec3 place) {
  Random& r = studio.random;
  const Placement f{place, kPi, 1};
  const int skin = studio.anything(3), brass = studio.plain({.8f, .65f, .25f});
  studio.material(brass).specular = 1;
  studio.box(f, studio.plain(studio.colour() * .3f), {0, .2f, 0}, {1.2f, .2f, .9f});
  studio.scene.oriented(Kind::Cylinder, skin, f.at(0, .7f, .2f), {.3f, .22f, .3f}, {1, 0, 0}, {0, 0, 1}, {0, 1, 0});
  for (int i = -1; i <= 1; i++) {
    studio.cylinder(f, skin, {i * .45f, .95f, 0}, {.2f, .13f, .2f});
    studio.cylinder(f, brass, {i * .7f, 1.35f + r.unit() * .2f, 0}, {.25f, .01f, .25f});
  }
  person(studio, f.at(0, .4f, -.4f), kPi, Pose::Sitting);
}

inline void stageLight(Studio& studio, const StageSize& stage) {
  Random& r = studio.random;
  const bool isOneHue = r.chance(.4f);
  const float hue = r.unit();
  studio.scene.ambientAbove = Studio::hsv(hue, r.range(0, .8f), 1) * r.logRange(.04f, .35f);
  studio.scene.ambientBelow = studio.scene.ambientAbove * .6f;
  const int lamps = r.between(2, 3);
  for (int i = 0; i < lamps; i++) {
    const Vec3 place(r.normal() * stage.half * .6f, stage.high * r.range(.4f, 1), r.range(-1.5f, 1) * stage.deep);
    Light& lamp = addLamp(studio, place, Studio::hsv(isOneHue ? hue : r.unit(), r.unit(), 1) * r.logRange(1, 7), i < 2);
    if (!r.chance(.5f)) continue;
    const Vec3 target(r.normal() * stage.half * .2f, 1, r.range(-.6f, .6f) * stage.deep);
    lamp.spotCosine = std::cos(r.range(.2f, .7f));
    lamp.aim = normalise(target - place);
    lamp.colour = lamp.colour * 2;
  }
  if (r.chance(.5f)) {
    studio.scene.haze = r.logRange(.01f, .15f);
    studio.scene.hazeColour = Studio::hsv(hue, r.range(0, .8f), r.logRange(.03f, .7f));
  }
}

inline void stage(Studio& studio, float roll) {
  Random& r = studio.random;
  Camera& camera = studio.scene.camera;
  const StageSize size{r.range(3, 9), r.range(2, 7), r.range(3, 8)};
  const Colour c = Studio::hsv(r.unit(), r.range(0, .3f), r.logRange(.03f, .5f));
  static constexpr Pattern kBoards[] = {Pattern::Plain, Pattern::Plain, Pattern::Wood, Pattern::Ground};
  const int boards = studio.paint(kBoards[r.below(4)], c, c * .7f, c, 3);
  if (r.chance(.5f)) studio.material(boards).mirror = r.range(.1f, .6f);
  studio.scene.upright(Kind::Box, boards, {0, -.5f, 0}, {size.half * 3, .5f, size.deep * 6 + 8}, 0);
  backdrop(studio, size);
  if (r.chance(.4f)) rigging(studio, size);
  for (int i = r.below(4); i > 0; i--) {  // loudspeakers
    const int cloth = studio.plain({.04f, .04f, .045f});
    const float x = r.side() * r.range(.5f, 1) * size.half, z = r.range(-.3f, .9f) * size.deep;
    for (int k = r.below(3); k >= 0; k--) studio.scene.upright(Kind::Box, cloth, {x, .4f + .8f * k, z}, {.35f, .39f, .3f}, r.normal() * .2f);
  }
  if (r.chance(.35f)) drumKit(studio, {r.normal() * size.half * .3f, 0, size.deep * r.range(.3f, .8f)});
  const float height = r.chance(.8f) ? r.range(.8f, 2) : r.range(.3f, 4);
  camera.look({r.normal() * size.half * .3f, height, -r.logRange(1.5f, 10)}, r.normal() * .2f, r.normal() * .08f - (height > 2 ? .15f : 0), roll, r.range(.4f, 1.1f));
  const int players = r.between(1, 6);
  for (int i = 0; i < players; i++) {
    Vec3 place(r.normal() * size.half * .4f, 0, r.range(-.8f, .85f) * size.deep * (r.chance(.5f) ? 1 : .4f));
    if (i == 0) place = {camera.place.x + r.normal() * .4f, 0, camera.place.z + r.logRange(1.1f, 5)};
    if (place.z - camera.place.z > .7f) person(studio, place, kPi + r.normal() * .5f);
  }
  if (r.chance(.3f)) crowd(studio, camera.place, .8f, 5, r.between(4, 40));
  stageLight(studio, size);
}

}  // namespace scenes
