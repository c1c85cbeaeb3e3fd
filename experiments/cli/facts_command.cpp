// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "experiments/analysis/evidence.hpp"
#include "experiments/analysis/facts.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/cli/rerun.hpp"
#include "experiments/plan/refusal.hpp"
#include "experiments/results/stored_results.hpp"
#include "experiments/runner/interrupt.hpp"
#include "scenarios/reader/diagnostics.hpp"

namespace cultivar {

namespace {

std::size_t variant_of(const StoredResults& results, const std::optional<std::string>& name) {
    if (!name) return results.variants.size() - 1;
    const auto found = std::find(results.variants.begin(), results.variants.end(), *name);
    if (found == results.variants.end())
        refuse_input("unknown-ref", "no variant is called " + in_quotes(*name), "cli",
                     hint_for(*name, results.variants));
    return static_cast<std::size_t>(found - results.variants.begin());
}

}  // namespace

int facts_command(const FactsRequest& request) {
    const InterruptWatch watch;
    const StoredResults results = read_results(request.file);
    const std::size_t variant = variant_of(results, request.variant);
    Evidence evidence;
    std::vector<Fact> facts;
    for (const StoredRun& stored : results.runs) {
        if (stored.variant != variant || stored.failed || evidence.runs == request.runs) continue;
        const std::optional<Cultivation> run = rerun(results, stored);
        if (!run) return exit_code::stopped_cleanly;
        evidence.add(*run);
        facts = stylised_facts(evidence, run->world());
    }
    if (facts.empty()) refuse_input("results", "no run of this variant was finished", results.file.string());
    std::string text = results.variants[variant] + ", " + std::to_string(evidence.runs) +
                       (evidence.runs == 1 ? " run" : " runs") + ", run again\n\n";
    std::size_t met = 0;
    for (const Fact& fact : facts) {
        met += fact.met ? 1 : 0;
        text += fact.id + "  " + fact.fact + "\n      target  " + fact.target + "\n      model   " +
                fact.model + "\n      " + (fact.met ? "met" : "gap") + '\n';
    }
    say(text + '\n' + std::to_string(met) + " of " + std::to_string(facts.size()) + " met\n");
    return exit_code::done;
}

}  // namespace cultivar
