// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <queue>
#include <vector>

#include "sim/event_queue.hpp"
#include "sim/random.hpp"
#include "tests/bench/bench.hpp"

namespace cultivar::bench {

namespace {

struct Load {
    static constexpr std::uint8_t priority = 0;
    static constexpr std::string_view name = "Load";
    std::uint64_t a = 0, b = 0;
};

/// Exponential steps drawn beforehand, so that the queue is what is measured.
std::vector<std::int64_t> make_steps() {
    sim::Stream stream(1, 2, sim::Key{1});
    std::vector<std::int64_t> steps(1 << 16);
    for (auto& step : steps) step = static_cast<std::int64_t>(stream.exponential(1e9));
    return steps;
}
const std::int64_t* steps() {
    static const std::vector<std::int64_t> drawn = make_steps();
    return drawn.data();
}

class OurQueue {
  public:
    void push(std::int64_t time, const Load& load) { queue_.push(sim::Time{sim::Duration{time}}, load, {}); }
    std::int64_t pop(Load& load) {
        queue_.pop(popped_);
        load = sim::unpack<Load>(popped_.payload);
        return popped_.time.time_since_epoch().count();
    }

  private:
    sim::EventQueue<sim::EventTypes<Load>> queue_;
    sim::PoppedEvent popped_;
};

class StandardQueue {
  public:
    void push(std::int64_t time, const Load& load) { queue_.push({time, ++pushed_, load}); }
    std::int64_t pop(Load& load) {
        const Item first = queue_.top();
        queue_.pop();
        load = first.load;
        return first.time;
    }

  private:
    struct Item {
        std::int64_t time;
        std::uint64_t order;
        Load load;
        bool operator>(const Item& other) const {
            return time != other.time ? time > other.time : order > other.order;
        }
    };
    std::priority_queue<Item, std::vector<Item>, std::greater<>> queue_;
    std::uint64_t pushed_ = 0;
};

/// Nanoseconds per hold: the first event leaves and one comes in, later by an exponential step.
template <class Queue>
double hold(std::uint64_t pending, std::uint64_t holds) {
    Queue queue;
    const std::int64_t* step = steps();
    for (std::uint64_t i = 0; i < pending; ++i)
        queue.push(step[i * 40503 & 0xffff] + static_cast<std::int64_t>(i % 977), {i, 0});
    Load load;
    double start = 0.0;
    const std::uint64_t warm_up = std::min<std::uint64_t>(pending, 1'000'000);
    for (std::uint64_t i = 0; i < holds + warm_up; ++i) {
        if (i == warm_up) start = cpu_seconds();
        const std::int64_t now = queue.pop(load);
        queue.push(now + step[i & 0xffff], load);
    }
    return (cpu_seconds() - start) * 1e9 / static_cast<double>(holds);
}

}  // namespace

void bench_hold(const Options& options) {
    for (const std::uint64_t pending : {1'000ULL, 10'000ULL, 100'000ULL, 1'000'000ULL, 10'000'000ULL}) {
        if (options.quick && pending > 1'000'000) break;
        const std::uint64_t holds = options.shortened(3'000'000);
        compare(options, "hold", std::to_string(pending), "ns/hold",
                {{"cultivar", [=] { return hold<OurQueue>(pending, holds); }},
                 {"std::priority_queue", [=] { return hold<StandardQueue>(pending, holds); }}});
    }
}

}  // namespace cultivar::bench
