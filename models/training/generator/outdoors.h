// What grows, drives and is built under the open sky.
#pragma once
#include "furniture.h"

namespace scenes {

inline void tree(Studio& studio, Vec3 foot, float height) {
  Random& r = studio.random;
  const int bark = studio.paint(Pattern::Wood, Studio::hsv(.07f, .4f, .3f), Studio::hsv(.07f, .4f, .12f), {}, r.range(3, 8));
  const int leaves = studio.foliage();
  const float trunk = height * r.range(.015f, .04f);
  const Vec3 top = foot + Vec3(r.normal() * .05f * height, height * .6f, r.normal() * .05f * height);
  studio.scene.capsule(bark, foot - Vec3(0, .2f, 0), top, trunk);
  const float kind = r.unit();
  if (kind < .2f) {  // a fir: four skirts
    for (int i = 0; i < 4; i++) {
      const float t = i / 4.f;
      skirt(studio, {foot + Vec3(0, height * (.25f + .6f * t), 0), 0, 1}, leaves, {0, height * .2f, 0}, .01f, height * .25f * (1 - t * .7f), height * .25f);
    }
    return;
  }
  for (int i = 0; i < 4; i++)
    studio.scene.capsule(bark, mix(foot, top, r.range(.6f, 1)), top + Vec3(r.normal() * .15f, r.range(0, .2f), r.normal() * .15f) * height, trunk * .45f);
  if (kind < .27f) {  // bare branches
    for (int i = 0; i < 10; i++) {
      const Vec3 fork = top + Vec3(r.normal() * .1f, r.range(0, .2f), r.normal() * .1f) * height;
      studio.scene.capsule(bark, fork, fork + Vec3(r.normal() * .15f, r.range(-.05f, .2f), r.normal() * .15f) * height, trunk * .2f);
    }
    return;
  }
  foliageBall(studio, foot + Vec3(0, height * .68f, 0), height * r.range(.22f, .36f), leaves, r.between(16, 37), r.chance(.7f) ? .75f : 0);
}

inline void rock(Studio& studio, Vec3 foot, float size) {
  const Colour c = Studio::hsv(.08f, studio.random.range(0, .25f), studio.random.range(.15f, .6f));
  const int stone = studio.paint(Pattern::Ground, c, c * .6f, c, studio.random.logRange(1, 6));
  studio.material(stone).bump = .8f;
  body(studio, stone, foot + Vec3(0, size * .3f, 0), {size, size * .7f, size}, studio.random.angle(), Body::Blob);
}

inline void car(Studio& studio, const Placement& f) {
  Random& r = studio.random;
  const int paint = studio.plain(r.chance(.4f) ? Studio::hsv(r.unit(), .8f, r.range(.2f, .8f)) : Studio::grey(r.logRange(.03f, .9f)));
  studio.material(paint).specular = .6f;
  studio.material(paint).gloss = 50;
  studio.material(paint).mirror = .25f;
  const int glass = studio.plain({.06f, .07f, .09f}), tyre = studio.plain(Studio::grey(.03f));
  const int light = studio.glowing(r.chance(.5f) ? Colour(1, .95f, .8f) : Colour(.9f, .1f, .05f), 1);
  studio.material(glass).mirror = .4f;
  const float reach = r.range(1.7f, 2.4f), wide = r.range(.8f, .95f), half = r.range(.28f, .4f);
  const bool isVan = r.chance(.2f);
  const float cabin = isVan ? .6f : r.range(.25f, .33f), cabinAt = isVan ? 0 : -reach * .1f, cabinReach = isVan ? reach * .97f : reach * .5f;
  const float roof = .35f + 2 * half;
  studio.box(f, paint, {0, .35f + half, 0}, {wide, half, reach});
  studio.box(f, glass, {0, roof + cabin, cabinAt}, {wide * .88f, cabin * .85f, cabinReach});
  studio.box(f, paint, {0, roof + cabin * 1.9f, cabinAt}, {wide * .86f, .04f, cabinReach * .9f});
  studio.ellipsoid(f, paint, {0, .4f + half * 1.6f, reach * .7f}, {wide * .95f, half * .8f, reach * .4f});
  const Vec3 across(std::cos(f.yaw), 0, -std::sin(f.yaw)), ahead(std::sin(f.yaw), 0, std::cos(f.yaw));
  for (int side = -1; side <= 1; side += 2) {
    for (int end = -1; end <= 1; end += 2) {
      studio.scene.oriented(Kind::Cylinder, tyre, f.at(side * wide, .33f, end * reach * .62f), Vec3(.33f, .12f, .33f) * f.scale, {0, 1, 0}, across, ahead);
      studio.box(f, light, {side * wide * .7f, .4f + half, end * reach}, {.15f, .08f, .02f});
    }
    studio.box(f, glass, {side * wide * .9f, roof + cabin, cabinAt}, {.01f, cabin * .7f, cabinReach * .8f});
  }
}

inline void gabledRoof(Studio& studio, const Placement& f, Vec3 half) {
  const float x = half.x * 1.05f, z = half.z * 1.05f;
  const Vec3 p[6] = {f.at(-x, 0, -z), f.at(x, 0, -z), f.at(-x, 0, z), f.at(x, 0, z), f.at(0, half.x * .8f, -z), f.at(0, half.x * .8f, z)};
  const int tiles = studio.paint(Pattern::Brick, Studio::hsv(.03f, .5f, .35f), Studio::hsv(.03f, .5f, .2f), Studio::grey(.1f), 4);
  static constexpr int kFaces[6][3] = {{0, 4, 2}, {4, 5, 2}, {1, 3, 4}, {3, 5, 4}, {0, 1, 4}, {2, 5, 3}};
  for (const auto& face : kFaces) {
    const Vec3 corner[3] = {p[face[0]], p[face[1]], p[face[2]]};
    const Vec3 n = normalise(cross(corner[1] - corner[0], corner[2] - corner[0])), normal[3] = {n, n, n};
    studio.scene.triangle(tiles, corner, normal);
  }
}

inline void building(Studio& studio, Vec3 centre, Vec3 half, float yaw) {
  Random& r = studio.random;
  const Colour wall = Studio::hsv(r.range(0, .15f), r.range(0, .4f), r.logRange(.15f, .85f));
  const float kind = r.unit();
  int m;
  if (kind < .75f) {
    m = studio.paint(Pattern::Windows, wall, Vec3(.08f, .1f, .14f) * r.range(.5f, 3), r.chance(.3f) ? Colour(1, .8f, .4f) : Colour(.5f, .6f, .7f), r.range(.25f, .6f));
    studio.material(m).turn = 0;
  } else if (kind < .9f) {
    m = studio.paint(Pattern::Brick, wall, wall * .8f, wall * .6f, r.range(.8f, 3));
  } else {
    m = studio.anything(.3f);
  }
  if (r.chance(.15f)) studio.material(m).mirror = r.range(.1f, .4f);
  studio.scene.upright(Kind::Box, m, centre, half, yaw);
  const Placement top{{centre.x, centre.y + half.y, centre.z}, yaw, 1};
  if (r.chance(.4f)) studio.box(top, studio.plain(wall * .7f), {0, .1f, 0}, {half.x * 1.03f, .15f, half.z * 1.03f});
  if (r.chance(.25f) && half.y < 6) gabledRoof(studio, top, half);
  const int detail = studio.plain(studio.colour()), poster = studio.printed(2);
  for (int i = r.below(4); i > 0; i--)
    studio.box(top, r.chance(.3f) ? poster : detail, {r.side() * half.x, -2 * half.y + r.range(1, 2.5f), r.range(-.8f, .8f) * half.z}, {.1f, r.range(.8f, 1.4f), r.range(.4f, 1.2f)});
  for (int i = r.below(3); i > 0; i--)
    studio.box(top, detail, {r.range(-.7f, .7f) * half.x, -2 * half.y + r.range(2.5f, 3.5f), r.side() * (half.z + .3f)}, {r.range(.5f, 2), .3f, .4f});
}

inline void streetPole(Studio& studio, Vec3 foot) {
  Random& r = studio.random;
  const int metal = studio.plain(Studio::grey(r.logRange(.05f, .6f)));
  const float height = r.range(2.5f, 7);
  studio.scene.capsule(metal, foot, foot + Vec3(0, height, 0), r.range(.03f, .09f));
  const float kind = r.unit();
  if (kind < .4f) {
    const Vec3 end = foot + Vec3(r.range(-1, 1), height + .1f, r.range(-1, 1));
    studio.scene.capsule(metal, foot + Vec3(0, height, 0), end, .04f);
    studio.scene.upright(Kind::Ellipsoid, metal, end, {.25f, .1f, .25f}, 0);
  } else if (kind < .7f) {
    const float half = r.range(.2f, .6f);
    studio.scene.upright(Kind::Box, r.chance(.5f) ? studio.printed(half * 2) : studio.anything(2), foot + Vec3(0, height * .85f, .06f), {half, r.range(.2f, .5f), .02f}, r.range(-.6f, .6f));
  }
}

inline void fence(Studio& studio, Vec3 from, Vec3 to) {
  const int m = studio.anything();
  const Vec3 run = to - from;
  const int posts = std::max(2, std::min(40, static_cast<int>(length(run) / .5f)));
  const float height = studio.random.range(.6f, 1.4f);
  for (int i = 0; i <= posts; i++) {
    const Vec3 foot = from + run * (i / static_cast<float>(posts));
    studio.scene.capsule(m, foot, foot + Vec3(0, height, 0), .03f);
  }
  for (float level : {height, height * .5f}) studio.scene.capsule(m, from + Vec3(0, level, 0), to + Vec3(0, level, 0), .03f);
}

inline void stairs(Studio& studio, const Placement& f, int steps) {
  const int m = studio.anything();
  const float half = studio.random.range(.5f, 2.5f), deep = studio.random.range(.25f, .4f), high = studio.random.range(.12f, .2f);
  for (int i = 0; i < steps; i++)
    studio.box(f, m, {0, high * (i + 1) / 2, i * deep + deep / 2 * (steps - i)}, {half, high * (i + 1) / 2, deep / 2 * (steps - i)});
}

}  // namespace scenes
