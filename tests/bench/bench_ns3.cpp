// SPDX-License-Identifier: Apache-2.0
#include <ns3/nstime.h>
#include <ns3/object-factory.h>
#include <ns3/simulator.h>

#include <cstdint>
#include <string>

#include "tests/bench/bench.hpp"
#include "tests/bench/phold.hpp"

namespace cultivar::bench {

namespace {

struct PholdModel {
    PholdLuck luck;
    std::uint64_t handled = 0;

    void schedule_from(std::uint32_t process) {
        const PholdLuck::Draw draw = luck.draw(process);
        ns3::Simulator::Schedule(ns3::TimeStep(static_cast<std::uint64_t>(draw.delay)), &PholdModel::handle,
                                 this, draw.target);
    }
    void handle(std::uint32_t process) {
        ++handled;
        schedule_from(process);
    }
    void run_for(std::uint64_t ticks) {
        ns3::Simulator::Stop(ns3::TimeStep(ticks));
        ns3::Simulator::Run();
    }
};

}  // namespace

PholdResult phold_ns3(const PholdCase& setting, const std::string& scheduler) {
    ns3::ObjectFactory factory;
    factory.SetTypeId(scheduler);
    ns3::Simulator::SetScheduler(factory);
    PholdModel model{PholdLuck(setting)};
    for (std::uint32_t at = 0; at < setting.processes; ++at)
        for (std::uint32_t token = 0; token < setting.tokens; ++token) model.schedule_from(at);
    model.run_for(static_cast<std::uint64_t>(sim::one_day.count()));
    const std::uint64_t before = model.handled;
    const double start = cpu_seconds();
    model.run_for(static_cast<std::uint64_t>(sim::days(setting.length()).count()));
    const double spent = cpu_seconds() - start;
    const std::uint64_t events = model.handled - before;
    ns3::Simulator::Destroy();
    return {static_cast<double>(events) / spent, 0.0, events};
}

}  // namespace cultivar::bench
