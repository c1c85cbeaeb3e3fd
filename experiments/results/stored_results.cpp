// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/stored_results.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <sstream>
#include <stdexcept>

#include "experiments/plan/experiment.hpp"
#include "experiments/plan/refusal.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/results/hdf5_reader.hpp"
#include "scenarios/reader/diagnostics.hpp"
#include "scenarios/reader/world_file.hpp"

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

/// The values of a one_of stay texts as in world files.
void read_sampling(const Hdf5Reader& file, StoredResults& results) {
    const std::filesystem::path& path = results.file;
    const auto laws = file.texts("/design/distribution");
    const auto values = file.texts("/design/values");
    for (const std::string& name : file.texts("/design/factors")) {
        results.factors.emplace_back();
        results.factors.back().path = name;
    }
    results.points = file.table("/design/points");
    const std::size_t count = results.factors.size();
    if (count == 0 || laws.size() != count || values.size() != count || results.points.columns != count)
        throw FileError(path, "results", "factors and points that do not fit together", 2);
    for (std::size_t i = 0; i < count; ++i) {
        const auto law = std::find(law_names.begin(), law_names.end(), laws[i]);
        if (law == law_names.end()) throw FileError(path, "results", "a factor without a known law", 2);
        results.factors[i].law = static_cast<Law>(law - law_names.begin());
        std::istringstream lines(values[i]);
        for (std::string line; std::getline(lines, line);) results.factors[i].values.emplace_back(line);
    }
    for (std::size_t cell = 0; cell < results.points.cells.size(); ++cell) {
        const Factor& factor = results.factors[cell % count];
        const double value = results.points.cells[cell];
        const double places = static_cast<double>(factor.values.size());
        if (!std::isfinite(value) || (factor.law == Law::one_of && !(value >= 0.0 && value < places)))
            throw FileError(path, "results", "a point with a value that its factor does not have", 2);
    }
}

}  // namespace

std::string StoredResults::name_of(const StoredRun& run) const {
    return (factors.empty() ? variants[run.variant] : point_name(run.point)) + '/' + std::to_string(run.seed);
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
    if (file.text_attribute("kind") == sampled_kind) read_sampling(file, results);
    const auto ids = file.texts("/runs/id");
    const auto points = file.numbers("/runs/point");
    const auto variants = file.numbers("/runs/variant");
    const auto seeds = file.whole_numbers("/runs/seed");
    const auto status = file.bytes("/runs/status");
    const auto events = file.whole_numbers("/runs/events");
    const auto fingerprints = file.whole_numbers("/runs/fingerprint");
    const auto seconds = file.reals("/provenance/seconds");
    if (results.worlds.size() != results.variants.size() || variants.size() != ids.size() ||
        points.size() != ids.size() || seeds.size() != ids.size() || status.size() != ids.size() ||
        events.size() != ids.size() || fingerprints.size() != ids.size() || seconds.size() != ids.size())
        throw FileError(path, "results", "columns of different length", 2);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto variant = static_cast<std::size_t>(variants[i]);
        if (variant >= results.variants.size())
            throw FileError(path, "results", "a run of a variant that does not exist", 2);
        const auto point = static_cast<std::size_t>(points[i]);
        if (!results.factors.empty() && point >= results.points.rows)
            throw FileError(path, "results", "a run of a point that does not exist", 2);
        results.runs.push_back(
            {ids[i], variant, point, seeds[i], status[i] != 0, events[i], fingerprints[i], seconds[i]});
    }
    return results;
}

WorldDescription world_of(const StoredResults& results, const StoredRun& run) {
    const std::string name = results.factors.empty() ? results.variants[run.variant] : point_name(run.point);
    WorldDescription world =
        read_world_text(results.worlds[run.variant], results.file.string() + " (world of " + name + ')');
    if (results.factors.empty()) return world;
    try {
        (void)set_factors(world, results.factors,
                          std::span<const double>(results.points.cells)
                              .subspan(run.point * results.points.columns, results.points.columns));
    } catch (const std::out_of_range& error) {
        throw FileError(results.file, "results", std::string("a factor cannot be set: ") + error.what(), 2);
    }
    return world;
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
