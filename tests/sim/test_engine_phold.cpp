// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "sim/engine.hpp"
#include "sim/random.hpp"

using namespace cultivar::sim;

namespace {

struct Token {
    static constexpr std::uint8_t priority = 0;
    static constexpr std::string_view name = "Token";
    std::uint32_t process = 0;
};
using PholdEngine = Engine<EventTypes<Token>>;

/// Every event schedules one, after an exponential delay of mean one day, here or (one in ten) anywhere.
struct Phold {
    PholdEngine& engine;
    std::vector<std::uint32_t> drawn;
    std::vector<std::uint64_t> visits{};

    void operator()(const Token& token, const Occurrence&) {
        ++visits[token.process];
        schedule_from(token.process);
    }
    void schedule_from(std::uint32_t process) {
        Stream stream(1, 1, Key{process}, drawn[process]++);
        const Duration delay = days(stream.exponential(1.0));
        const bool away = stream.integer(10) == 0;
        engine.after(delay, Token{away ? stream.integer(static_cast<std::uint32_t>(drawn.size())) : process});
    }
};

}  // namespace

// False alarms: the count of events in [0, T) is Poisson with mean P T, normal to well within the bound at
// these sizes; |z| < 4.9 fails one time in a million. A mean delay off by 5 % gives |z| > 10.
TEST_CASE("phold: the population is conserved exactly and the events of a span are Poisson") {
    for (const std::uint32_t tokens : {1U, 16U}) {
        constexpr std::uint32_t processes = 256;
        PholdEngine engine(Time{}, 1);
        Phold phold{engine, std::vector<std::uint32_t>(processes), std::vector<std::uint64_t>(processes)};
        for (std::uint32_t process = 0; process < processes; ++process)
            for (std::uint32_t token = 0; token < tokens; ++token) phold.schedule_from(process);
        const std::size_t population = std::size_t{processes} * tokens;
        for (int day = 0; day < 200; ++day) {
            engine.run_until(Time{} + one_day * day, phold);
            REQUIRE(engine.pending_events() == population);
        }
        const double expected = static_cast<double>(population) * 199.0;
        const auto events = static_cast<double>(engine.handled());
        CHECK(std::fabs(events - expected) < 4.9 * std::sqrt(expected));
        CHECK(engine.memory_bytes() <= 64 * population);
    }
}
