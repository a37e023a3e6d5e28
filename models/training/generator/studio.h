// The workbench that all builders share: the random stream, the scene under construction, colours and materials.
#pragma once
#include "scene.h"

namespace scenes {

/** Where a thing stands: its origin on the ground, the way it faces and its size. Builders work in its own metres. */
struct Placement {
  Vec3 origin;
  float yaw = 0, scale = 1;
  Vec3 at(float x, float y, float z) const {
    x *= scale; y *= scale; z *= scale;
    return origin + Vec3(x * std::cos(yaw) + z * std::sin(yaw), y, -x * std::sin(yaw) + z * std::cos(yaw));
  }
  Vec3 at(Vec3 p) const { return at(p.x, p.y, p.z); }
};

struct Studio {
  Random random;
  Scene scene;
  float saturation;  // of the whole scene: real places share a palette

  explicit Studio(uint64_t seed) : random(seed), saturation(0) { saturation = random.range(.3f, 1); }

  void box(const Placement& f, int m, Vec3 c, Vec3 half) { scene.upright(Kind::Box, m, f.at(c), half * f.scale, f.yaw); }
  void ellipsoid(const Placement& f, int m, Vec3 c, Vec3 half) { scene.upright(Kind::Ellipsoid, m, f.at(c), half * f.scale, f.yaw); }
  void cylinder(const Placement& f, int m, Vec3 c, Vec3 half) { scene.upright(Kind::Cylinder, m, f.at(c), half * f.scale, f.yaw); }
  void capsule(const Placement& f, int m, Vec3 a, Vec3 b, float radius) { scene.capsule(m, f.at(a), f.at(b), radius * f.scale); }
  /** A box from corner to corner, not turned. */
  void block(int m, Vec3 low, Vec3 high) {
    if (high.x > low.x && high.y > low.y && high.z > low.z) scene.upright(Kind::Box, m, (low + high) * .5f, (high - low) * .5f, 0);
  }

  static Colour hsv(float hue, float saturation, float value) {
    const float h = (hue - std::floor(hue)) * 6;
    const Colour pure(clamp(std::fabs(h - 3) - 1, 0, 1), clamp(2 - std::fabs(h - 2), 0, 1), clamp(2 - std::fabs(h - 4), 0, 1));
    return mix(Colour(1.f), pure, saturation) * value;
  }
  static Colour grey(float value) { return Colour(value); }
  /** The colours of things: earthy, nearly grey, or vivid. */
  Colour colour() {
    const float kind = random.unit();
    if (kind < .35f) return hsv(random.range(.02f, .14f), random.range(.05f, .5f), random.range(.1f, .9f));
    if (kind < .6f) return hsv(random.unit(), random.range(0, .15f), random.logRange(.04f, .95f));
    return hsv(random.unit(), random.range(.1f, .9f) * saturation, random.logRange(.1f, .9f));
  }
  Colour skinColour() { return hsv(random.range(.03f, .09f), random.range(.3f, .6f), random.logRange(.18f, .9f)); }

  Material& material(int index) { return scene.materials[index]; }
  int paint(Pattern pattern, Colour first, Colour second, Colour third, float frequency) {
    Material m;
    m.pattern = pattern;
    m.first = first;
    m.second = second;
    m.third = third;
    m.frequency = frequency;
    m.specular = random.chance(.35f) ? random.range(0, .5f) : 0;
    m.gloss = random.logRange(4, 90);
    m.bump = random.chance(.4f) ? random.range(0, .9f) : 0;
    m.turn = random.chance(.25f) ? random.range(0, kPi) : 0;
    m.seed = random.bits();
    scene.materials.push_back(m);
    return static_cast<int>(scene.materials.size()) - 1;
  }
  int plain(Colour c) {
    return paint(random.chance(.6f) ? Pattern::Plain : Pattern::Cloudy, c, c * random.range(.6f, 1.2f), c, random.logRange(1, 12));
  }
  int glowing(Colour c, float emission) {
    const int m = plain(c);
    material(m).emission = emission;
    return m;
  }
  int anything(float frequency = 1) {
    static constexpr Pattern kUsual[] = {
        Pattern::Plain, Pattern::Plain, Pattern::Plain, Pattern::Plain, Pattern::Cloudy, Pattern::Cloudy, Pattern::Cloudy,
        Pattern::Ground, Pattern::Ground, Pattern::Brick, Pattern::Wood, Pattern::Wood, Pattern::Tiles, Pattern::Stripes,
        Pattern::Checker, Pattern::Gradient, Pattern::Cells, Pattern::Marble, Pattern::Shapes, Pattern::Shapes};
    const Colour a = colour(), b = mix(a, colour(), random.range(.1f, 1)), c = colour();
    return paint(kUsual[random.below(20)], a, b, c, frequency * random.logRange(.5f, 6));
  }
  /** A picture that fills a panel of the given width once. */
  int printed(float width) {
    const int m = paint(random.chance(.7f) ? Pattern::Picture : Pattern::Shapes, colour(), colour(), colour(), 1 / width);
    material(m).turn = 0;
    material(m).bump = 0;
    return m;
  }
  int wall() {
    const float kind = random.unit();
    const Colour c = random.chance(.2f) ? colour() : hsv(random.range(0, .2f), random.range(0, .3f), random.range(.25f, .95f));
    if (kind < .6f) return plain(c);
    if (kind < .68f)
      return paint(Pattern::Brick, hsv(.03f, random.range(.2f, .6f), .5f), hsv(.05f, .4f, .35f), {.6f, .6f, .55f}, random.range(2, 5));
    if (kind < .76f) return paint(Pattern::Stripes, c, c * random.range(.6f, .95f), c, random.range(1, 6));
    if (kind < .84f) return paint(Pattern::Tiles, c, c * .9f, c * random.range(.4f, .9f), random.range(1, 6));
    if (kind < .92f) return paint(Pattern::Shapes, c, c * .85f, colour(), random.range(.3f, 2));
    return anything();
  }
  int floor() {
    const float kind = random.unit();
    const Colour c = hsv(random.range(.04f, .12f), random.range(.05f, .6f), random.range(.12f, .75f));
    int m;
    if (kind < .35f) m = paint(Pattern::Wood, c, c * random.range(.4f, .8f), c, random.range(2, 7));
    else if (kind < .52f) m = paint(Pattern::Tiles, c, c * .9f, c * random.range(.3f, .8f), random.range(.8f, 3));
    else if (kind < .6f) m = paint(Pattern::Checker, c, colour(), c, random.range(1, 3));
    else if (kind < .8f) m = paint(Pattern::Ground, c, c * .7f, c * .9f, random.range(2, 10));
    else if (kind < .92f) m = plain(c);
    else m = anything();
    if (random.chance(.3f)) material(m).mirror = random.range(.1f, .7f);
    return m;
  }
  int foliage() {
    const Colour c = hsv(random.chance(.85f) ? random.range(.18f, .38f) : random.range(.03f, .16f), random.range(.25f, .8f),
                         random.logRange(.1f, .55f));
    const int m = paint(Pattern::Ground, c, c * random.range(.3f, .7f), c * 1.3f, random.logRange(6, 25));
    material(m).bump = 1.2f;
    material(m).specular = 0;
    return m;
  }
};

}  // namespace scenes
