// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "experiments/cli/commands.hpp"
#include "experiments/cli/rerun.hpp"
#include "experiments/plan/refusal.hpp"
#include "experiments/runner/interrupt.hpp"
#include "models/causality.hpp"
#include "models/events.hpp"
#include "models/narrative.hpp"

namespace cultivar {

namespace {

/// One side of the comparison.
struct Side {
    StoredResults results;
    std::size_t row = 0;
    WorldDescription world;
    std::optional<Cultivation> run;

    [[nodiscard]] std::string name() const { return results.name_of(results.runs[row]); }
    [[nodiscard]] std::string told(const TraceRow& event) const {
        const std::vector<TraceRow> chain = causes(run->trace(), event.id);
        return Narrator(run->world(), run->policy(), world.catalogue)
            .tell(event, chain.size() > 1 ? &chain[1] : nullptr);
    }
};

/// The run of a file that is meant; without a name the only one, or the first.
Side open_side(const std::filesystem::path& file, const std::string& name) {
    Side side{read_results(file), 0, {}, std::nullopt};
    if (side.results.runs.empty()) refuse_input("results", "no runs", file.string());
    if (!name.empty())
        side.row = static_cast<std::size_t>(&find_run(side.results, name) - side.results.runs.data());
    const StoredRun& stored = side.results.runs[side.row];
    side.world = world_of(side.results, stored);
    side.run = rerun(side.results, stored);
    return side;
}

/// A change of policy is the same if it moves the same lever to the same end, whatever its place in the list.
bool same_change(const Side& a, const TraceRow& in_a, const Side& b, const TraceRow& in_b) {
    const PolicyChange& one = a.run->policy().changes()[in_a.entity[0]];
    const PolicyChange& other = b.run->policy().changes()[in_b.entity[0]];
    return a.world.catalogue[one.parameter].name == b.world.catalogue[other.parameter].name &&
           one.target == other.target && one.from == other.from && one.ramp == other.ramp &&
           one.shape == other.shape && in_a.entity[1] == in_b.entity[1];
}

bool same_event(const Side& a, const TraceRow& in_a, const Side& b, const TraceRow& in_b) {
    if (in_a.time != in_b.time || in_a.type != in_b.type || in_a.outcome != in_b.outcome) return false;
    if (in_a.type == Events::index<PolicyChanged>) return same_change(a, in_a, b, in_b);
    return in_a.entity == in_b.entity;
}

std::string side_text(const Side& side, std::size_t place) {
    const Trace& trace = side.run->trace();
    return "  " + side.name() + ":\n    " +
           (place < trace.size() ? side.told(trace[place]) : "nothing more happens") + '\n';
}

std::string difference(const Side& a, const Side& b) {
    const Trace& one = a.run->trace();
    const Trace& other = b.run->trace();
    std::size_t place = 0;
    while (place < one.size() && place < other.size() && same_event(a, one[place], b, other[place])) ++place;
    if (place == one.size() && place == other.size())
        return "The runs " + a.name() + " and " + b.name() + " are the same: all " + std::to_string(place) +
               " events agree.\n";
    std::string text = "The first " + std::to_string(place) + " events agree";
    if (place > 0) text += ", up to " + sim::format_date(one[place - 1].time);
    return text + ".\nThen the runs part:\n" + side_text(a, place) + side_text(b, place);
}

}  // namespace

int diff_command(const DiffRequest& request) {
    const InterruptWatch watch;
    const std::string first = request.runs.empty() ? "" : request.runs.front();
    const std::string second = request.runs.empty() ? "" : request.runs.back();
    const Side a = open_side(request.a, first);
    if (!a.run) return exit_code::stopped_cleanly;
    const Side b = open_side(request.b, second);
    if (!b.run) return exit_code::stopped_cleanly;
    say(difference(a, b));
    return exit_code::done;
}

}  // namespace cultivar
