// A binary tree of bounding boxes: finds the first shape on a ray without asking all of them.
#pragma once
#include <vector>

#include "shape.h"

namespace scenes {

class BoundingTree {
 public:
  void build(const std::vector<Shape>& shapes) {
    order_.resize(shapes.size());
    for (size_t i = 0; i < order_.size(); i++) order_[i] = static_cast<int>(i);
    nodes_.clear();
    nodes_.reserve(2 * shapes.size() + 2);
    nodes_.emplace_back();
    if (!shapes.empty()) split(shapes, 0, 0, static_cast<int>(shapes.size()));
  }

  /** True when something is met nearer than `hit.distance`. `anything`: stop at the first, enough for shadows. */
  bool trace(const std::vector<Shape>& shapes, const Ray& ray, Hit& hit, bool anything = false) const {
    if (shapes.empty()) return false;
    const Vec3 d = ray.direction;
    const auto safe = [](float v) { return 1 / (std::fabs(v) < 1e-9f ? 1e-9f : v); };
    const Vec3 inverse(safe(d.x), safe(d.y), safe(d.z));
    struct Waiting { int node; float enter; } stack[kDepth];
    int waiting = 0;
    float enter;
    if (!crosses(nodes_[0], ray.origin, inverse, hit.distance, enter)) return false;
    stack[waiting++] = {0, enter};
    while (waiting) {
      const Waiting next = stack[--waiting];
      if (next.enter >= hit.distance) continue;
      const Node& node = nodes_[next.node];
      if (node.count) {
        for (int i = 0; i < node.count; i++) {
          const int shape = order_[node.first + i];
          if (!meet(shapes[shape], ray, hit)) continue;
          hit.shape = shape;
          if (anything) return true;
        }
        continue;
      }
      float a, b;
      const bool left = crosses(nodes_[node.first], ray.origin, inverse, hit.distance, a);
      const bool right = crosses(nodes_[node.first + 1], ray.origin, inverse, hit.distance, b);
      if (waiting + 2 > kDepth) continue;  // never seen with median splits; better a hole than a crash
      if (left && right) {  // the nearer child is looked at first, so it goes on top
        const bool leftFirst = a < b;
        stack[waiting++] = leftFirst ? Waiting{node.first + 1, b} : Waiting{node.first, a};
        stack[waiting++] = leftFirst ? Waiting{node.first, a} : Waiting{node.first + 1, b};
      } else if (left) {
        stack[waiting++] = {node.first, a};
      } else if (right) {
        stack[waiting++] = {node.first + 1, b};
      }
    }
    return hit.shape >= 0;
  }

 private:
  static constexpr int kDepth = 96;
  static constexpr int kBins = 10;
  struct Node { Vec3 low, high; int first = 0, count = 0; };
  struct Box {
    Vec3 low{1e9f, 1e9f, 1e9f}, high{-1e9f, -1e9f, -1e9f};
    void hold(Vec3 a, Vec3 b) { low = least(low, a); high = most(high, b); }
    float area() const { const Vec3 d = high - low; return d.x * d.y + d.y * d.z + d.z * d.x; }
  };

  static bool crosses(const Node& node, Vec3 origin, Vec3 inverse, float limit, float& enter) {
    const Vec3 a = (node.low - origin) * inverse, b = (node.high - origin) * inverse;
    const Vec3 in = least(a, b), out = most(a, b);
    enter = std::max(in.x, std::max(in.y, in.z));
    return std::min(out.x, std::min(out.y, out.z)) >= std::max(enter, 0.f) && enter < limit;
  }

  void split(const std::vector<Shape>& shapes, int node, int from, int to) {
    Box all, middles;
    for (int i = from; i < to; i++) {
      const Shape& s = shapes[order_[i]];
      all.hold(s.low, s.high);
      middles.hold(s.low + s.high, s.low + s.high);
    }
    nodes_[node].low = all.low;
    nodes_[node].high = all.high;
    if (to - from <= 3) {
      nodes_[node].first = from;
      nodes_[node].count = to - from;
      return;
    }
    const int middle = divide(shapes, from, to, middles);
    const int left = static_cast<int>(nodes_.size());
    nodes_.emplace_back();
    nodes_.emplace_back();
    nodes_[node].first = left;
    split(shapes, left, from, middle);
    split(shapes, left + 1, middle, to);
  }

  /** Reorders `from..to` and returns where the second part starts: surface area heuristic, else the median. */
  int divide(const std::vector<Shape>& shapes, int from, int to, const Box& middles) {
    const Vec3 spread = middles.high - middles.low;
    const int axis = spread.x > spread.y ? (spread.x > spread.z ? 0 : 2) : (spread.y > spread.z ? 1 : 2);
    const auto middleOf = [&](int i) { return shapes[i].low[axis] + shapes[i].high[axis]; };
    const auto binOf = [&](int i) {
      return std::min(kBins - 1, static_cast<int>((middleOf(i) - middles.low[axis]) / spread[axis] * kBins));
    };
    int cut = -1;
    if (to - from > 6 && spread[axis] > 1e-6f) cut = cheapestCut(shapes, from, to, binOf);
    int middle = (from + to) / 2;
    if (cut >= 0) {
      const auto second = std::partition(order_.begin() + from, order_.begin() + to, [&](int i) { return binOf(i) <= cut; });
      middle = static_cast<int>(second - order_.begin());
    } else {
      std::nth_element(order_.begin() + from, order_.begin() + middle, order_.begin() + to,
                       [&](int a, int b) { return middleOf(a) < middleOf(b); });
    }
    return middle <= from || middle >= to ? (from + to) / 2 : middle;
  }

  template <typename BinOf>
  int cheapestCut(const std::vector<Shape>& shapes, int from, int to, BinOf binOf) const {
    Box bins[kBins];
    int counts[kBins] = {0};
    for (int i = from; i < to; i++) {
      const int bin = binOf(order_[i]);
      counts[bin]++;
      bins[bin].hold(shapes[order_[i]].low, shapes[order_[i]].high);
    }
    float areaAfter[kBins];
    int countAfter[kBins];
    Box after;
    for (int bin = kBins - 1, count = 0; bin > 0; bin--) {
      after.hold(bins[bin].low, bins[bin].high);
      countAfter[bin] = count += counts[bin];
      areaAfter[bin] = after.area();
    }
    Box before;
    float best = 1e30f;
    int cut = -1;
    for (int bin = 0, count = 0; bin < kBins - 1; bin++) {
      before.hold(bins[bin].low, bins[bin].high);
      count += counts[bin];
      if (!count || !countAfter[bin + 1]) continue;
      const float cost = before.area() * count + areaAfter[bin + 1] * countAfter[bin + 1];
      if (cost < best) { best = cost; cut = bin; }
    }
    return cut;
  }

  std::vector<Node> nodes_;
  std::vector<int> order_;
};

}  // namespace scenes
