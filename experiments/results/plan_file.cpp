// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/plan_file.hpp"

#include "experiments/results/dataset.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/results/frame.hpp"
#include "experiments/results/sampling_record.hpp"
#include "models/metrics.hpp"
#include "scenarios/reader/world_file.hpp"

namespace cultivar {

namespace {

constexpr std::size_t least_text = 8;
constexpr std::size_t least_variant = 16;

/// The part of a plan that two equal plans share. Whatever an experiment gains, a plan must hold: the binding
/// names every field, the last three of which only concern the one who asks.
void encode_runs(ByteWriter& writer, const RunPlan& plan) {
    const auto& [kind, name, title, source, variants, seeds, shown, sampling, run_block, inputs, notes] =
        plan.experiment;
    const auto write_text = [](ByteWriter& to, const std::string& text) { to.add(text); };
    (void)run_block;
    (void)inputs;
    (void)notes;
    writer.add(experiment_identity(plan.experiment));
    writer.add(run_layout(plan));
    writer.add(std::uint8_t{plan.trace});
    writer.add(std::uint8_t{plan.draws});
    writer.add(kind);
    writer.add(name);
    writer.add(title);
    writer.add(source);
    writer.add(seeds);
    writer.add(shown, write_text);
    writer.add(variants, [](ByteWriter& to, const Variant& variant) {
        to.add(variant.name);
        to.add(variant.text);
    });
    writer.add(std::uint8_t{sampling.has_value()});
    if (sampling) encode(writer, *sampling);
}

/// A plan, with the identity and the layout that its writer gave it.
struct Written {
    RunPlan plan;
    std::string identity;
    std::string layout;
};

bool decode(std::string_view payload, Written& written) {
    ByteReader reader(payload);
    Experiment& experiment = written.plan.experiment;
    std::uint8_t trace = 0, draws = 0;
    const auto read_text = [](ByteReader& from, std::string& text) { from.take(text); };
    reader.take(written.identity);
    reader.take(written.layout);
    reader.take(trace);
    reader.take(draws);
    written.plan.trace = trace != 0;
    written.plan.draws = draws != 0;
    reader.take(experiment.kind);
    reader.take(experiment.name);
    reader.take(experiment.title);
    reader.take(experiment.source);
    reader.take(experiment.seeds);
    reader.take(experiment.shown, least_text, read_text);
    reader.take(experiment.variants, least_variant, [](ByteReader& from, Variant& variant) {
        from.take(variant.name);
        from.take(variant.text);
    });
    std::uint8_t sampled = 0;
    reader.take(sampled);
    if (sampled != 0 && !decode(reader, experiment.sampling.emplace())) return false;
    reader.take(written.plan.command);
    reader.take(written.plan.started);
    return reader.finished() && !experiment.variants.empty() && !experiment.seeds.empty();
}

}  // namespace

std::string run_layout(const RunPlan& plan) {
    std::string text = "records 1\n";
    if (plan.experiment.sampling) {
        text += "only the numbers of";
        for (const std::string& metric : plan.experiment.shown) text += ' ' + metric;
        text += '\n';
    }
    for (const Metric& metric : metrics()) {
        text += std::string(metric.id) + (metric.has_series() ? " series" : "");
        for (const Axis axis : metric.axes) text += ' ' + std::string(axis_name(axis));
        text += '\n';
    }
    return short_digest(text + (plan.trace ? "trace\n" : "") + (plan.draws ? "draws\n" : ""));
}

bool same_question(const RunPlan& a, const RunPlan& b) {
    return experiment_identity(a.experiment) == experiment_identity(b.experiment) && a.trace == b.trace &&
           a.draws == b.draws;
}

bool same_plan(const RunPlan& a, const RunPlan& b) {
    ByteWriter of_a, of_b;
    encode_runs(of_a, a);
    encode_runs(of_b, b);
    return of_a.bytes() == of_b.bytes();
}

std::string plan_digest(const RunPlan& plan) {
    ByteWriter writer;
    encode_runs(writer, plan);
    return digest(writer.bytes());
}

void write_plan(const std::filesystem::path& path, const RunPlan& plan) {
    ByteWriter writer;
    open_frame(writer);
    encode_runs(writer, plan);
    writer.add(plan.command);
    writer.add(plan.started);
    write_frame(path, writer, FrameKind::plan);
}

std::optional<RunPlan> read_plan(const std::filesystem::path& path) {
    Written written;
    if (!read_frame(path, FrameKind::plan, "damaged, or not a plan of runs",
                    [&](std::string_view payload) { return decode(payload, written); }))
        return std::nullopt;
    if (written.identity != experiment_identity(written.plan.experiment) ||
        written.layout != run_layout(written.plan))
        throw FileError(path, "result-version",
                        "written by a program of another result version or with other metrics", 2);
    return std::move(written.plan);
}

void read_worlds(RunPlan& plan, const std::filesystem::path& path) {
    for (Variant& variant : plan.experiment.variants) {
        variant.world = read_world_text(variant.text, path.string() + " (world of " + variant.name + ')');
        if (canonical_text(variant.world) != variant.text)
            throw FileError(path, "result-version",
                            "the world of " + variant.name + " reads differently in this program", 2);
    }
}

}  // namespace cultivar
