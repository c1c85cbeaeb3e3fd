// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "experiments/plan/experiment.hpp"
#include "sim/time.hpp"

namespace cultivar {

/// Which arms of an experiment have a past in common under one seed, and until when: variants whose worlds
/// differ in nothing but dated changes. Points of a sampled experiment share nothing. Keeps a reference to the
/// experiment.
class Pasts {
  public:
    explicit Pasts(const Experiment& experiment);

    /// The first arm that has the first day in common with this one.
    [[nodiscard]] std::size_t founder(std::size_t arm) const {
        return founders_.empty() ? arm : founders_[arm];
    }
    /// The first instant at which two arms of one founder differ; Time::max() if they never do.
    [[nodiscard]] sim::Time parting(std::size_t a, std::size_t b) const;

  private:
    const Experiment& experiment_;
    std::vector<std::size_t> founders_;  ///< by arm; none where nothing is shared
};

}  // namespace cultivar
