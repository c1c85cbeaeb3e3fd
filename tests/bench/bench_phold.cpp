// SPDX-License-Identifier: Apache-2.0
#include "sim/engine.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/phold.hpp"

namespace cultivar::bench {

namespace {

struct Token {
    static constexpr std::uint8_t priority = 0;
    static constexpr std::string_view name = "Token";
    std::uint32_t process = 0;
};
using PholdEngine = sim::Engine<sim::EventTypes<Token>>;

struct Process {
    PholdEngine& engine;
    PholdLuck& luck;

    void operator()(const Token& token, const sim::Occurrence&) {
        const PholdLuck::Draw draw = luck.draw(token.process);
        engine.note_draw(draw.key);
        engine.after(sim::Duration{draw.delay}, Token{draw.target});
    }
};

}  // namespace

PholdResult phold_cultivar(const PholdCase& setting) {
    PholdEngine engine(sim::Time{}, 1);
    PholdLuck luck(setting);
    Process process{engine, luck};
    for (std::uint32_t at = 0; at < setting.processes; ++at)
        for (std::uint32_t token = 0; token < setting.tokens; ++token) process({at}, {});
    const sim::Time begin = engine.now() + sim::one_day;
    engine.run_until(begin, process);
    const std::uint64_t before = engine.handled();
    const double start = cpu_seconds();
    engine.run_until(begin + sim::days(setting.length()), process);
    const double spent = cpu_seconds() - start;
    const std::uint64_t events = engine.handled() - before;
    return {static_cast<double>(events) / spent,
            static_cast<double>(engine.memory_bytes()) / static_cast<double>(engine.pending_events()),
            events};
}

void bench_phold(const Options& options) {
    const auto cases = {PholdCase{1024, 1, 4'000'000}, PholdCase{1024, 16, 4'000'000},
                        PholdCase{65536, 1, 3'000'000}, PholdCase{65536, 16, 2'000'000}};
    for (PholdCase setting : cases) {
        setting.events = options.shortened(setting.events);
        std::vector<Contestant> contestants = {
            {"cultivar", [=] { return phold_cultivar(setting).events_per_second; }}};
#ifdef CULTIVAR_NS3
        for (const char* scheduler : {"Map", "PriorityQueue"})
            contestants.push_back({std::string("ns-3 ") + scheduler, [=] {
                                       const std::string type =
                                           std::string("ns3::") + scheduler + "Scheduler";
                                       return phold_ns3(setting, type).events_per_second;
                                   }});
#endif
        compare(options, "phold", setting.name(), "events/cpu_s", contestants);
        report(options, "phold", setting.name(), "cultivar", phold_cultivar(setting).bytes_per_event,
               "bytes/pending_event");
    }
}

}  // namespace cultivar::bench
