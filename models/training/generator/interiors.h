// Rooms: four walls with windows, doors and pictures, furniture, people now and then.
#pragma once
#include "lighting.h"
#include "outdoors.h"

namespace scenes {

/** Half width, half depth and height of a room whose floor is centred on the origin. */
struct RoomSize { float x, z, high; };

/** One wall as a plane with its own axes: `along` runs on the floor line, `out` leaves the room. */
struct WallPlane {
  int side;  // 0: -x, 1: +x, 2: -z, 3: +z
  float reach, distance;

  Vec3 point(float along, float level, float out) const {
    const float sign = side & 1 ? 1.f : -1.f;
    return side < 2 ? Vec3(sign * (distance + out), level, along) : Vec3(along, level, sign * (distance + out));
  }
  /** A slab from `from` to `to` along the wall, `low` to `high`, between two depths outwards. */
  void slab(Studio& studio, int m, float from, float to, float low, float high, float inner, float outer) const {
    if (to <= from || high <= low) return;
    const Vec3 a = point(from, low, inner), b = point(to, high, outer);
    studio.block(m, least(a, b), most(a, b));
  }
};

constexpr float kWallThickness = .2f;

inline void windowIn(Studio& studio, const WallPlane& wall, int plaster, float roomHeight) {
  Random& r = studio.random;
  const float middle = r.range(-.5f, .5f) * wall.reach, half = r.range(.4f, 1.3f), low = r.chance(.3f) ? 0 : r.range(.7f, 1.1f);
  const float high = low == 0 ? std::min(roomHeight - .1f, 2.1f) : std::min(roomHeight - .15f, low + r.range(1, 1.6f));
  const float left = middle - half, right = middle + half, edge = wall.reach + .2f, t = kWallThickness;
  wall.slab(studio, plaster, -edge, left, 0, roomHeight, 0, t);
  wall.slab(studio, plaster, right, edge, 0, roomHeight, 0, t);
  wall.slab(studio, plaster, left, right, 0, low, 0, t);
  wall.slab(studio, plaster, left, right, high, roomHeight, 0, t);
  const int frame = studio.plain(r.chance(.6f) ? Studio::grey(.84f) : studio.colour());
  wall.slab(studio, frame, left, left + .04f, low, high, 0, t);
  wall.slab(studio, frame, right - .04f, right, low, high, 0, t);
  wall.slab(studio, frame, left, right, high - .04f, high, 0, t);
  wall.slab(studio, frame, middle - .02f, middle + .02f, low, high, .07f, .13f);
  if (r.chance(.5f)) wall.slab(studio, frame, left, right, (low + high) / 2 - .02f, (low + high) / 2 + .02f, .07f, .13f);
  wall.slab(studio, frame, left - .05f, right + .05f, low - .04f, low, -.12f, t);
  if (r.chance(.45f)) {  // a view: far away, or pasted right behind the glass
    const Sky& sky = studio.scene.sky;
    const int view = studio.paint(r.chance(.5f) ? Pattern::Cloudy : Pattern::Gradient, mix(sky.zenith, {.9f, .95f, 1}, .5f),
                                  mix(sky.horizon, {.3f, .5f, .2f}, r.range(0, .7f)), {}, r.range(.3f, 1));
    studio.material(view).emission = r.range(.5f, 1.5f);
    const float out = r.chance(.5f) ? t + .05f : t + r.range(1, 6);
    wall.slab(studio, view, left - (out - t), right + (out - t), low, high, out, out + .02f);
  }
  if (!r.chance(.5f)) return;
  const int cloth = studio.anything(2);
  for (int end = -1; end <= 1; end += 2)
    curtain(studio, cloth, wall.point(middle + end * (half + .25f), 0, -.08f), wall.point(middle + end * half * r.range(.3f, .9f), 0, -.08f),
            .05f, std::min(roomHeight - .05f, high + .15f), .04f);
}

inline void hangPictures(Studio& studio, const WallPlane& wall, int count, float roomHeight) {
  Random& r = studio.random;
  for (int i = 0; i < count; i++) {
    const float middle = r.range(-.85f, .85f) * wall.reach, half = r.range(.12f, .6f), level = r.range(1, 1.9f), tall = r.range(.12f, .5f);
    const float top = std::min(roomHeight, level + tall);
    if (r.chance(.7f)) wall.slab(studio, studio.plain(studio.colour() * .6f), middle - half - .03f, middle + half + .03f, level - tall - .03f, top + .03f, -.025f, 0);
    wall.slab(studio, studio.printed(half * 2), middle - half, middle + half, level - tall, top, -.032f, 0);
  }
}

inline void buildWall(Studio& studio, const WallPlane& wall, int plaster, float roomHeight) {
  Random& r = studio.random;
  if (!r.chance(.8f)) plaster = studio.wall();
  const bool hasWindow = r.chance(.45f);
  if (hasWindow) windowIn(studio, wall, plaster, roomHeight);
  else wall.slab(studio, plaster, -wall.reach - .2f, wall.reach + .2f, 0, roomHeight, 0, kWallThickness);
  if (r.chance(.5f)) wall.slab(studio, studio.plain(Studio::hsv(.1f, .1f, r.range(.2f, .95f))), -wall.reach, wall.reach, 0, r.range(.05f, .15f), -.025f, 0);
  if (r.chance(.3f) && !hasWindow) {  // a door
    const float at = r.range(-.6f, .6f) * wall.reach;
    wall.slab(studio, studio.anything(), at - .45f, at + .45f, 0, std::min(roomHeight - .1f, 2.05f), -.03f, 0);
    wall.slab(studio, studio.plain(Studio::grey(.4f)), at + .33f, at + .4f, .98f, 1.02f, -.08f, 0);
  }
  hangPictures(studio, wall, hasWindow ? r.below(2) : r.below(5), roomHeight);
}

/** On the floor: two in three along a wall and facing into the room. */
inline Placement placeInRoom(Studio& studio, const RoomSize& room) {
  Random& r = studio.random;
  Placement f;
  f.scale = r.range(.85f, 1.2f);
  const float along = r.range(-.9f, .9f), gap = .42f;
  if (r.chance(.65f)) {
    const int side = r.below(4);
    if (side == 0) { f.origin = {-room.x + gap, 0, along * room.z}; f.yaw = kPi / 2; }
    else if (side == 1) { f.origin = {room.x - gap, 0, along * room.z}; f.yaw = -kPi / 2; }
    else if (side == 2) { f.origin = {along * room.x, 0, -room.z + gap}; f.yaw = 0; }
    else { f.origin = {along * room.x, 0, room.z - gap}; f.yaw = kPi; }
  } else {
    f.origin = {along * room.x, 0, r.range(-.9f, .9f) * room.z};
    f.yaw = r.angle();
  }
  if (r.chance(.3f)) f.yaw += r.normal() * .3f;
  return f;
}

inline void buildRoom(Studio& studio, const RoomSize& room) {
  Random& r = studio.random;
  const int plaster = studio.wall(), boards = studio.floor();
  const int ceiling = r.chance(.8f) ? studio.plain(Studio::hsv(.1f, r.range(0, .15f), r.range(.4f, .95f))) : studio.anything();
  studio.block(boards, {-room.x - 1, -.2f, -room.z - 1}, {room.x + 1, 0, room.z + 1});
  studio.block(ceiling, {-room.x - 1, room.high, -room.z - 1}, {room.x + 1, room.high + .2f, room.z + 1});
  for (int side = 0; side < 4; side++)
    buildWall(studio, {side, side < 2 ? room.z : room.x, side < 2 ? room.x : room.z}, plaster, room.high);
  for (int i = r.below(3); i > 0; i--)  // carpets
    studio.scene.upright(Kind::Box, studio.anything(2), {r.range(-.5f, .5f) * room.x, .008f, r.range(-.5f, .5f) * room.z},
                         {r.range(.6f, 1.6f), .008f, r.range(.5f, 1.2f)}, r.chance(.6f) ? 0 : r.range(0, 3));
}

inline void hangingLamps(Studio& studio, const RoomSize& room) {
  Random& r = studio.random;
  for (int i = r.between(1, 3); i > 0; i--) {
    const Vec3 q(r.range(-.6f, .6f) * room.x, room.high - r.range(.2f, .8f), r.range(-.6f, .6f) * room.z);
    const int shade = studio.glowing({1, .9f, .75f}, r.range(.5f, 3));
    studio.scene.capsule(shade, {q.x, room.high, q.z}, q, .008f);
    studio.scene.upright(r.chance(.5f) ? Kind::Ellipsoid : Kind::Cylinder, shade, q, {.15f, .12f, .15f}, 0);
  }
}

inline void lightRoom(Studio& studio, const RoomSize& room) {
  Random& r = studio.random;
  const float dim = r.chance(.2f) ? r.range(.15f, .4f) : 1;
  const bool isUsual = r.chance(.8f);
  const Colour tone = Studio::hsv(isUsual ? r.range(.05f, .15f) : r.unit(), isUsual ? r.range(0, .25f) : r.range(.2f, .7f), 1);
  studio.scene.ambientAbove = tone * (r.range(.2f, .55f) * dim);
  studio.scene.ambientBelow = tone * (r.range(.15f, .4f) * dim);
  const int lamps = r.between(1, 2);
  for (int i = 0; i < lamps; i++) {
    const Colour c = mix({1, .92f, .8f}, Studio::hsv(r.unit(), .7f, 1), r.chance(.2f) ? r.range(.3f, 1) : 0) * (r.range(.5f, 1.8f) * dim);
    addLamp(studio, {r.range(-.7f, .7f) * room.x, room.high - r.range(.1f, .6f), r.range(-.7f, .7f) * room.z}, c, i == 0);
  }
  if (r.chance(.4f)) addSun(studio, r.range(.6f, 2.2f));
}

/** From a corner or a wall into the room, a third of the time bent down over the furniture. */
inline void cameraInRoom(Studio& studio, const RoomSize& room, float roll) {
  Random& r = studio.random;
  const float yaw = r.angle(), back = r.range(.35f, .93f), height = r.chance(.8f) ? r.range(1, 1.8f) : r.range(.3f, room.high - .3f);
  const Vec3 place(clamp(-std::sin(yaw) * room.x * back + r.normal() * .2f, -room.x + .2f, room.x - .2f), height,
                   clamp(-std::cos(yaw) * room.z * back + r.normal() * .2f, -room.z + .2f, room.z - .2f));
  const float pitch = r.chance(.35f) ? -r.range(.15f, .75f) : r.normal() * .12f - .08f;
  studio.scene.camera.look(place, yaw + r.normal() * .15f, pitch, roll, r.range(.5f, 1.2f));
}

inline void interior(Studio& studio, float roll) {
  Random& r = studio.random;
  RoomSize room{r.range(1.5f, 5), r.range(1.8f, 7), r.range(2.2f, 4)};
  if (r.chance(.1f)) room = {room.x * 2.5f, room.z * 2.5f, room.high * 2};
  buildRoom(studio, room);
  cameraInRoom(studio, room, roll);
  const int pieces = static_cast<int>(clamp(room.x * room.z * r.range(.6f, 2.2f), 5, 30));
  for (int i = 0; i < pieces; i++) {
    const Placement f = placeInRoom(studio, room);
    const Vec3 away = f.origin - studio.scene.camera.place;
    if (away.x * away.x + away.z * away.z > .9f) furniture(studio, f);
  }
  if (r.chance(.5f)) clutter(studio, {}, 0, room.x * .8f, room.z * .8f, r.between(2, 10));
  if (r.chance(.1f)) stairs(studio, {{r.range(-.6f, .6f) * room.x, 0, r.range(-.2f, .6f) * room.z}, r.below(4) * kPi / 2, 1}, r.between(4, 13));
  if (r.chance(.25f)) hangingLamps(studio, room);
  if (r.chance(.35f)) peopleInView(studio, 1, std::min(6.f, room.z * 1.3f), r.between(1, 3));
  lightRoom(studio, room);
}

/** At a desk or a laid table by a wall, as seen by somebody who stands or sits before it. */
inline void workplace(Studio& studio, float roll) {
  Random& r = studio.random;
  const RoomSize room{r.range(1.8f, 4), r.range(2, 5), r.range(2.3f, 3.2f)};
  buildRoom(studio, room);
  const float x = r.range(.5f, 1.2f), z = r.range(.3f, .6f), level = r.range(.65f, .8f);
  const bool isAtWall = r.chance(.6f);
  const Placement desk{{r.range(-.4f, .4f) * room.x, 0, isAtWall ? room.z - z - .05f : r.range(-.1f, .5f) * room.z}, isAtWall ? kPi : kPi + r.normal() * .3f, 1};
  const int top = studio.anything(2);
  studio.box(desk, top, {0, level, 0}, {x, .02f, z});
  legs(studio, desk, r.chance(.5f) ? top : studio.plain(studio.colour()), level, x * .94f, z * .92f, .025f);
  for (int i = r.below(3); i > 0; i--)
    screen(studio, {desk.at(r.range(-.6f, .6f) * x, level + .02f, -z * r.range(.3f, .7f)), desk.yaw + r.normal() * .3f, 1}, r.range(.09f, .15f));
  clutter(studio, desk, level + .02f, x * .9f, z * .85f, r.between(3, 14));
  for (int i = r.between(2, 8); i > 0; i--) furniture(studio, placeInRoom(studio, room));
  if (r.chance(.6f)) chair(studio, {desk.at(r.normal() * .3f, 0, z + r.range(0, .4f)), desk.yaw + kPi + r.normal() * .6f, 1});
  if (r.chance(.2f)) person(studio, desk.at(r.normal() * .3f, 0, z + .3f), desk.yaw + kPi, Pose::Sitting);
  const float distance = r.range(.7f, 2.2f), height = r.range(1.05f, 1.75f), aside = r.normal() * .4f;
  const Vec3 place = desk.at(aside, height, z * .3f + distance);
  const Vec3 target = desk.at(r.normal() * .25f, level + r.range(-.05f, .3f), 0), sight = target - place;
  const float flat = std::sqrt(sight.x * sight.x + sight.z * sight.z);
  studio.scene.camera.look({clamp(place.x, -room.x + .15f, room.x - .15f), height, clamp(place.z, -room.z + .15f, room.z - .15f)},
                           std::atan2(sight.x, sight.z), std::atan2(sight.y, flat), roll, r.range(.6f, 1.1f));
  lightRoom(studio, room);
}

}  // namespace scenes
