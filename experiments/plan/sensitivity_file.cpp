// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/sensitivity_file.hpp"

#include <algorithm>

#include "experiments/plan/common_part.hpp"
#include "experiments/plan/design_part.hpp"
#include "experiments/plan/factor_part.hpp"
#include "experiments/plan/size.hpp"
#include "experiments/plan/variant_part.hpp"

namespace cultivar {

namespace {

const NumberRange confidences{0.5, 0.9999};
const NumberRange half_widths{1e-4, 1.0};

/// The world that all points start from.
WorldDescription base_world(const Fields& fields, const VariantOrigin& origin, Experiment& experiment) {
    WorldDescription world = origin.world;
    if (const Node* policy = fields.find("policy"))
        world.changes = read_policies(*policy, origin, experiment, fields.diagnostics());
    for (const std::string& note : set_at_start(world, origin.everywhere))
        experiment.notes.push_back("command line: " + note);
    return world;
}

void refuse_set_factors(const VariantOrigin& origin, const std::vector<Factor>& factors,
                        Diagnostics& diagnostics) {
    for (const Setting& setting : origin.everywhere)
        for (const Factor& factor : factors)
            if (factor.path == origin.world.catalogue[setting.parameter].name)
                diagnostics.add("cli-set", "--set " + factor.path + ": the experiment varies it",
                                {"cli", 0, 0});
}

std::vector<std::size_t> read_convergence(const Node& list, const Sampling& sampling,
                                          Diagnostics& diagnostics) {
    std::vector<std::size_t> blocks;
    if (sampling.choice.method != Method::sobol) {
        diagnostics.add("cross", "'convergence' needs a Sobol design", list.place());
        return blocks;
    }
    const auto most = static_cast<std::int64_t>(std::max<std::uint64_t>(sampling.choice.n, 2));
    for (const Node& item : read_items(list, diagnostics)) {
        const auto number = read_whole(item, 2, most, diagnostics);
        if (!number) continue;
        if (!blocks.empty() && static_cast<std::size_t>(*number) <= blocks.back())
            diagnostics.add("range", item.text() + " does not rise above the number before it", item.place());
        blocks.push_back(static_cast<std::size_t>(*number));
    }
    return blocks;
}

/// An eighth, a quarter, a half and all of the blocks.
std::vector<std::size_t> usual_convergence(std::uint64_t n) {
    std::vector<std::size_t> blocks;
    for (const std::uint64_t part : {8, 4, 2, 1})
        if (n / part >= 2) blocks.push_back(n / part);
    return blocks;
}

void read_analysis(const Node& node, Sampling& sampling, Diagnostics& diagnostics) {
    const Fields fields(node, "the analysis", {"confidence", "half_width", "convergence"}, diagnostics);
    sampling.confidence = fields.get("confidence", read_share, confidences).value_or(sampling.confidence);
    sampling.half_width = fields.get("half_width", read_share, half_widths).value_or(sampling.half_width);
    if (const Node* list = fields.find("convergence"))
        sampling.convergence = read_convergence(*list, sampling, diagnostics);
}

void check_replication(const Seeds& seeds, const Sampling& sampling, Diagnostics& diagnostics) {
    if (!seeds.replicated || seeds.replicated->points == 0) return;
    const bool blocks = sampling.choice.method == Method::sobol || sampling.choice.method == Method::morris;
    const std::uint64_t most = blocks ? sampling.choice.n : point_count(sampling.factors, sampling.choice);
    if (most == 0 || seeds.replicated->points <= most) return;
    diagnostics.add("range",
                    std::to_string(seeds.replicated->points) + " replicated points; the design has " +
                        std::to_string(most) + (blocks ? " blocks" : " points"),
                    seeds.replicated->place, blocks ? "a block gives one of them" : "");
}

}  // namespace

void read_sensitivity(const Fields& fields, const std::filesystem::path& folder, const Overrides& overrides,
                      const Seeds& seeds, Experiment& experiment) {
    Diagnostics& diagnostics = fields.diagnostics();
    const std::optional<VariantOrigin> origin = read_origin(fields, folder, overrides, experiment);
    const Node* vary = fields.need("vary");
    const Node* design = fields.need("design");
    const Node* analysis = fields.find("analysis");
    if (!origin) return;
    experiment.variants.push_back({"base", base_world(fields, *origin, experiment), ""});
    const WorldDescription& world = experiment.variants.front().world;
    Sampling sampling;
    if (vary != nullptr) sampling.factors = read_factors(*vary, world.catalogue, diagnostics);
    refuse_set_factors(*origin, sampling.factors, diagnostics);
    if (design != nullptr)
        sampling.choice = read_design(*design, {folder, world, sampling.factors}, experiment, diagnostics);
    if (analysis != nullptr) read_analysis(*analysis, sampling, diagnostics);
    if (sampling.choice.method == Method::sobol && sampling.convergence.empty())
        sampling.convergence = usual_convergence(sampling.choice.n);
    check_replication(seeds, sampling, diagnostics);
    experiment.sampling = std::move(sampling);
}

void lay_out_points(const Seeds& seeds, Experiment& experiment) {
    Sampling& sampling = *experiment.sampling;
    sampling.more_seeds = more_seeds(seeds);
    sampling.replicated = seeds.replicated ? seeds.replicated->points : 0;
    refuse_too_many_points(experiment);
    sampling.design = lay_out(sampling.factors, sampling.choice);
    WorldDescription world = experiment.variants.front().world;
    const std::vector<double> values = values_at(sampling.design, sampling.factors, 0);
    for (const std::string& note : set_factors(world, sampling.factors, values))
        experiment.notes.push_back("vary: " + note);
}

}  // namespace cultivar
