// Lamps, sun and skies.
#pragma once
#include "studio.h"

namespace scenes {

inline void addSun(Studio& studio, float strength) {
  Random& r = studio.random;
  Light sun;
  sun.isSun = sun.castsShadow = true;
  sun.size = r.chance(.5f) ? .02f : r.range(.03f, .15f);
  const float turn = r.angle(), height = r.range(.12f, 1.3f);
  sun.place = {std::cos(turn) * std::cos(height), std::sin(height), std::sin(turn) * std::cos(height)};
  sun.colour = mix({1, .95f, .88f}, {1, .6f, .3f}, smoothStep(.5f, .1f, height)) * strength;
  studio.scene.sky.towardsSun = sun.place;
  studio.scene.lights.push_back(sun);
}

inline Light& addLamp(Studio& studio, Vec3 place, Colour colour, bool castsShadow) {
  Light lamp;
  lamp.castsShadow = castsShadow;
  lamp.size = studio.random.range(.02f, .15f);
  lamp.place = place;
  lamp.colour = colour;
  studio.scene.lights.push_back(lamp);
  return studio.scene.lights.back();
}

/** Clear, overcast, dusk or night. */
inline void drawSky(Studio& studio) {
  Random& r = studio.random;
  Sky& sky = studio.scene.sky;
  sky.seed = r.bits();
  sky.cloudiness = r.chance(.65f) ? r.range(.05f, 1) : 0;
  const float kind = r.unit();
  if (kind < .55f) {
    sky.zenith = Studio::hsv(r.range(.54f, .62f), r.range(.2f, .75f), r.range(.5f, 1));
    sky.horizon = mix(sky.zenith, Studio::grey(.95f), r.range(.3f, .9f));
    sky.cloud = Studio::grey(r.range(.7f, 1.1f));
  } else if (kind < .75f) {
    const float v = r.range(.5f, 1);
    sky.zenith = {v, v, v * 1.02f};
    sky.horizon = sky.zenith * r.range(.85f, 1.1f);
    sky.cloud = sky.zenith * r.range(.7f, 1.05f);
  } else if (kind < .9f) {
    sky.zenith = Studio::hsv(r.range(.55f, .8f), r.range(.2f, .6f), r.range(.2f, .7f));
    sky.horizon = Studio::hsv(r.range(0, .12f), r.range(.3f, .8f), r.range(.6f, 1));
    sky.cloud = Studio::hsv(r.range(.9f, 1.1f), .4f, .9f);
  } else {
    sky.zenith = Studio::hsv(.65f, .6f, r.range(0, .1f));
    sky.horizon = Studio::hsv(r.unit(), .5f, r.range(.02f, .25f));
    sky.cloud = sky.horizon * 1.5f;
  }
  sky.sun = sky.cloud;
}

inline void lightOutdoors(Studio& studio) {
  Random& r = studio.random;
  Scene& scene = studio.scene;
  const float sun = r.chance(.3f) ? 0 : r.range(.5f, 1.6f);
  scene.ambientAbove = mix(scene.sky.zenith, Colour(1.f), .5f) * (sun == 0 ? r.range(.5f, .95f) : r.range(.2f, .5f));
  scene.ambientBelow = Colour(.5f, .47f, .42f) * (luminance(scene.ambientAbove) * 1.6f);
  const bool isNight = scene.sky.zenith.x + scene.sky.zenith.y + scene.sky.zenith.z < .5f;
  if (isNight) {
    scene.ambientAbove = scene.ambientAbove * .4f;
    scene.ambientBelow = scene.ambientBelow * .4f;
    for (int i = 0; i < 2; i++)
      addLamp(studio, scene.camera.place + scene.camera.forward * r.range(2, 10) + Vec3(r.normal() * 3, r.range(1, 4), r.normal() * 3),
              Studio::hsv(r.range(0, .15f), r.range(.2f, .8f), r.range(2, 7)), i == 0);
  } else if (sun > 0) {
    addSun(studio, sun);
  }
  if (r.chance(.45f)) {
    scene.haze = r.logRange(.002f, .06f);
    scene.hazeColour = mix(scene.sky.horizon, {.7f, .75f, .8f}, .3f);
  }
}

}  // namespace scenes
