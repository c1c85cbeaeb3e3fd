// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/results_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>

#include "experiments/plan/version.hpp"
#include "experiments/results/atomic_file.hpp"
#include "experiments/results/columns.hpp"
#include "experiments/results/hdf5_writer.hpp"
#include "experiments/results/result_datasets.hpp"

namespace cultivar {

namespace {

std::string host_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

void add_all(Hdf5Writer& writer, const std::vector<Dataset>& datasets, bool in_digest = true) {
    for (const Dataset& dataset : datasets) writer.add(dataset, in_digest);
}

void add_provenance(Hdf5Writer& writer, const RunResults& results, const Provenance& provenance) {
    std::vector<double> seconds;
    for (const RunResult& run : results.runs) seconds.push_back(run.seconds);
    writer.add(run_scale("/provenance", results.runs.size()), false);
    writer.add(
        column("/provenance/seconds", "run", std::move(seconds), {{"long_name", "CPU seconds of the run"}}),
        false);
    writer.attribute("/provenance", "version", std::string(version));
    writer.attribute("/provenance", "compiler", compiler());
    writer.attribute("/provenance", "host", host_name());
    writer.attribute("/provenance", "command", provenance.command);
    writer.attribute("/provenance", "started", provenance.started);
    writer.attribute("/provenance", "ended", provenance.ended);
}

bool has_series(const RunResults& results) {
    return std::any_of(results.runs.begin(), results.runs.end(),
                       [](const RunResult& run) { return !run.times.empty(); });
}

void add_series(Hdf5Writer& writer, const Experiment& experiment, const RunResults& results) {
    add_all(writer, series_scales(experiment, results));
    for (std::size_t metric = 0; metric < metrics().size(); ++metric)
        if (metrics()[metric].has_series()) writer.add(series_dataset(experiment, results, metric));
}

void add_findings(Hdf5Writer& writer, const Experiment& experiment, const RunResults& results,
                  const Comparison& comparison) {
    if (has_series(results)) add_series(writer, experiment, results);
    add_all(writer, summary_datasets(experiment, results, comparison));
    add_all(writer, paired_datasets(experiment, results, comparison));
}

void add_findings(Hdf5Writer& writer, const Experiment& experiment, const RunResults& results,
                  const Sensitivity& sensitivity) {
    add_all(writer, sensitivity_datasets(experiment, results, sensitivity));
}

void add_data(Hdf5Writer& writer, const Experiment& experiment, const RunResults& results,
              const Findings& findings) {
    add_all(writer, spec_datasets(experiment));
    add_all(writer, design_datasets(experiment));
    add_all(writer, sampling_datasets(experiment));
    add_all(writer, run_datasets(experiment, results));
    add_all(writer, error_datasets(results));
    add_all(writer, metric_datasets(experiment, results));
    std::visit([&](const auto& found) { add_findings(writer, experiment, results, found); }, findings);
    add_all(writer, event_datasets(results));
    add_all(writer, draw_datasets(results));
}

}  // namespace

std::string utc_now() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

std::string write_results(const std::filesystem::path& path, const Experiment& experiment,
                          const RunResults& results, const Findings& findings, const Provenance& provenance) {
    AtomicFile file(path);
    Hdf5Writer writer(path);
    add_data(writer, experiment, results, findings);
    add_provenance(writer, results, provenance);
    const std::string text = writer.data_digest();
    writer.attribute("/", "format", "cultivar-results");
    writer.attribute("/", "format_version", std::vector<std::int32_t>{1, 0});
    writer.attribute("/", "Conventions", "CF-1.8");
    writer.attribute("/", "title", experiment.title);
    writer.attribute("/", "kind", experiment.kind);
    writer.attribute("/", "experiment", experiment_identity(experiment));
    writer.attribute("/", "result_version", std::vector<std::int32_t>{result_version});
    writer.attribute("/", "complete", std::vector<std::int32_t>{results.failed() == 0 ? 1 : 0});
    writer.attribute("/", "data_digest", text);
    file.write(writer.finish());
    file.commit();
    return text;
}

}  // namespace cultivar
