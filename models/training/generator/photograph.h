// From the radiance of a scene to an 8-bit picture: contact shade, lens, film and grading.
// Every step is drawn at random with its own probability, so that no look is tied to one kind of scene.
#pragma once
#include "glare.h"

namespace scenes {

/** Inverse distance along the optical axis per pixel, 0 for sky. */
using InverseDepth = Plane;

/** Shade where a surface lies behind its surroundings on both sides. Skips steps, which would draw halos. */
inline void contactShade(Picture& picture, const InverseDepth& inverse, float pixelAngle, Random& random) {
  const float strength = random.range(.2f, .6f), reach = random.range(.03f, .1f);
  const int radius = std::max(2, picture.height / 36);
  Plane shade(picture.width, picture.height, 1.f);
  for (int y = 0; y < picture.height; y++)
    for (int x = 0; x < picture.width; x++) {
      const float centre = inverse.at(x, y);
      if (centre <= 0) continue;
      float sum = 0;
      for (int i = 0; i < 4; i++) {
        const float angle = i * .785f + ((x * 3 + y * 7) & 7) * .1f, r = static_cast<float>((i & 1) ? radius : 2 * radius);
        const float dx = r * std::cos(angle), dy = r * std::sin(angle);
        const float a = inverse.nearest(x + dx, y + dy), b = inverse.nearest(x - dx, y - dy);
        const bool isStep = std::max(a, b) > centre * (1 + reach * 2) || std::min(a, b) < centre * (1 - reach * 2);
        if (!isStep) sum += clamp((.5f * (a + b) - centre) / (centre * pixelAngle * r), 0, 1);
      }
      shade.at(x, y) = 1 - strength * std::min(1.f, sum / 2);
    }
  for (size_t i = 0; i < picture.values.size(); i++) picture.values[i] = picture.values[i] * shade.values[i];
}

inline void depthOfField(Picture& picture, const InverseDepth& inverse, Random& random) {
  const int radius = 1 + random.below(std::max(2, picture.height / 40));
  const Picture slight = blurred(picture, std::max(1, radius / 2), 2), strong = blurred(picture, radius, 2);
  const float focus = inverse.nearest(picture.width * random.range(.3f, .7f), picture.height * random.range(.3f, .8f));
  const float aperture = random.logRange(1, 6), nearest = *std::max_element(inverse.values.begin(), inverse.values.end());
  for (size_t i = 0; i < picture.values.size(); i++) {
    const float off = clamp(std::fabs(inverse.values[i] - focus) / std::max(1e-3f, nearest) * aperture - .08f, 0, 1);
    picture.values[i] = off < .5f ? mix(picture.values[i], slight.values[i], off * 2)
                                  : mix(slight.values[i], strong.values[i], off * 2 - 1);
  }
}

inline void motionBlur(Picture& picture, Random& random) {
  const float angle = random.range(0, kPi), reach = random.range(1, picture.height / 16.f);
  const Picture sharp = picture;
  for (int y = 0; y < picture.height; y++)
    for (int x = 0; x < picture.width; x++) {
      Colour sum;
      for (int i = -3; i <= 3; i++)
        sum += sharp.nearest(x + std::cos(angle) * reach * i / 3, y + std::sin(angle) * reach * i / 3);
      picture.at(x, y) = sum * (1 / 7.f);
    }
}

inline void bloom(Picture& picture, Random& random) {
  Picture bright = picture;
  for (Colour& c : bright.values) c = c * smoothStep(.7f, 1.3f, brightest(c));
  bright = blurred(bright, std::max(1, picture.height / 24), 2);
  const float strength = random.range(.2f, 1);
  for (size_t i = 0; i < picture.values.size(); i++) picture.values[i] += bright.values[i] * strength;
}

/** Colour and tone of one film or grade, drawn once per picture. */
struct Grade {
  Colour whiteBalance, tint, leakColour;
  float exposure, saturation, contrast, gamma, vignette, grain, lift;
  float leakX, leakY, leakReach;

  Colour develop(Colour c, float x, float y, float width, float height) const {
    const float dx = x / width * 2 - 1, dy = y / height * 2 - 1;
    c = c * whiteBalance * (exposure * (1 - vignette * .5f * (dx * dx + dy * dy)));
    const float fromLeak = (x - leakX) * (x - leakX) + (y - leakY) * (y - leakY);
    c += leakColour * std::exp(-fromLeak / (leakReach * leakReach) * 3);
    c = {tone(c.x), tone(c.y), tone(c.z)};
    c = mix(Colour(luminance(c)), c, saturation) * tint;
    return c * (1 - lift) + Colour(lift);
  }

 private:
  float tone(float v) const {
    v = std::max(0.f, v);
    v = v * (1 + v * .12f) / (1 + v * .55f) * 1.25f;
    return (std::pow(v, gamma) - .45f) * contrast + .45f;
  }
};

inline Colour vividHue(Random& random) {
  const float h = random.unit() * 6;
  return {clamp(std::fabs(h - 3) - 1, 0, 1), clamp(2 - std::fabs(h - 2), 0, 1), clamp(2 - std::fabs(h - 4), 0, 1)};
}

inline Grade drawGrade(const Picture& picture, Random& random) {
  float mean = 0;
  for (const Colour& c : picture.values) mean += luminance(c);
  mean /= static_cast<float>(picture.values.size());
  const float target = random.chance(.15f) ? random.range(.04f, .15f) : random.range(.22f, .6f);
  Grade g;
  g.exposure = clamp(std::pow(target / (mean + 1e-3f), random.range(.5f, 1)), .3f, 6);
  g.whiteBalance = {random.range(.88f, 1.12f), 1, random.range(.88f, 1.12f)};
  g.saturation = random.chance(.1f) ? 0 : random.chance(.3f) ? random.range(.2f, .9f) : random.range(.8f, 1.35f);
  g.contrast = random.range(.8f, 1.3f) * (random.chance(.15f) ? 1.4f : 1);
  g.gamma = 1 / random.range(.9f, 1.5f);
  g.tint = random.chance(.15f) ? mix(Colour(1.f), vividHue(random) * .8f + Colour(.3f), random.range(.1f, .6f)) : Colour(1.f);
  g.vignette = random.chance(.4f) ? random.range(0, .6f) : 0;
  g.grain = random.chance(.7f) ? random.logRange(.003f, .05f) : 0;
  g.lift = random.chance(.2f) ? random.range(0, .12f) : 0;
  g.leakColour = random.chance(.12f) ? vividHue(random) * random.range(.1f, .6f) : Colour();
  g.leakX = random.range(0, static_cast<float>(picture.width));
  g.leakY = random.range(0, static_cast<float>(picture.height));
  g.leakReach = random.range(.2f, .8f) * picture.width;
  return g;
}

inline void applyLens(Picture& picture, const InverseDepth& inverse, float pixelAngle, Random& random) {
  if (random.chance(.6f)) contactShade(picture, inverse, pixelAngle, random);
  if (random.chance(.3f)) depthOfField(picture, inverse, random);
  if (random.chance(.1f)) motionBlur(picture, random);
  if (random.chance(.5f)) {  // cameras and codecs are never as sharp as a ray caster
    const Picture soft = blurred(picture, 1);
    const float share = random.range(0, .5f);
    for (size_t i = 0; i < picture.values.size(); i++) picture.values[i] = mix(picture.values[i], soft.values[i], share);
  }
  if (random.chance(.3f)) bloom(picture, random);
  if (random.chance(.2f)) addGlare(picture, random);
}

/** 8-bit RGB, rows from the top. */
inline void writeBytes(const Picture& picture, const Grade& grade, Random& random, uint8_t* rgb) {
  for (int y = 0; y < picture.height; y++)
    for (int x = 0; x < picture.width; x++) {
      Colour c = grade.develop(picture.at(x, y), static_cast<float>(x), static_cast<float>(y),
                               static_cast<float>(picture.width), static_cast<float>(picture.height));
      if (grade.grain > 0) c += Colour(random.normal(), random.normal(), random.normal()) * grade.grain;
      for (int i = 0; i < 3; i++) *rgb++ = static_cast<uint8_t>(clamp(c[i], 0, 1) * 255 + .5f);
    }
}

}  // namespace scenes
