// The library that the trainer loads: one seed, one scene, one picture or two neighbouring frames of it.
// Build: g++ -std=c++17 -O3 -march=native -ffast-math -fPIC -shared generator.cpp -o libscenes.so
#include "closeups.h"
#include "photograph.h"
#include "shading.h"
#include "stages.h"

namespace scenes {
namespace {

using Setting = void (*)(Studio&, float roll);
struct Share { float upTo; Setting build; };

/** Chosen for what music videos and the first testers' photographs show; rooms and tables are what v0 was worst at. */
constexpr Share kSettings[] = {
    {.24f, interior}, {.38f, workplace}, {.50f, street}, {.61f, nature}, {.74f, stage}, {.84f, portrait}, {.95f, tableTop}, {1.01f, floating},
};

void buildScene(Studio& studio) {
  drawSky(studio);
  const float which = studio.random.unit();
  const float roll = studio.random.normal() * .025f * (studio.random.chance(.1f) ? 5 : 1);
  for (const Share& share : kSettings)
    if (which < share.upTo) {
      share.build(studio, roll);
      break;
    }
  studio.scene.finish();
}

/** What the camera sees before lens and film. */
struct Exposure {
  Picture colour;
  InverseDepth inverse;
  Grid<int> shape;
  Exposure(int width, int height) : colour(width, height), inverse(width, height), shape(width, height, -1) {}
};

Ray rayThrough(const Camera& camera, float x, float y, float width, float height) {
  const float pixel = 2 * camera.halfHeight / height, u = (x - width * .5f) * pixel, v = (height * .5f - y) * pixel;
  return {camera.place, normalise(camera.forward + camera.right * u + camera.up * v)};
}

/** Lamps seen head-on would otherwise bleed over their neighbours when samples are averaged. */
Colour limited(Colour c) { return least(c, Colour(4.f)); }

void expose(const Scene& scene, Random& random, Exposure& to) {
  const int width = to.colour.width, height = to.colour.height;
  const float pixelAngle = 2 * scene.camera.halfHeight / height;
  const auto sample = [&](float x, float y) {
    return see(scene, rayThrough(scene.camera, x, y, static_cast<float>(width), static_cast<float>(height)), pixelAngle, random);
  };
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      const Ray ray = rayThrough(scene.camera, x + .5f, y + .5f, static_cast<float>(width), static_cast<float>(height));
      const Sight sight = see(scene, ray, pixelAngle, random);
      to.colour.at(x, y) = limited(sight.colour);
      to.shape.at(x, y) = sight.shape;
      to.inverse.at(x, y) = sight.distance > 0 ? 1 / (sight.distance * dot(ray.direction, scene.camera.forward)) : 0;
    }
  // Smooth outlines need more than one sample, flat areas do not: three more where the shape changes to the right or below.
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      const int own = to.shape.at(x, y);
      if (own == to.shape.nearest(x + 1, y) && own == to.shape.nearest(x, y + 1)) continue;
      const Colour more = limited(sample(x + .85f, y + .3f).colour) + limited(sample(x + .3f, y + .85f).colour) + limited(sample(x + .85f, y + .85f).colour);
      to.colour.at(x, y) = (to.colour.at(x, y) + more) * .25f;
    }
}

void develop(const Exposure& exposure, const Camera& camera, Random& random, uint8_t* rgb) {
  Picture picture = exposure.colour;
  applyLens(picture, exposure.inverse, 2 * camera.halfHeight / picture.height, random);
  const Grade grade = drawGrade(picture, random);
  writeBytes(picture, grade, random, rgb);
}

/** The next frame of a hand-held or gliding camera, by the scale of what it looks at. */
Camera moved(const Camera& from, const InverseDepth& inverse, Random& random) {
  std::vector<float> seen;
  for (float v : inverse.values) if (v > 0) seen.push_back(v);
  std::sort(seen.begin(), seen.end());
  const float distance = seen.empty() ? 5 : 1 / seen[seen.size() / 2];
  Camera to = from;
  const float step = distance * .03f;
  to.place += from.right * (random.normal() * step) + from.up * (random.normal() * step * .5f) + from.forward * (random.normal() * step);
  const Vec3 turn = from.right * (random.normal() * .02f) + from.up * (random.normal() * .015f);
  to.forward = normalise(from.forward + turn);
  to.right = normalise(from.right - to.forward * dot(from.right, to.forward));
  to.up = cross(to.forward, to.right);
  return to;
}

/** For each pixel of the second frame its place in the first (pixels, x then y), or -1 where the first does not show it. */
void trackBack(const Camera& first, const InverseDepth& firstInverse, const Camera& second, const InverseDepth& secondInverse, float* places) {
  const int width = firstInverse.width, height = firstInverse.height;
  const float pixel = 2 * first.halfHeight / height;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++, places += 2) {
      places[0] = places[1] = -1;
      const float inverse = secondInverse.at(x, y);
      if (inverse <= 0) continue;
      const Vec3 direction = second.forward + second.right * ((x + .5f - width * .5f) * pixel) + second.up * ((height * .5f - y - .5f) * pixel);
      const Vec3 seen = second.place + direction * (1 / inverse) - first.place;
      const float depth = dot(seen, first.forward);
      if (depth <= .05f) continue;
      const float u = dot(seen, first.right) / depth / pixel + width * .5f, v = height * .5f - dot(seen, first.up) / depth / pixel;
      if (u < .5f || v < .5f || u > width - .5f || v > height - .5f) continue;
      if (std::fabs(firstInverse.nearest(u, v) * depth - 1) > .03f) continue;  // hidden behind something
      places[0] = u;
      places[1] = v;
    }
}

void copyInverse(const Exposure& exposure, float* inverse) {
  std::copy(exposure.inverse.values.begin(), exposure.inverse.values.end(), inverse);
}

}  // namespace
}  // namespace scenes

extern "C" {

/** rgb: H x W x 3 bytes. inverse: H x W float32, 1/metres along the optical axis, 0 = sky. */
void renderPicture(uint64_t seed, int width, int height, uint8_t* rgb, float* inverse) {
  using namespace scenes;
  Studio studio(seed);
  buildScene(studio);
  Exposure exposure(width, height);
  expose(studio.scene, studio.random, exposure);
  develop(exposure, studio.scene.camera, studio.random, rgb);
  copyInverse(exposure, inverse);
}

/**
 * Two neighbouring frames of one camera move, each with its own lens and grade, one after the other in `rgb` and
 * `inverse`. places: H x W x 2 float32, where each pixel of the second frame lies in the first, or -1.
 */
void renderPair(uint64_t seed, int width, int height, uint8_t* rgb, float* inverse, float* places) {
  using namespace scenes;
  Studio studio(seed);
  buildScene(studio);
  const size_t pixels = static_cast<size_t>(width) * height;
  Exposure first(width, height), second(width, height);
  expose(studio.scene, studio.random, first);
  const Camera before = studio.scene.camera;
  develop(first, before, studio.random, rgb);
  studio.scene.camera = moved(before, first.inverse, studio.random);
  expose(studio.scene, studio.random, second);
  develop(second, studio.scene.camera, studio.random, rgb + pixels * 3);
  copyInverse(first, inverse);
  copyInverse(second, inverse + pixels);
  trackBack(before, first.inverse, studio.scene.camera, second.inverse, places);
}
}
