// What stands in rooms and lies on tables.
#pragma once
#include "figures.h"

namespace scenes {

/** Four legs under a plate of the given half sizes. */
inline void legs(Studio& studio, const Placement& f, int material, float height, float x, float z, float thickness) {
  for (int i = -1; i <= 1; i += 2)
    for (int j = -1; j <= 1; j += 2)
      studio.box(f, material, {i * x, height / 2, j * z}, {thickness, height / 2, thickness});
}

inline void screen(Studio& studio, const Placement& f, float size) {
  const int frame = studio.plain(Studio::grey(.04f));
  const int shown = studio.printed(size * 4.2f);
  studio.material(shown).emission = studio.random.chance(.6f) ? studio.random.range(.2f, 1.2f) : 0;
  studio.box(f, frame, {0, size * 1.8f, 0}, {size * 2.2f, size * 1.3f, .02f});
  studio.box(f, studio.random.chance(.7f) ? shown : frame, {0, size * 1.8f, .019f}, {size * 2.1f, size * 1.2f, .004f});
  studio.box(f, frame, {0, size * .3f, -.03f}, {size * .2f, size * .35f, .02f});
  studio.cylinder(f, frame, {0, .01f, 0}, {size * .8f, .01f, size * .5f});
}

inline void papers(Studio& studio, const Placement& f) {
  for (int i = studio.random.between(1, 5); i > 0; i--) {
    Placement sheetAt = f;
    sheetAt.yaw += studio.random.normal() * .3f;
    sheetAt.origin += Vec3(studio.random.normal() * .05f, .002f * i, studio.random.normal() * .05f);
    studio.box(sheetAt, studio.random.chance(.6f) ? studio.printed(.22f) : studio.plain(Studio::grey(.8f)), {0, .002f, 0}, {.105f, .002f, .15f});
  }
}

inline void mug(Studio& studio, const Placement& f) {
  const int clay = studio.anything(4);
  const float radius = studio.random.range(.03f, .05f), height = studio.random.range(.035f, .06f);
  studio.cylinder(f, clay, {0, height, 0}, {radius, height, radius});
  studio.cylinder(f, studio.plain(Studio::grey(.03f)), {0, 2 * height, 0}, {radius * .88f, .001f, radius * .88f});
  studio.capsule(f, clay, {radius, height * 1.5f, 0}, {radius * 1.6f, height * 1.3f, 0}, .006f);
  studio.capsule(f, clay, {radius * 1.6f, height * 1.3f, 0}, {radius, height * .5f, 0}, .006f);
}

inline void bookPile(Studio& studio, const Placement& f) {
  float level = 0;
  for (int i = studio.random.between(1, 5); i > 0; i--) {
    Placement book = f;
    book.yaw += studio.random.normal() * .25f;
    const float half = studio.random.range(.008f, .03f);
    studio.box(book, studio.random.chance(.5f) ? studio.printed(.2f) : studio.plain(studio.colour()), {0, level + half, 0},
               {studio.random.range(.06f, .11f), half, studio.random.range(.09f, .15f)});
    level += 2 * half;
  }
}

/** A thing of 5 to 40 cm that stands on `f.origin`. */
inline void smallThing(Studio& studio, const Placement& f) {
  Random& r = studio.random;
  const float size = r.logRange(.04f, .18f);
  const int m = studio.anything(4);
  switch (r.below(13)) {
    case 0: studio.box(f, m, {0, size, 0}, {size * r.range(.4f, 2), size, size * r.range(.4f, 2)}); break;
    case 1: studio.cylinder(f, m, {0, size, 0}, {size * .5f, size, size * .5f}); break;
    case 2: studio.ellipsoid(f, m, {0, size * .6f, 0}, Vec3(size * .6f)); break;
    case 3: body(studio, m, f.at(0, size, 0), Vec3(size * .6f, size, size * .6f) * f.scale, 0, Body::Turned); break;
    case 4: studio.box(f, studio.printed(size * 2), {0, size * .5f, 0}, {size * .7f, size * .5f, size * r.range(.2f, .8f)}); break;
    case 5:  // a bottle
      studio.cylinder(f, m, {0, size * 1.2f, 0}, {size * .4f, size * 1.2f, size * .4f});
      studio.cylinder(f, m, {0, size * 2.8f, 0}, {size * .15f, size * .5f, size * .15f});
      break;
    case 6: screen(studio, f, size * .8f); break;
    case 7: papers(studio, f); break;
    case 8: mug(studio, f); break;
    case 9: bookPile(studio, f); break;
    case 10:  // a keyboard
      studio.box(f, studio.paint(Pattern::Tiles, Studio::grey(.06f), Studio::grey(.15f), Studio::grey(.3f), 50), {0, .012f, 0}, {.2f, .012f, .07f});
      break;
    case 11:  // a bowl with fruit
      studio.ellipsoid(f, m, {0, .03f, 0}, {.13f, .05f, .13f});
      for (int i = r.between(2, 6); i > 0; i--)
        studio.ellipsoid(f, studio.plain(studio.colour()), {r.normal() * .04f, .08f, r.normal() * .04f}, Vec3(.04f));
      break;
    default: body(studio, m, f.at(0, size, 0), Vec3(size * r.range(.6f, 1.5f), size, size * r.range(.6f, 1.5f)) * f.scale, r.angle(), anyBody(r));
  }
}

inline void clutter(Studio& studio, const Placement& f, float level, float halfX, float halfZ, int count) {
  for (int i = 0; i < count; i++) {
    const Vec3 place = f.at(studio.random.range(-halfX, halfX), level, studio.random.range(-halfZ, halfZ));
    smallThing(studio, {place, f.yaw + studio.random.normal(), f.scale});
  }
}

inline void chair(Studio& studio, const Placement& f) {
  Random& r = studio.random;
  const int seat = studio.anything(2), leg = studio.plain(studio.colour() * .5f);
  const float height = r.range(.4f, .5f), half = r.range(.2f, .26f);
  studio.box(f, seat, {0, height, 0}, {half, r.range(.02f, .06f), half});
  if (r.chance(.6f)) {
    studio.box(f, seat, {0, height + .28f, -half}, {half, r.range(.15f, .28f), .025f});
  } else {  // a back of slats
    for (int i = -2; i <= 2; i++) studio.box(f, leg, {i * half * .45f, height + .25f, -half}, {.012f, .25f, .012f});
    studio.box(f, leg, {0, height + .5f, -half}, {half, .03f, .015f});
  }
  if (r.chance(.25f)) {  // on a column with a star foot
    studio.cylinder(f, leg, {0, height / 2, 0}, {.03f, height / 2, .03f});
    for (int i = 0; i < 5; i++) {
      const float turn = i * 2 * kPi / 5;
      studio.capsule(f, leg, {0, .08f, 0}, {.28f * std::cos(turn), .04f, .28f * std::sin(turn)}, .02f);
    }
  } else {
    legs(studio, f, leg, height, half * .9f, half * .9f, .02f);
  }
}

inline void table(Studio& studio, const Placement& f, int things) {
  Random& r = studio.random;
  const int top = studio.anything(2), leg = r.chance(.5f) ? top : studio.plain(studio.colour());
  const float height = r.range(.4f, .95f), x = r.range(.3f, 1.1f), z = r.range(.25f, .6f);
  if (r.chance(.25f)) {
    studio.cylinder(f, top, {0, height, 0}, {x * .7f, .025f, x * .7f});
    studio.cylinder(f, leg, {0, height / 2, 0}, {.05f, height / 2, .05f});
    studio.cylinder(f, leg, {0, .03f, 0}, {x * .4f, .03f, x * .4f});
    clutter(studio, f, height + .03f, x * .45f, x * .45f, things);
  } else {
    studio.box(f, top, {0, height, 0}, {x, .03f, z});
    legs(studio, f, leg, height, x * .92f, z * .9f, .03f);
    clutter(studio, f, height + .03f, x * .85f, z * .85f, things);
  }
}

inline void sofa(Studio& studio, const Placement& f) {
  Random& r = studio.random;
  const int cloth = studio.anything(2), cushion = r.chance(.5f) ? cloth : studio.anything(3);
  const float half = r.range(.5f, 1.2f);
  studio.box(f, cloth, {0, .22f, 0}, {half, .2f, .42f});
  studio.box(f, cloth, {0, .5f, -.36f}, {half, .32f, .1f});
  for (int side = -1; side <= 1; side += 2) studio.box(f, cloth, {side * half, .35f, 0}, {.1f, .3f, .42f});
  const Vec3 across(std::cos(f.yaw), 0, -std::sin(f.yaw)), ahead(std::sin(f.yaw), 0, std::cos(f.yaw));
  for (int i = r.below(5); i > 0; i--)
    studio.scene.oriented(Kind::Ellipsoid, cushion, f.at(r.range(-half, half) * .8f, .58f, -.2f), Vec3(.22f, .2f, .09f) * f.scale,
                          across, normalise(ahead * .3f + Vec3(0, 1, 0)), ahead);
}

inline void bed(Studio& studio, const Placement& f) {
  Random& r = studio.random;
  const int sheets = studio.plain(studio.colour()), blanket = studio.anything(2), frame = studio.anything(2);
  const float half = r.range(.45f, .9f);
  studio.box(f, frame, {0, .15f, 0}, {half, .15f, 1});
  studio.box(f, sheets, {0, .38f, 0}, {half * .97f, .1f, .97f});
  studio.box(f, blanket, {0, .42f, .25f}, {half * 1.02f, .1f, .74f});
  studio.box(f, frame, {0, .5f, -1}, {half, r.range(.35f, .6f), .04f});
  for (int side = -1; side <= 1; side += 2)
    studio.ellipsoid(f, sheets, {side * half * .45f, .53f, -.7f}, {half * .4f, .09f, .2f});
}

inline void shelf(Studio& studio, const Placement& f) {
  Random& r = studio.random;
  const float half = r.range(.3f, 1), high = r.range(.5f, 1.2f), deep = r.range(.12f, .25f);
  const int board = studio.anything(1);
  const int books = studio.paint(Pattern::Books, studio.colour(), studio.colour(), studio.colour(), r.range(3, 6));
  studio.box(f, board, {-half, high, 0}, {.02f, high, deep});
  studio.box(f, board, {half, high, 0}, {.02f, high, deep});
  studio.box(f, board, {0, high, -deep}, {half, high, .01f});
  const int boards = r.between(2, 5);
  const float space = 2 * high / boards;
  for (int i = 0; i <= boards; i++) {
    const float level = .04f + (2 * high - .06f) * i / boards;
    studio.box(f, board, {0, level, 0}, {half, .015f, deep});
    if (i == boards) break;
    if (r.chance(.6f)) studio.box(f, books, {r.range(-.3f, .3f) * half, level + space * .38f, -deep * .2f}, {half * r.range(.3f, .7f), space * .37f, deep * .6f});
    else clutter(studio, {f.origin, f.yaw, f.scale}, level + .015f, half * .8f, deep * .3f, r.below(4));
  }
}

inline void cupboard(Studio& studio, const Placement& f) {
  Random& r = studio.random;
  const int wood = studio.anything(1), front = r.chance(.5f) ? wood : studio.plain(studio.colour()), knob = studio.plain(Studio::grey(.3f));
  const float half = r.range(.3f, .9f), high = r.range(.35f, 1.1f), deep = r.range(.2f, .35f);
  studio.box(f, wood, {0, high, 0}, {half, high, deep});
  const int columns = r.between(1, 4), rows = r.between(1, 4);
  for (int i = 0; i < columns; i++)
    for (int j = 0; j < rows; j++) {
      const Vec3 c((i + .5f) / columns * 2 * half - half, (j + .5f) / rows * 2 * high, deep);
      studio.box(f, front, c, {half / columns * .93f, high / rows * .93f, .015f});
      studio.ellipsoid(f, knob, c + Vec3(0, 0, .03f), Vec3(.015f));
    }
  if (high < .8f) clutter(studio, f, 2 * high, half * .8f, deep * .6f, r.below(6));
}

inline void lamp(Studio& studio, const Placement& f) {
  Random& r = studio.random;
  const int stand = studio.plain(studio.colour() * .4f), shade = studio.glowing({1, .9f, .7f}, r.range(.3f, 2.5f));
  const float height = r.range(.4f, 1.7f);
  studio.cylinder(f, stand, {0, height / 2, 0}, {.015f, height / 2, .015f});
  studio.cylinder(f, stand, {0, .02f, 0}, {.14f, .02f, .14f});
  const float kind = r.unit();
  if (kind < .4f) studio.cylinder(f, shade, {0, height, 0}, {.16f, .13f, .16f});
  else if (kind < .7f) studio.ellipsoid(f, shade, {0, height, 0}, Vec3(.13f));
  else skirt(studio, f, shade, {0, height + .15f, 0}, .08f, .2f, .25f);
}

inline void foliageBall(Studio& studio, Vec3 centre, float radius, int material, int count, float leafShare) {
  Random& r = studio.random;
  for (int i = 0; i < count; i++) {
    const Vec3 place = centre + normalise({r.normal(), r.normal() * .8f, r.normal()}) * (radius * r.range(.1f, .8f));
    const float size = radius * r.range(.3f, .6f);
    const Vec3 normal = normalise({r.normal(), r.normal() * .4f, r.normal()}), across = normalise(cross(normal, r.direction()));
    if (r.chance(leafShare)) studio.scene.leaf(material, place, size, normal, across, r.range(4, 9), r.bits());
    else studio.scene.oriented(Kind::Ellipsoid, material, place, {size, size * .8f, size}, across, cross(normal, across), normal);
  }
}

inline void pottedPlant(Studio& studio, const Placement& f) {
  const float high = studio.random.range(.1f, .3f);
  body(studio, studio.anything(3), f.at(0, high, 0), Vec3(high * .8f, high, high * .8f) * f.scale, 0, Body::Turned);
  foliageBall(studio, f.at(0, high * 2 + .25f, 0), studio.random.range(.2f, .5f) * f.scale, studio.foliage(), studio.random.between(12, 26), .8f);
}

inline void boxPile(Studio& studio, const Placement& f) {
  Random& r = studio.random;
  int m = studio.anything(2);
  float level = 0;
  for (int i = r.between(1, 4); i > 0; i--) {
    const float half = r.range(.1f, .35f);
    Placement turned = f;
    turned.yaw += r.normal() * .2f;
    studio.box(turned, m, {0, level + half, 0}, {r.range(.15f, .5f), half, r.range(.15f, .5f)});
    level += 2 * half;
    if (r.chance(.5f)) m = studio.anything(2);
  }
}

/** A piece of furniture, or a thing of that size, on the floor at `f`, its back towards -z. */
inline void furniture(Studio& studio, const Placement& f) {
  Random& r = studio.random;
  switch (r.below(15)) {
    case 0: case 1: chair(studio, f); break;
    case 2: case 3: table(studio, f, r.below(9)); break;
    case 4: sofa(studio, f); break;
    case 5: shelf(studio, f); break;
    case 6: lamp(studio, f); break;
    case 7: pottedPlant(studio, f); break;
    case 8: boxPile(studio, f); break;
    case 9: bed(studio, f); break;
    case 10: case 11: cupboard(studio, f); break;
    case 12: {
      const float half = r.range(.1f, .5f);
      body(studio, studio.anything(3), f.at(0, half, 0), Vec3(half * r.range(.5f, 1.3f), half, half * r.range(.5f, 1.3f)) * f.scale, r.angle(), anyBody(r));
      break;
    }
    case 13: if (r.chance(.5f)) { animal(studio, {f.origin, f.yaw, r.range(.5f, 1)}); break; } [[fallthrough]];
    default: {
      const float high = r.range(.2f, .6f);
      studio.cylinder(f, studio.anything(2), {0, high, 0}, {.25f, high, .25f});
    }
  }
}

}  // namespace scenes
