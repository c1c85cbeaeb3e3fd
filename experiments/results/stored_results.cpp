// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/stored_results.hpp"

#include "experiments/plan/refusal.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/results/hdf5_reader.hpp"
#include "scenarios/reader/diagnostics.hpp"

namespace cultivar {

namespace {

constexpr int newest_format = 1;

void check_format(const Hdf5Reader& file, const std::filesystem::path& path) {
    if (!file.has("format") || file.text_attribute("format") != "cultivar-results")
        throw FileError(path, "results", "an HDF5 file, but not a results file", 2);
    const int major = file.number_attribute("format_version").front();
    if (major > newest_format || major < 1)
        throw FileError(path, "version",
                        "format version " + std::to_string(major) + "; this program reads " +
                            std::to_string(newest_format),
                        2);
}

}  // namespace

std::string StoredResults::name_of(const StoredRun& run) const {
    return variants[run.variant] + '/' + std::to_string(run.seed);
}

StoredResults read_results(const std::filesystem::path& path) {
    const Hdf5Reader file(path);
    check_format(file, path);
    StoredResults results;
    results.file = path;
    results.title = file.text_attribute("title");
    results.experiment = file.text_attribute("experiment");
    results.data_digest = file.text_attribute("data_digest");
    results.result_version = file.number_attribute("result_version").front();
    results.variants = file.texts("/design/variants");
    results.worlds = file.texts("/design/worlds");
    const auto ids = file.texts("/runs/id");
    const auto variants = file.numbers("/runs/variant");
    const auto seeds = file.whole_numbers("/runs/seed");
    const auto status = file.bytes("/runs/status");
    const auto events = file.whole_numbers("/runs/events");
    const auto fingerprints = file.whole_numbers("/runs/fingerprint");
    const auto seconds = file.reals("/provenance/seconds");
    if (results.worlds.size() != results.variants.size() || variants.size() != ids.size() ||
        seeds.size() != ids.size() || status.size() != ids.size() || events.size() != ids.size() ||
        fingerprints.size() != ids.size() || seconds.size() != ids.size())
        throw FileError(path, "results", "columns of different length", 2);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto variant = static_cast<std::size_t>(variants[i]);
        if (variant >= results.variants.size())
            throw FileError(path, "results", "a run of a variant that does not exist", 2);
        results.runs.push_back(
            {ids[i], variant, seeds[i], status[i] != 0, events[i], fingerprints[i], seconds[i]});
    }
    return results;
}

std::string stored_identity(const std::filesystem::path& path) {
    try {
        const Hdf5Reader file(path);
        check_format(file, path);
        return file.text_attribute("experiment");
    } catch (const FileError&) {
        return {};
    }
}

const StoredRun& find_run(const StoredResults& results, const std::string& name) {
    std::vector<std::string> known;
    for (std::size_t row = 0; row < results.runs.size(); ++row) {
        const StoredRun& run = results.runs[row];
        known.push_back(results.name_of(run));
        if (name == known.back() || name == run.id || name == std::to_string(row)) return run;
    }
    refuse_input("unknown-run", "no run is called " + in_quotes(name), results.file.string(),
                 hint_for(name, known));
}

}  // namespace cultivar
