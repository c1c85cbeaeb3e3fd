// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/cultivation.hpp"
#include "models/trace_events.hpp"

namespace cultivar::test {

/// Years from the start of the run's world.
[[nodiscard]] inline double years_at(const Cultivation& run, sim::Time time) {
    return sim::in_years(time - run.world().start);
}

}  // namespace cultivar::test
