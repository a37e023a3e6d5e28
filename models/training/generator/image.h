// Float images and the blurs that lenses make.
#pragma once
#include <vector>

#include "vector.h"

namespace scenes {

template <typename Value>
struct Grid {
  int width, height;
  std::vector<Value> values;
  Grid(int w, int h, Value fill = Value()) : width(w), height(h), values(static_cast<size_t>(w) * h, fill) {}
  Value& at(int x, int y) { return values[static_cast<size_t>(y) * width + x]; }
  const Value& at(int x, int y) const { return values[static_cast<size_t>(y) * width + x]; }
  const Value& nearest(float x, float y) const {
    return at(static_cast<int>(clamp(x, 0, width - 1.f)), static_cast<int>(clamp(y, 0, height - 1.f)));
  }
};
using Picture = Grid<Colour>;
using Plane = Grid<float>;

inline void blurRows(const Picture& from, Picture& to, int radius) {
  const float share = 1.f / (2 * radius + 1);
  for (int y = 0; y < from.height; y++) {
    Colour sum;
    for (int x = -radius; x <= radius; x++) sum += from.nearest(x, y);
    for (int x = 0; x < from.width; x++) {
      to.at(x, y) = sum * share;
      sum = sum + from.nearest(x + radius + 1, y) - from.nearest(x - radius, y);
    }
  }
}

inline void blurColumns(const Picture& from, Picture& to, int radius) {
  const float share = 1.f / (2 * radius + 1);
  for (int x = 0; x < from.width; x++) {
    Colour sum;
    for (int y = -radius; y <= radius; y++) sum += from.nearest(x, y);
    for (int y = 0; y < from.height; y++) {
      to.at(x, y) = sum * share;
      sum = sum + from.nearest(x, y + radius + 1) - from.nearest(x, y - radius);
    }
  }
}

/** Box blur repeated `passes` times; two passes look like the disc of a lens at these sizes. */
inline Picture blurred(Picture picture, int radius, int passes = 1) {
  if (radius < 1) return picture;
  Picture half(picture.width, picture.height);
  for (int i = 0; i < passes; i++) {
    blurRows(picture, half, radius);
    blurColumns(half, picture, radius);
  }
  return picture;
}

}  // namespace scenes
