// What a surface is made of, and its colour at a point.
#pragma once
#include "noise.h"

namespace scenes {

enum class Pattern {
  Plain, Cloudy, Brick, Wood, Tiles, Stripes, Checker, Gradient, Windows, Cells, Marble, Books, Ground, Shapes, Picture,
};

struct Material {
  Pattern pattern = Pattern::Plain;
  Colour first, second, third;
  float frequency = 1;  // pattern cells per metre
  float turn = 0;       // rotation of the pattern in its plane, radians
  float specular = 0, gloss = 20, emission = 0, bump = 0, mirror = 0;
  uint32_t seed = 0;
};

/** Place on a surface in pattern cells, with the share of the pattern that is still coarser than a pixel. */
struct PatternPoint {
  Vec3 p;
  float u, v;
  float footprint;
  float visible;
};

inline float fraction(float value) { return value - std::floor(value); }
inline int cell(float value) { return static_cast<int>(std::floor(value)); }

/** Box projection: the plane is chosen by the largest component of the local normal. */
inline PatternPoint patternPoint(const Material& m, Vec3 local, Vec3 normal, float pixelSize) {
  PatternPoint at;
  at.p = local * m.frequency;
  at.footprint = pixelSize * m.frequency;
  at.visible = clamp(1.6f - at.footprint * 2.2f, 0, 1);
  const Vec3 n(std::fabs(normal.x), std::fabs(normal.y), std::fabs(normal.z));
  if (n.y > n.x && n.y > n.z) { at.u = at.p.x; at.v = at.p.z; }
  else if (n.x > n.z) { at.u = at.p.z; at.v = at.p.y; }
  else { at.u = at.p.x; at.v = at.p.y; }
  if (m.turn != 0) {
    const float c = std::cos(m.turn), s = std::sin(m.turn), u = at.u;
    at.u = u * c - at.v * s;
    at.v = u * s + at.v * c;
  }
  return at;
}

inline Colour brick(const Material& m, const PatternPoint& at) {
  const float row = std::floor(at.v * 2), u = at.u + ((static_cast<int>(row) & 1) ? .5f : 0);
  const float a = fraction(u), b = at.v * 2 - row;
  const float joint = std::min(std::min(a, 1 - a) * 2, std::min(b, 1 - b));
  const Colour stone = mix(m.first, m.second, cellValue(cell(u), static_cast<int>(row), 0, m.seed));
  return mix(mix(m.first, m.second, .5f), mix(m.third, stone, smoothStep(.04f, .1f, joint)), at.visible);
}

inline Colour wood(const Material& m, const PatternPoint& at) {
  const float grain = layeredNoise({at.u * .15f, at.v * 2.2f, at.p.z * .3f}, m.seed, 4, at.footprint * 2);
  const int plank = cell(at.v * .8f);
  const int board = cell(at.u * .18f + cellValue(plank, 7, 7, m.seed) * 3);
  const float rings = .5f + .5f * std::sin((grain * 9 + at.v) * 6) * at.visible;
  const float tone = .6f * grain + .4f * rings + (cellValue(plank, board, 3, m.seed) - .5f) * .5f;
  const Colour base = mix(m.first, m.second, clamp(tone, 0, 1));
  return fraction(at.v * .8f) < .04f ? base * (1 - .5f * at.visible) : base;
}

inline Colour tiles(const Material& m, const PatternPoint& at) {
  const float a = fraction(at.u), b = fraction(at.v);
  const float joint = std::min(std::min(a, 1 - a), std::min(b, 1 - b));
  const Colour tile = mix(m.first, m.second, .4f * cellValue(cell(at.u), cell(at.v), 1, m.seed));
  return mix(m.first, mix(m.third, tile, smoothStep(.015f, .045f, joint)), at.visible);
}

inline Colour windows(const Material& m, const PatternPoint& at, float grain) {
  const float v = at.v * .8f, a = fraction(at.u), b = fraction(v);
  const bool glass = a > .2f && a < .8f && b > .25f && b < .8f && std::fabs(a - .5f) >= .025f;
  const float lit = cellValue(cell(at.u), cell(v), 2, m.seed);
  const Colour pane = lit < .75f ? m.second * (.5f + lit * .6f) : m.third;
  return mix(mix(m.first, m.second, .3f), glass ? pane : m.first * (.85f + .3f * grain), at.visible);
}

inline Colour cells(const Material& m, const PatternPoint& at) {
  float nearest = 9;
  int owner[2] = {0, 0};
  for (int i = -1; i < 2; i++)
    for (int j = -1; j < 2; j++) {
      const int x = cell(at.u) + i, y = cell(at.v) + j;
      const float du = x + cellValue(x, y, 0, m.seed) - at.u, dv = y + cellValue(x, y, 1, m.seed) - at.v;
      if (du * du + dv * dv >= nearest) continue;
      nearest = du * du + dv * dv;
      owner[0] = x;
      owner[1] = y;
    }
  const Colour inside = mix(m.first, m.second, cellValue(owner[0], owner[1], 5, m.seed));
  const Colour full = mix(inside, m.third, smoothStep(.25f, .5f, nearest) * .5f);
  return mix(mix(m.first, m.second, .5f), full, at.visible);
}

inline Colour books(const Material& m, const PatternPoint& at) {
  const float row = std::floor(at.v * .45f), u = at.u * 3 + cellValue(static_cast<int>(row), 1, 1, m.seed) * 9;
  const int book = cell(u), shelf = static_cast<int>(row);
  const float height = .6f + .38f * cellValue(book, shelf, 2, m.seed);
  const Colour own(cellValue(book, shelf, 3, m.seed), cellValue(book, shelf, 4, m.seed), cellValue(book, shelf, 5, m.seed));
  const Colour spine = mix(own, m.first, .45f) * (fraction(u) < .12f ? .4f : 1);
  return mix(m.first * .6f, fraction(at.v * .45f) > height ? m.third * .3f : spine, at.visible);
}

inline Colour ground(const Material& m, const PatternPoint& at) {
  const float fine = layeredNoise(at.p, m.seed, 6, at.footprint), patches = valueNoise(at.p * .13f, m.seed + 9);
  return mix(mix(m.first, m.second, smoothStep(.3f, .7f, fine)), m.third, smoothStep(.4f, .8f, patches) * .7f);
}

/** Discs and bars on a mottled ground; `count` of them in a square of two by two cells. */
inline Colour scattered(const Material& m, const PatternPoint& at, Colour base, int count) {
  for (int i = 0; i < count; i++) {
    const auto value = [&](int k) { return cellValue(i, k, 0, m.seed); };
    const float du = at.u - std::floor(at.u * .5f + .5f) * 2 - (value(1) * 2 - 1);
    const float dv = at.v - std::floor(at.v * .5f + .5f) * 2 - (value(2) * 2 - 1);
    const float width = .1f + .6f * value(3), height = .08f + .4f * value(4);
    const bool inside = (i & 1) ? std::fabs(du) < width && std::fabs(dv) < height : du * du + dv * dv < height * height;
    if (inside) base = mix(base, mix(Colour(value(5), value(6), value(7)), m.third, .3f), at.visible);
  }
  return base;
}

/**
 * A picture of a world: sky, land, a figure, lines of text. It lies flat, and the network has to learn that what a
 * poster or a screen shows is not where it is.
 */
inline Colour picture(const Material& m, const PatternPoint& at) {
  const float u = fraction(at.u + .5f) * 2 - 1, v = fraction(at.v + .5f) * 2 - 1;  // panels are centred on their origin
  const float horizon = -.3f + .6f * cellValue(1, 0, 0, m.seed) + .2f * (valueNoise({u * 3, 0, 0}, m.seed) - .5f);
  Colour c = v > horizon ? mix(m.first, Colour(1.f), .4f * (v - horizon)) : mix(m.second, m.third, (horizon - v));
  const float x = u - (cellValue(2, 0, 0, m.seed) - .5f), head = .12f + .1f * cellValue(3, 0, 0, m.seed);
  const bool body = std::fabs(x) < head * (1.6f - .5f * v) && v < .2f, face = x * x + (v - .35f) * (v - .35f) < head * head;
  if (cellValue(4, 0, 0, m.seed) < .7f && (body || face)) c = face ? Colour(.75f, .55f, .45f) : m.third;
  const bool line = v < -.6f && fraction(v * 9) < .5f && cellValue(cell(u * 14), cell(v * 9), 6, m.seed) < .75f;
  if (line && cellValue(5, 0, 0, m.seed) < .6f) c = Colour(luminance(c) > .5f ? .05f : .9f);
  return mix(mix(m.first, m.second, .5f), c, at.visible);
}

/** Diffuse colour at a surface point given in the shape's own axes. `pixelSize`: width of a pixel there, metres. */
inline Colour surfaceColour(const Material& m, Vec3 local, Vec3 normal, float pixelSize) {
  const PatternPoint at = patternPoint(m, local, normal, pixelSize);
  const float grain = layeredNoise(at.p * .6f + Vec3(7, 3, 1), m.seed + 31, 3, at.footprint * .6f);
  switch (m.pattern) {
    case Pattern::Plain: return m.first * (.92f + .16f * grain);
    case Pattern::Cloudy: return mix(m.first, m.second, smoothStep(.25f, .75f, layeredNoise(at.p, m.seed, 5, at.footprint)));
    case Pattern::Brick: return brick(m, at);
    case Pattern::Wood: return wood(m, at);
    case Pattern::Tiles: return tiles(m, at);
    case Pattern::Stripes: return mix(m.first, m.second, .5f + .5f * at.visible * clamp(std::sin(at.u * 2 * kPi) * 4, -1, 1));
    case Pattern::Checker: return mix(m.first, m.second, .5f + (((cell(at.u) + cell(at.v)) & 1) - .5f) * at.visible);
    case Pattern::Gradient: return mix(m.first, m.second, clamp(.5f + local.y * .35f + (grain - .5f) * .4f, 0, 1));
    case Pattern::Windows: return windows(m, at, grain);
    case Pattern::Cells: return cells(m, at);
    case Pattern::Marble: {
      const float vein = std::sin((at.p.x + at.p.y * .4f + 3 * layeredNoise(at.p, m.seed, 4, at.footprint)) * 4);
      return mix(m.first, m.second, .5f + .5f * vein * at.visible);
    }
    case Pattern::Books: return books(m, at);
    case Pattern::Ground: return ground(m, at);
    case Pattern::Shapes: {
      const float mottle = smoothStep(.4f, .6f, layeredNoise(at.p * .7f, m.seed, 3, at.footprint));
      return scattered(m, at, mix(m.first, m.second, mottle), 5);
    }
    case Pattern::Picture: return picture(m, at);
  }
  return m.first;
}

}  // namespace scenes
