// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "experiments/analysis/text_table.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/cli/event_choice.hpp"
#include "experiments/cli/rerun.hpp"
#include "experiments/plan/refusal.hpp"
#include "experiments/runner/interrupt.hpp"
#include "models/causality.hpp"
#include "models/events.hpp"
#include "models/narrative.hpp"

namespace cultivar {

namespace {

/// Longer chains are told with their middle left out.
constexpr std::size_t most_told = 40;
/// Of the turning points of a cascade so many of each kind are told.
constexpr std::size_t most_of_a_kind = 8;

class Teller {
  public:
    Teller(const Cultivation& run, const sim::ParameterCatalogue& catalogue)
        : run_(run), narrator_(run.world(), run.policy(), catalogue) {}

    /// The event, then each cause below the event it brought about; of the steps of one ramp only the last
    /// and the first are told.
    [[nodiscard]] std::string chain(std::vector<TraceRow> rows, const std::string& indent) {
        const auto same_ramp = [](const TraceRow& later, const TraceRow& earlier) {
            constexpr std::uint8_t change = Events::index<PolicyChanged>;
            return later.type == change && earlier.type == change && later.entity[0] == earlier.entity[0] &&
                   earlier.entity[1] > 0;
        };
        rows.erase(std::unique(rows.begin(), rows.end(), same_ramp), rows.end());
        std::string text;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows.size() > most_told && i == most_told / 2) {
                const std::size_t left_out = rows.size() - most_told;
                text += indent + "  … " + std::to_string(left_out) + " more …\n";
                i += left_out;
            }
            const TraceRow* cause = i + 1 < rows.size() ? &rows[i + 1] : nullptr;
            text += indent + (i == 0 ? "" : "← ") + narrator_.tell(rows[i], cause) + '\n';
        }
        return text;
    }

    /// What an event of the chain rests on besides its cause, and the last move of policy before the event
    /// itself, unless that is in the chain.
    [[nodiscard]] std::string besides(const std::vector<TraceRow>& rows) {
        std::string text;
        const auto resting =
            std::find_if(rows.begin(), rows.end(), [](const TraceRow& row) { return row.through.valid(); });
        if (resting != rows.end()) {
            const std::vector<TraceRow> side = causes(run_.trace(), resting->through);
            if (!side.empty()) text += "\nIt also rests on\n" + chain(side, "  ");
        }
        const sim::EventId moved = rows.front().policy;
        const bool told =
            std::any_of(rows.begin(), rows.end(), [moved](const TraceRow& row) { return row.id == moved; });
        if (moved.valid() && !told)
            text += "\nThe last move of policy before it\n" + chain(causes(run_.trace(), moved), "  ");
        return text;
    }

    /// How many events of each kind followed from an event, and the first turning points among them.
    [[nodiscard]] std::string cascade(const TraceRow& root) {
        const std::vector<TraceRow> rows = consequences(run_.trace(), root.id);
        std::string text = narrator_.tell(root) + '\n';
        if (rows.empty()) return text + "Nothing followed from it.\n";
        std::array<std::size_t, Events::count> sizes{};
        for (const TraceRow& row : rows) ++sizes[row.type];
        text += "→ " + std::to_string(rows.size()) + (rows.size() == 1 ? " event" : " events") +
                " followed from it, the last on " + sim::format_date(rows.back().time) + "\n\n";
        TextTable table;
        for (std::uint8_t type = 0; type < Events::count; ++type)
            if (sizes[type] > 0)
                table.row({"  " + std::string(event_text(type)), std::to_string(sizes[type])});
        return text + table.text() + turning_points(root, rows);
    }

  private:
    /// The first events of each kind that readers of a cascade look for.
    [[nodiscard]] std::string turning_points(const TraceRow& root, const std::vector<TraceRow>& rows) {
        std::string text;
        std::array<std::size_t, Events::count> told{};
        for (const TraceRow& row : rows) {
            if (!turning_point(row.type) || ++told[row.type] > most_of_a_kind) continue;
            const auto cause = std::find_if(rows.begin(), rows.end(),
                                            [&row](const TraceRow& r) { return r.id == row.cause; });
            text += "  → " +
                    narrator_.tell(row, cause != rows.end()    ? &*cause
                                        : row.cause == root.id ? &root
                                                               : nullptr) +
                    '\n';
        }
        if (text.empty()) return text;
        return "\nIts first turning points, at most " + std::to_string(most_of_a_kind) + " of a kind\n" +
               text;
    }

    /// What readers of a cascade look for: scenarios set free, proven and copied, and what that sets off.
    [[nodiscard]] static bool turning_point(std::uint8_t type) {
        return type == Events::index<Listed> || type == Events::index<Validated> ||
               type == Events::index<Installed> || type == Events::index<BreakthroughMade> ||
               type == Events::index<StandardIssued>;
    }

    const Cultivation& run_;
    Narrator narrator_;
};

/// The first run of the last variant that did not fail: where a policy under test shows.
const StoredRun& usual_run(const StoredResults& results) {
    const StoredRun* usual = nullptr;
    for (const StoredRun& run : results.runs)
        if (!run.failed && (usual == nullptr || run.variant > usual->variant)) usual = &run;
    if (usual == nullptr) refuse_input("results", "no run of this file was finished", results.file.string());
    return *usual;
}

}  // namespace

int why_command(const WhyRequest& request) {
    const InterruptWatch watch;
    const StoredResults results = read_results(request.file);
    const StoredRun& stored = request.run ? find_run(results, *request.run) : usual_run(results);
    const std::optional<Cultivation> run = rerun(results, stored);
    if (!run) return exit_code::stopped_cleanly;
    const WorldDescription world = world_of(results, stored);
    const Look look = request.down ? Look::down : Look::up;
    const sim::EventId event = find_event(run->trace(), request.event, look);
    Teller teller(*run, world.catalogue);
    const std::vector<TraceRow> chain = causes(run->trace(), event);
    std::string text = "Run " + results.name_of(stored) + ", run again: the same " +
                       std::to_string(stored.events) + " events.\n\n";
    if (request.down) {
        text += teller.cascade(chain.front());
    } else {
        text += teller.chain(chain, "");
        text += teller.besides(chain);
    }
    say(text);
    return exit_code::done;
}

}  // namespace cultivar
