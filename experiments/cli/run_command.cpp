// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "experiments/cli/commands.hpp"
#include "experiments/cli/output.hpp"
#include "experiments/runner/interrupt.hpp"
#include "experiments/runner/runner.hpp"
#include "experiments/runner/world_model.hpp"
#include "sim/error.hpp"

namespace cultivar {

namespace {

std::string kept_of_all(const KeptRuns& kept) {
    return std::to_string(kept.count()) + " of " + count_of(kept.there.size(), "run");
}

void tell_opening(const RunFolder& folder, const KeptRuns& kept) {
    if (folder.moved()) complain("moved the older folder to " + folder.moved()->string());
    if (kept.count() > 0)
        complain("note: " + kept_of_all(kept) + (kept.count() == 1 ? " is" : " are") + " kept in " +
                 folder.path().string() + " from before");
}

int interrupted(const RunRequest& request, const RunFolder& folder, const KeptRuns& kept) {
    if (kept.count() == 0 && !kept.others && !request.shard) {
        (void)remove_folder(folder.path());
        complain(
            "stopped before a run was finished; nothing was written. Start again with the same command: " +
            request.command);
    } else {
        complain("stopped; " + kept_of_all(kept) + (kept.count() == 1 ? " is" : " are") + " kept in " +
                 folder.path().string() + ". Go on with the same command: " + request.command);
    }
    return exit_code::stopped_cleanly;
}

int stopped_by_failures(const RunFolder& folder, const KeptRuns& kept) {
    const RunResults& results = kept.results;
    complain("stopped: " + std::to_string(results.failed()) + " of " + count_of(results.runs.size(), "run") +
             " failed, more than " + std::to_string(std::lround(100.0 * most_failed)) + " %; " +
             kept_of_all(kept) + (kept.count() == 1 ? " is" : " are") + " kept in " + folder.path().string());
    tell_failures(folder.plan().experiment, results);
    return exit_code::model_stopped;
}

/// A shard is done; whoever is the last to say so compiles.
int others_at_work(const RunFolder& folder) {
    say("This shard is done, others are at work. How far?  cultivar status " + folder.path().string() + '\n');
    return exit_code::done;
}

int left_for_others(const RunFolder& folder, const KeptRuns& kept) {
    say("This shard is done: " + kept_of_all(kept) + " are in " + folder.path().string() +
        ". The last shard compiles them;\nwhich are missing?  cultivar collect " + folder.path().string() +
        '\n');
    return exit_code::done;
}

std::string size_told(const Experiment& experiment) {
    std::string arms = count_of(arm_count(experiment), "variant");
    if (experiment.sampling) {
        const Sampling& sampling = *experiment.sampling;
        arms = count_of(sampling.factors.size(), "factor") + ", " + count_of(arm_count(experiment), "point");
        if (sampling.design.block > 1)
            arms += " in " + count_of(sampling.design.blocks(), "block") + " of " +
                    std::to_string(sampling.design.block);
    }
    arms += " × " + count_of(experiment.seeds.size(), "seed");
    if (experiment.sampling && experiment.sampling->replicated > 0)
        arms += " + " + std::to_string(experiment.sampling->replicated) + " × " +
                std::to_string(experiment.sampling->more_seeds.size()) + " more";
    return arms + " = " + count_of(planned_runs(experiment).size(), "run");
}

}  // namespace

int run_command(const RunRequest& request) {
    Output output{{}, false, {request.command, utc_now(), ""}, std::chrono::steady_clock::now()};
    const Experiment experiment = asked_in(request);
    output.file = results_path(request, experiment);
    output.aside = check_output(output.file, experiment, request.force);
    const InterruptWatch watch;
    RunFolder folder(
        output.file,
        {experiment, request.trace, request.draws, request.whole_command, output.provenance.started},
        request.shard ? Sharing::shared : Sharing::alone, request.force);
    output.provenance.started = folder.plan().started;
    KeptRuns kept = read_runs(folder.path(), folder.plan());
    tell_opening(folder, kept);
    const std::vector<std::size_t> rows = kept.missing(rows_of(experiment, request.shard.value_or(Shard{})));
    Progress progress(request.progress, rows.size());
    folder.expect_workers(request.jobs);
    const WorldModel model(experiment, {.trace = request.trace, .metrics = true, .draws = request.draws});
    const Ending ending = run_rows(
        model, rows, request.jobs,
        [&](std::size_t thread, std::size_t row, const RunResult& run, const std::vector<Scalar>& scalars) {
            folder.keep(thread, row, run, scalars);
            kept.there[row] = 1;
        },
        kept.results, progress);
    folder.close();
    kept.copy_to_twins();
    if (ending == Ending::interrupted) return interrupted(request, folder, kept);
    if (ending == Ending::too_many_failed) return stopped_by_failures(folder, kept);
    if (request.shard) {
        if (!folder.alone()) return others_at_work(folder);
        kept = read_runs(folder.path(), folder.plan());
        if (!kept.complete()) return left_for_others(folder, kept);
    }
    return compile(output, experiment, kept);
}

int check_command(const std::vector<std::filesystem::path>& files) {
    int code = exit_code::done;
    for (const std::filesystem::path& file : files) {
        try {
            const Experiment experiment = load_experiment(file);
            for (const std::string& note : experiment.notes) complain("note: " + note);
            const WorldDescription& world = experiment.variants.front().world;
            say(file.string() + ": fine — " + count_of(world.regions.size(), "region") + ", " +
                sim::format_date(world.start) + " to " + sim::format_date(world.end - sim::one_day) + ", " +
                size_told(experiment) + '\n');
        } catch (const sim::InputError& error) {
            complain(error.what());
            code = std::max(code, error.exit_code());
        }
    }
    return code;
}

}  // namespace cultivar
