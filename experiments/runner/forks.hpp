// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/plan/experiment.hpp"
#include "experiments/plan/pasts.hpp"
#include "experiments/runner/model.hpp"
#include "models/cultivation.hpp"

namespace cultivar {

/// The runs of one seed whose arms have one founder: their common past is run once, and where arms part the
/// run is copied, so that each comes out as if it had been run by itself. What they share is booked to them
/// in equal parts.
class Forks {
  public:
    /// Keeps references to all of these.
    Forks(const Experiment& experiment, const Pasts& pasts, const std::vector<PlannedRun>& runs,
          const Deliver& deliver)
        : experiment_(experiment), pasts_(pasts), runs_(runs), deliver_(deliver) {}

    /// Founds the world of these rows, runs it and delivers each of them. False if it was interrupted, or if no
    /// more are wanted.
    [[nodiscard]] bool run(const Task& rows, Recording recording);
    /// Events handled so far, those of a common past once.
    [[nodiscard]] std::uint64_t handled() const { return handled_; }

  private:
    [[nodiscard]] bool go_on(Cultivation run, const Task& rows, double seconds);
    [[nodiscard]] bool part(Cultivation run, sim::Time parting, const Task& rows, double seconds);
    [[nodiscard]] bool deliver(const Task& rows, RunResult result, double seconds) const;
    [[nodiscard]] sim::Time first_parting(const Task& rows) const;
    /// The largest last.
    [[nodiscard]] std::vector<Task> parts_after(sim::Time parting, const Task& rows) const;

    const Experiment& experiment_;
    const Pasts& pasts_;
    const std::vector<PlannedRun>& runs_;
    const Deliver& deliver_;
    std::vector<Scalar> scalars_;
    std::uint64_t handled_ = 0;
};

/// Takes a run to a time, at most to its end, and looks for InterruptWatch's word about every quarter of a
/// simulated year: false if it came.
[[nodiscard]] bool run_watched(Cultivation& run, sim::Time until);

}  // namespace cultivar
