// People and animals: ellipsoids and capsules on a skeleton, posed at random.
#pragma once
#include "meshes.h"

namespace scenes {

enum class Pose { Standing, Walking, Dancing, Sitting, Any };

/** Materials and build of one person. */
struct Looks { int skin, top, bottom, hair, shoe, dark; float width; };

inline Looks drawLooks(Studio& studio) {
  Random& r = studio.random;
  Looks looks;
  looks.skin = studio.plain(studio.skinColour());
  looks.top = r.chance(.6f) ? studio.plain(studio.colour()) : studio.anything(4);
  looks.bottom = r.chance(.7f) ? studio.plain(studio.colour() * .7f) : studio.anything(4);
  looks.hair = studio.plain(Studio::hsv(r.chance(.9f) ? r.range(.02f, .12f) : r.unit(), r.range(.1f, .7f), r.logRange(.02f, .6f)));
  looks.shoe = studio.plain(studio.colour() * .5f);
  looks.dark = studio.plain({.05f, .04f, .04f});
  looks.width = r.range(.85f, 1.35f);
  return looks;
}

/** Eyes with whites, brows, nose, lips and ears: enough that a close-up is not an egg. +z is where the face looks. */
inline void face(Studio& studio, const Placement& f, const Looks& looks, Vec3 head) {
  Random& r = studio.random;
  const auto skin = [&](Vec3 c, Vec3 half) { studio.ellipsoid(f, looks.skin, head + c, half); };
  skin({0, 0, 0}, {.078f, .115f, .095f});
  skin({0, -.045f, .02f}, {.058f, .075f, .075f});
  skin({0, -.015f, .095f}, {.014f, .026f, .024f});
  skin({0, .035f, .078f}, {.045f, .018f, .016f});
  const int white = studio.plain({.8f, .78f, .75f});
  for (int side = -1; side <= 1; side += 2) {
    studio.ellipsoid(f, white, head + Vec3(.03f * side, .012f, .079f), {.016f, .009f, .012f});
    studio.ellipsoid(f, looks.dark, head + Vec3(.03f * side, .012f, .087f), {.007f, .007f, .006f});
    skin({.034f * side, -.022f, .07f}, {.022f, .02f, .018f});
    skin({.078f * side, -.01f, 0}, {.012f, .03f, .02f});
    studio.ellipsoid(f, looks.hair, head + Vec3(.03f * side, .036f, .088f), {.02f, .004f, .008f});
  }
  const int lips = studio.plain(studio.skinColour() * Vec3(.8f, .4f, .4f));
  studio.ellipsoid(f, lips, head + Vec3(0, -.058f, .088f), {.024f, .005f, .01f});
  studio.ellipsoid(f, lips, head + Vec3(0, -.067f, .086f), {.021f, .006f, .01f});
  if (r.chance(.12f))  // beard
    studio.ellipsoid(f, looks.hair, head + Vec3(0, -.085f, .05f), {.055f, .05f, .05f});
  if (r.chance(.15f))  // glasses
    for (int side = -1; side <= 1; side += 2)
      studio.ellipsoid(f, looks.dark, head + Vec3(.033f * side, .012f, .098f), {.026f, .019f, .003f});
}

inline void strands(Studio& studio, const Placement& f, int hair, Vec3 head, float drop) {
  Random& r = studio.random;
  for (int i = r.between(10, 22); i > 0; i--) {
    const float turn = r.range(.5f, 2 * kPi - .5f);  // leaves the face free
    const Vec3 out(std::sin(turn), 0, std::cos(turn));
    const Vec3 root = head + out * .08f + Vec3(0, r.range(.0f, .09f), -.01f);
    studio.capsule(f, hair, root, root + out * r.range(0, .05f) + Vec3(r.normal() * .01f, -drop * r.range(.6f, 1.1f), 0), r.range(.01f, .022f));
  }
}

inline void hair(Studio& studio, const Placement& f, const Looks& looks, Vec3 head) {
  Random& r = studio.random;
  const float style = r.unit();
  if (style > .92f) return;
  studio.ellipsoid(f, looks.hair, head + Vec3(0, .03f, -.02f), {.085f, .11f, .1f});
  if (style < .25f) studio.ellipsoid(f, looks.hair, head + Vec3(0, -.1f, -.06f), {.1f, .2f, .06f});
  else if (style < .5f) strands(studio, f, looks.hair, head, r.range(.1f, .4f));
  else if (style < .6f) body(studio, looks.hair, f.at(head + Vec3(0, .05f, -.03f)), Vec3(.15f, .15f, .14f) * f.scale, f.yaw, Body::Blob);
  else if (style < .66f) studio.ellipsoid(f, looks.hair, head + Vec3(0, .1f, -.1f), {.05f, .05f, .05f});
  else if (style < .78f) {  // a hat with a brim
    const int felt = studio.anything(4);
    studio.cylinder(f, felt, head + Vec3(0, .075f, 0), {.15f, .006f, .16f});
    studio.ellipsoid(f, felt, head + Vec3(0, .09f, 0), {.09f, .09f, .1f});
  }
}

inline void hand(Studio& studio, const Placement& f, int skin, Vec3 wrist, Vec3 along) {
  const Vec3 palm = wrist + along * .05f;
  studio.ellipsoid(f, skin, palm, {.036f, .042f, .03f});
  const Vec3 across = normalise(cross(along, studio.random.direction()));
  for (int i = 0; i < 4; i++) {
    const Vec3 knuckle = palm + across * ((i - 1.5f) * .018f) + along * .03f;
    studio.capsule(f, skin, knuckle, knuckle + (along + across * ((i - 1.5f) * .15f)) * studio.random.range(.03f, .06f), .009f);
  }
}

inline void arm(Studio& studio, const Placement& f, const Looks& looks, Vec3 shoulder, int side, float swing, bool isRaised) {
  Random& r = studio.random;
  Vec3 elbow, wrist;
  if (isRaised) {
    const float lift = r.range(-.5f, 1.4f);
    elbow = shoulder + Vec3(side * .26f * std::cos(lift), .26f * std::sin(lift), r.range(-.3f, .5f) * .2f);
    wrist = elbow + normalise({side * r.range(-1, 1), r.range(-.3f, 1), r.range(-.2f, 1)}) * .25f;
  } else {
    elbow = shoulder + Vec3(side * r.range(.02f, .12f), -.26f, swing * side * .6f + r.range(-.08f, .06f));
    wrist = elbow + normalise({side * r.range(-.6f, .2f), r.range(-1, -.1f), r.range(0, .8f)}) * .25f;
  }
  const int sleeve = r.chance(.5f) ? looks.top : looks.skin;
  studio.capsule(f, looks.top, shoulder, mix(shoulder, elbow, .7f), .052f * looks.width);
  studio.capsule(f, sleeve, mix(shoulder, elbow, .5f), elbow, .044f * looks.width);
  studio.capsule(f, sleeve, elbow, mix(elbow, wrist, .8f), .036f * looks.width);
  hand(studio, f, looks.skin, wrist, normalise(wrist - elbow));
}

inline void leg(Studio& studio, const Placement& f, const Looks& looks, Vec3 hip, int side, float swing, bool isSitting) {
  Random& r = studio.random;
  const float step = swing * side;
  const Vec3 knee = hip + (isSitting ? Vec3(.03f * side, 0, .42f) : Vec3(r.range(0, .06f) * side, -.42f, -step * .5f + .03f));
  const Vec3 ankle = knee + (isSitting ? Vec3(0, -.45f, r.range(-.1f, .1f)) : Vec3(r.range(-.02f, .04f) * side, -.41f, -step * .6f - .03f));
  studio.capsule(f, looks.bottom, hip, knee, .082f * looks.width);
  studio.capsule(f, looks.bottom, knee, ankle, .056f);
  studio.ellipsoid(f, looks.shoe, ankle + Vec3(0, -.03f, .06f), {.045f, .045f, .13f});
}

inline void accessories(Studio& studio, const Placement& f, const Looks& looks, float hipHeight) {
  Random& r = studio.random;
  if (r.chance(.12f)) {  // a guitar
    const int wood = studio.anything(2);
    studio.ellipsoid(f, wood, {-.08f, hipHeight + .12f, .2f}, {.17f, .15f, .045f});
    studio.ellipsoid(f, wood, {.1f, hipHeight + .17f, .2f}, {.12f, .11f, .045f});
    studio.capsule(f, wood, {.15f, hipHeight + .2f, .21f}, {.65f, hipHeight + .4f, .22f}, .02f);
  }
  if (r.chance(.1f)) {  // a microphone on its stand
    studio.capsule(f, looks.dark, {0, 0, .35f}, {0, hipHeight + .6f, .3f}, .012f);
    studio.ellipsoid(f, looks.dark, {0, hipHeight + .63f, .28f}, {.03f, .04f, .03f});
  }
  if (r.chance(.1f)) studio.box(f, studio.anything(3), {0, hipHeight + .25f, -.2f}, {.15f, .2f, .09f});  // a rucksack
}

/** A person who stands on `place` and faces along `yaw`, about 1.75 m tall. */
inline void person(Studio& studio, Vec3 place, float yaw, Pose pose = Pose::Any) {
  Random& r = studio.random;
  const float tall = r.range(.85f, 1.1f) * (r.chance(.08f) ? .65f : 1);
  const Placement f{place, yaw, tall};
  if (pose == Pose::Any) {
    const float which = r.unit();
    pose = which < .5f ? Pose::Standing : which < .65f ? Pose::Walking : which < .85f ? Pose::Dancing : Pose::Sitting;
  }
  const Looks looks = drawLooks(studio);
  const bool isSitting = pose == Pose::Sitting;
  const float hipHeight = isSitting ? .5f : .92f, lean = r.normal() * .06f, bend = r.normal() * .04f;
  const Vec3 hip(0, hipHeight, 0), chest(bend, hipHeight + .38f, lean * 2), neck(bend * 1.5f, hipHeight + .56f, lean * 2.6f);
  const Vec3 head(bend * 1.6f + r.normal() * .02f, hipHeight + .72f, lean * 3 + .02f + r.normal() * .02f);
  const float wide = looks.width;
  studio.ellipsoid(f, looks.top, {bend * .5f, hipHeight + .22f, lean}, {.155f * wide, .3f, .115f * wide});
  studio.ellipsoid(f, looks.top, chest, {.185f * wide, .17f, .12f * wide});
  studio.ellipsoid(f, looks.bottom, hip, {.17f * wide, .14f, .125f * wide});
  studio.capsule(f, looks.skin, neck, head, .055f);
  face(studio, f, looks, head);
  hair(studio, f, looks, head);
  const float swing = pose == Pose::Walking ? r.range(-.3f, .3f) : r.normal() * .05f;
  for (int side = -1; side <= 1; side += 2) {
    arm(studio, f, looks, chest + Vec3(.175f * side * wide, .09f, 0), side, swing, pose == Pose::Dancing || r.chance(.15f));
    leg(studio, f, looks, hip + Vec3(.09f * side, -.03f, 0), side, swing, isSitting);
  }
  if (r.chance(.15f) && !isSitting)
    skirt(studio, f, looks.bottom, hip + Vec3(0, .05f, 0), .16f, r.range(.25f, .5f), r.range(.3f, .85f));
  accessories(studio, f, looks, hipHeight);
}

/** Heads and shoulders only: an audience seen from behind, some with an arm or a telephone in the air. */
inline void crowd(Studio& studio, Vec3 front, float nearest, float furthest, int count) {
  Random& r = studio.random;
  const int skin = studio.plain({.02f, .02f, .025f}), cloth = studio.plain(studio.colour() * .2f);
  const float spread = r.range(.3f, .7f);
  for (int i = 0; i < count; i++) {
    const float distance = r.logRange(nearest, furthest);
    const Vec3 head = front + Vec3(r.normal() * distance * spread, -r.range(.1f, .35f) - .05f * distance, distance);
    studio.scene.upright(Kind::Ellipsoid, skin, head, {.09f, .125f, .1f}, 0);
    studio.scene.upright(Kind::Ellipsoid, cloth, head - Vec3(0, .4f, 0), {.24f, .28f, .14f}, 0);
    if (!r.chance(.25f)) continue;
    const Vec3 hand = head + Vec3(r.normal() * .2f, r.range(.1f, .5f), .1f);
    studio.scene.capsule(skin, head - Vec3(.2f, .25f, 0), hand, .045f);
    if (r.chance(.3f)) studio.scene.upright(Kind::Box, skin, hand + Vec3(0, .08f, 0), {.04f, .08f, .006f}, 0);
  }
}

/** Something on four legs, from cat to horse by `f.scale`. */
inline void animal(Studio& studio, const Placement& f) {
  Random& r = studio.random;
  const Colour c = Studio::hsv(r.range(.03f, .12f), r.range(.05f, .6f), r.logRange(.05f, .9f));
  const int coat = studio.paint(r.chance(.5f) ? Pattern::Cloudy : Pattern::Cells, c, c * r.range(.3f, 1), studio.colour(), r.range(3, 12));
  const int dark = studio.plain({.05f, .04f, .04f});
  const float legs = r.range(.25f, .55f), girth = r.range(.1f, .2f), reach = r.range(.3f, .5f);
  studio.ellipsoid(f, coat, {0, legs + girth * .7f, 0}, {girth, girth * 1.1f, reach});
  for (int x = -1; x <= 1; x += 2)
    for (int z = -1; z <= 1; z += 2) {
      const Vec3 hip(x * girth * .6f, legs + girth * .4f, z * reach * .7f);
      studio.capsule(f, coat, hip, {hip.x, .03f, hip.z + r.normal() * .08f}, .04f);
    }
  const Vec3 head(r.normal() * .08f, legs + girth * r.range(1.2f, 3.2f), reach + r.range(.08f, .25f));
  studio.capsule(f, coat, {0, legs + girth, reach * .7f}, head, girth * .45f);
  studio.ellipsoid(f, coat, head, {.09f, .09f, .12f});
  studio.ellipsoid(f, coat, head + Vec3(0, -.03f, .12f), {.05f, .045f, .08f});
  studio.ellipsoid(f, dark, head + Vec3(0, -.01f, .2f), {.02f, .015f, .015f});
  for (int side = -1; side <= 1; side += 2) {
    studio.ellipsoid(f, coat, head + Vec3(.06f * side, .1f, -.02f), {.025f, .06f, .015f});
    studio.ellipsoid(f, dark, head + Vec3(.05f * side, .025f, .085f), {.013f, .013f, .013f});
  }
  studio.capsule(f, coat, {0, legs + girth, -reach}, {r.normal() * .1f, legs + girth + r.range(-.3f, .3f), -reach - r.range(.1f, .35f)}, .025f);
}

/** People on the ground in front of the camera, the first one often near the middle and facing it. */
inline void peopleInView(Studio& studio, float nearest, float furthest, int count) {
  Random& r = studio.random;
  const Camera& camera = studio.scene.camera;
  const Vec3 ahead = camera.levelForward(), aside = camera.levelRight();
  for (int i = 0; i < count; i++) {
    const float distance = r.logRange(nearest, furthest);
    float offset = r.normal() * .45f * distance * camera.halfHeight;
    if (i == 0 && r.chance(.6f)) offset *= .3f;
    Vec3 place = camera.place + ahead * distance + aside * offset;
    place.y = 0;
    const float towards = std::atan2(-ahead.x, -ahead.z);
    person(studio, place, towards + (r.chance(.7f) ? r.normal() * .5f : r.angle()));
  }
}

}  // namespace scenes
