// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/columns.hpp"
#include "experiments/results/result_datasets.hpp"

namespace cultivar {

namespace {

std::string resolved_text(const Experiment& experiment) {
    std::string text = "experiment: " + experiment.kind + "\nname: " + experiment.name +
                       "\ntitle: " + experiment.title + "\nvariants:\n";
    for (const Variant& variant : experiment.variants)
        text += "  - {name: " + variant.name + ", world: " + digest(variant.text) + "}\n";
    text += "seeds:\n";
    for (const std::uint64_t seed : experiment.seeds) text += "  - " + std::to_string(seed) + '\n';
    return text;
}

}  // namespace

std::vector<Dataset> spec_datasets(const Experiment& experiment) {
    return {single_text("/spec/experiment", experiment.source,
                        {{"long_name", "the file that was run, as it stood"}}),
            single_text("/spec/resolved_experiment", resolved_text(experiment),
                        {{"long_name", "names, worlds by digest, and seeds of all runs"}}),
            single_text("/spec/world", experiment.variants.front().text,
                        {{"long_name", "canonical text of the baseline's world"}})};
}

std::vector<Dataset> design_datasets(const Experiment& experiment) {
    std::vector<std::string> names, worlds;
    for (const Variant& variant : experiment.variants) {
        names.push_back(variant.name);
        worlds.push_back(variant.text);
    }
    return {scale("/design", "variants", std::move(names),
                  {{"long_name", "names of the variants, baseline first"}}),
            column("/design/worlds", "variants", std::move(worlds),
                   {{"long_name", "canonical text of each variant's world"}})};
}

std::vector<Dataset> run_datasets(const Experiment& experiment, const RunResults& results) {
    std::vector<std::string> stages;
    std::vector<std::int32_t> points, variants;
    std::vector<std::uint64_t> seeds, events, fingerprints;
    std::vector<std::int8_t> status;
    const std::vector<PlannedRun> planned = planned_runs(experiment);
    for (std::size_t row = 0; row < planned.size(); ++row) {
        const RunResult& run = results.runs[row];
        points.push_back(experiment.sampling ? static_cast<std::int32_t>(planned[row].arm) : 0);
        variants.push_back(experiment.sampling ? 0 : static_cast<std::int32_t>(planned[row].arm));
        seeds.push_back(planned[row].seed);
        status.push_back(static_cast<std::int8_t>(run.status));
        stages.push_back(run.stage);
        events.push_back(run.events);
        fingerprints.push_back(run.fingerprint);
    }
    return {run_scale("/runs", planned.size()),
            column("/runs/id", "run", run_identities(experiment),
                   {{"long_name", "identity made from world, seed and result version"}}),
            column("/runs/point", "run", std::move(points),
                   {{"long_name", "row of /design/points; a comparison has one point, 0"}}),
            column("/runs/variant", "run", std::move(variants), {{"long_name", "row of /design/variants"}}),
            column("/runs/seed", "run", std::move(seeds)),
            column("/runs/status", "run", std::move(status), {{"flag_meanings", "0: done, 1: failed"}}),
            column("/runs/stage", "run", std::move(stages), {{"long_name", "where a failed run failed"}}),
            column("/runs/events", "run", std::move(events), {{"long_name", "events handled"}}),
            column("/runs/fingerprint", "run", std::move(fingerprints),
                   {{"long_name", "rolling hash of every event and draw"}})};
}

std::vector<Dataset> error_datasets(const RunResults& results) {
    std::vector<std::int32_t> rows, runs;
    std::vector<std::string> stages, messages;
    for (std::size_t row = 0; row < results.runs.size(); ++row) {
        const RunResult& run = results.runs[row];
        if (run.status != RunStatus::failed) continue;
        rows.push_back(static_cast<std::int32_t>(rows.size()));
        runs.push_back(static_cast<std::int32_t>(row));
        stages.push_back(run.stage);
        messages.push_back(run.message);
    }
    if (rows.empty()) return {};
    return {scale("/errors", "error", std::move(rows)),
            column("/errors/run", "error", std::move(runs), {{"long_name", "row of /runs"}}),
            column("/errors/stage", "error", std::move(stages)),
            column("/errors/message", "error", std::move(messages))};
}

}  // namespace cultivar
