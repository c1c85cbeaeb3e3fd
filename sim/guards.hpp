// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/time.hpp"

namespace cultivar::sim {

/// How much a run may do before it is taken for one that will never end.
struct Guards {
    static constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

    /// Events at one instant: more are a cycle without delay.
    std::uint64_t events_per_instant = 1'000'000;
    /// Events on one simulated day, and in the whole run: more are a storm.
    std::uint64_t events_per_day = unlimited;
    std::uint64_t events_in_all = unlimited;
    /// Events waiting at once; more than 2^24 - 1 are never held.
    std::size_t pending = std::numeric_limits<std::size_t>::max();
};

/// The model, not its input, brought the run to a stop: a cycle without delay or a storm of events.
class ModelStop : public std::runtime_error {
  public:
    ModelStop(const std::string& what, Time when, std::vector<std::string> events);

    [[nodiscard]] Time when() const { return when_; }
    /// The names of the events that kept coming, the most frequent first.
    [[nodiscard]] const std::vector<std::string>& events() const { return events_; }

  private:
    Time when_;
    std::vector<std::string> events_;
};

/// Counts handled events against the limits; asks nearly nothing of a run that stays within them.
class EventMeter {
  public:
    explicit EventMeter(const Guards& guards, Time start);

    /// Notes one event at `time`; true if the limits must be looked at.
    bool count(Time time) {
        if (time != instant_) {
            instant_ = time;
            before_instant_ = handled_;
            if (time >= day_end_) [[unlikely]]
                begin_day(time);
        }
        return ++handled_ >= look_at_;
    }
    /// Throws ModelStop if a limit is passed; else sets when to look again. `counts` are events handled by
    /// type.
    void look(std::span<const std::string_view> names, std::span<const std::uint64_t> counts);

    [[nodiscard]] std::uint64_t handled() const { return handled_; }

  private:
    void begin_day(Time time);
    [[noreturn]] void stop(const std::string& why, std::span<const std::string_view> names,
                           std::span<const std::uint64_t> counts) const;

    Guards guards_;
    Time instant_ = Time::min();
    Time day_end_;
    std::uint64_t handled_ = 0;
    std::uint64_t before_instant_ = 0;
    std::uint64_t before_day_ = 0;
    std::uint64_t look_at_ = 1;
    std::vector<std::uint64_t> seen_;
};

}  // namespace cultivar::sim
