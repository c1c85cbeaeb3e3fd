// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/random.hpp"
#include "sim/time.hpp"

namespace cultivar::bench {

/// PHOLD (Fujimoto 1990): every event at a process schedules one event, after an exponential delay of mean
/// one day, at the same process or, one time in ten, at any.
struct PholdCase {
    std::uint32_t processes = 0;
    std::uint32_t tokens = 0;  ///< events per process at the start
    std::uint64_t events = 0;  ///< to be handled while the clock runs, about

    [[nodiscard]] std::uint64_t population() const { return std::uint64_t{processes} * tokens; }
    [[nodiscard]] std::string name() const {
        return std::to_string(processes) + "x" + std::to_string(tokens);
    }
    /// The length of the measured part, in days.
    [[nodiscard]] double length() const {
        return static_cast<double>(events) / static_cast<double>(population());
    }
};

struct PholdResult {
    double events_per_second = 0.0;
    double bytes_per_event = 0.0;
    std::uint64_t events = 0;
};

/// The draws of the model, the same for every engine: one keyed block per event.
class PholdLuck {
  public:
    explicit PholdLuck(const PholdCase& setting) : processes_(setting.processes), drawn_(setting.processes) {}

    struct Draw {
        std::uint64_t key = 0;
        std::int64_t delay = 0;  ///< microseconds
        std::uint32_t target = 0;
    };
    Draw draw(std::uint32_t process) {
        const std::uint32_t occurrence = drawn_[process]++;
        sim::Stream stream(1, 1, sim::Key{process}, occurrence);
        Draw draw;
        draw.key = std::uint64_t{process} << 32 | occurrence;
        draw.delay = static_cast<std::int64_t>(stream.exponential(static_cast<double>(sim::one_day.count())));
        draw.target = stream.integer(10) == 0 ? stream.integer(processes_) : process;
        return draw;
    }

  private:
    std::uint32_t processes_;
    std::vector<std::uint32_t> drawn_;
};

[[nodiscard]] PholdResult phold_cultivar(const PholdCase& setting);
/// ns-3 with one of its schedulers, by type name.
[[nodiscard]] PholdResult phold_ns3(const PholdCase& setting, const std::string& scheduler);

}  // namespace cultivar::bench
