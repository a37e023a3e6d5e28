// What a lamp or the sun in the picture does inside a lens: a veil, a streak and a row of ghosts.
#pragma once
#include "image.h"
#include "random.h"

namespace scenes {

struct Glare {
  float x, y;          // of the source, pixels
  Colour light;        // limited, so that no source floods the picture
};

/** The brightest place, when it is bright enough to glare. */
inline bool findGlare(const Picture& picture, Glare& glare) {
  float most = 1.3f;
  bool isFound = false;
  for (int y = 0; y < picture.height; y++)
    for (int x = 0; x < picture.width; x++) {
      const Colour& c = picture.at(x, y);
      if (luminance(c) <= most) continue;
      most = luminance(c);
      glare = {x + .5f, y + .5f, c * (std::min(most, 3.f) / most)};
      isFound = true;
    }
  return isFound;
}

/** Soft-edged discs on the line from the source through the middle, as the glass surfaces mirror it. */
inline void addGhosts(Picture& picture, const Glare& glare, Random& random) {
  const float middleX = picture.width * .5f, middleY = picture.height * .5f;
  for (int i = random.between(2, 6); i > 0; i--) {
    const float along = random.range(-1.6f, .8f), radius = picture.height * random.logRange(.015f, .12f);
    const float x = middleX + (glare.x - middleX) * along, y = middleY + (glare.y - middleY) * along;
    const Colour tint = glare.light * Colour(random.unit(), random.unit(), random.unit()) * random.range(.03f, .2f);
    const int reach = static_cast<int>(radius * 1.2f) + 1;
    for (int v = std::max(0, static_cast<int>(y) - reach); v < std::min(picture.height, static_cast<int>(y) + reach); v++)
      for (int u = std::max(0, static_cast<int>(x) - reach); u < std::min(picture.width, static_cast<int>(x) + reach); u++) {
        const float from = std::sqrt((u + .5f - x) * (u + .5f - x) + (v + .5f - y) * (v + .5f - y)) / radius;
        picture.at(u, v) += tint * smoothStep(1.15f, .85f, from);
      }
  }
}

/** A veil over everything, strongest round the source, and now and then the flat streak of an anamorphic lens. */
inline void addVeil(Picture& picture, const Glare& glare, Random& random) {
  const float veil = random.logRange(.02f, .4f), reach = picture.height * random.range(.1f, .6f);
  const float streak = random.chance(.4f) ? random.range(.1f, .6f) : 0, thin = picture.height * random.range(.004f, .015f);
  const Colour streakColour = glare.light * mix(Colour(1.f), Colour(.3f, .5f, 1.2f), random.unit()) * streak;
  for (int y = 0; y < picture.height; y++)
    for (int x = 0; x < picture.width; x++) {
      const float dx = x + .5f - glare.x, dy = y + .5f - glare.y;
      picture.at(x, y) += glare.light * (veil / (1 + (dx * dx + dy * dy) / (reach * reach)));
      if (streak > 0) picture.at(x, y) += streakColour * (std::exp(-dy * dy / (thin * thin)) / (1 + std::fabs(dx) / picture.width * 4));
    }
}

inline void addGlare(Picture& picture, Random& random) {
  Glare glare;
  if (!findGlare(picture, glare)) return;
  addVeil(picture, glare, random);
  if (random.chance(.6f)) addGhosts(picture, glare, random);
}

}  // namespace scenes
