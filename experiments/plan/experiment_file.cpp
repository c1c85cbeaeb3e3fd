// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/experiment_file.hpp"

#include <algorithm>

#include "experiments/plan/common_part.hpp"
#include "experiments/plan/seeds.hpp"
#include "experiments/plan/sensitivity_file.hpp"
#include "scenarios/reader/source_text.hpp"
#include "scenarios/reader/world_file.hpp"

namespace cultivar {

namespace {

const std::vector<std::string> kinds{"compare", sampled_kind};
const std::vector<std::string> common_keys{"format", "experiment", "title",   "world", "horizon",
                                           "scale",  "seeds",      "metrics", "run"};

std::vector<std::string> keys_of(const std::string& kind) {
    std::vector<std::string> keys = common_keys;
    if (kind == sampled_kind)
        keys.insert(keys.end(), {"policy", "vary", "design", "analysis"});
    else
        keys.emplace_back("variants");
    return keys;
}

/// The kind that a file says, the first one if it says none that there is.
std::string kind_of(const Node& top) {
    const MapEntry* said = top.find("experiment");
    const bool known = said != nullptr && said->value.is_scalar() &&
                       std::find(kinds.begin(), kinds.end(), said->value.text()) != kinds.end();
    return known ? said->value.text() : kinds.front();
}

void read_comparison(const Fields& fields, const std::filesystem::path& folder, const Overrides& overrides,
                     Experiment& experiment) {
    const std::optional<VariantOrigin> origin = read_origin(fields, folder, overrides, experiment);
    const Node* variants = fields.need("variants");
    if (origin && variants != nullptr) read_variants(*variants, *origin, experiment, fields.diagnostics());
}

void read_experiment(const Node& top, const std::filesystem::path& path, const Overrides& overrides,
                     Experiment& experiment, Seeds& seeds, Diagnostics& diagnostics) {
    experiment.kind = kind_of(top);
    const bool sampled = experiment.kind == sampled_kind;
    const Fields fields(top, "the experiment", keys_of(experiment.kind), diagnostics);
    (void)read_format(top, "cultivar-experiment", 1, diagnostics);
    (void)fields.require("experiment", read_choice, std::string_view("kind of experiment"), kinds);
    experiment.title = fields.get("title", read_text).value_or(experiment.name);
    if (const Node* node = fields.need("seeds")) seeds = read_seeds(*node, sampled, diagnostics);
    if (const Node* shown = sampled ? fields.need("metrics") : fields.find("metrics"))
        experiment.shown = read_shown(*shown, diagnostics);
    if (const Node* block = fields.find("run")) experiment.run_block = read_run_block(*block, diagnostics);
    if (sampled)
        read_sensitivity(fields, path.parent_path(), overrides, seeds, experiment);
    else
        read_comparison(fields, path.parent_path(), overrides, experiment);
}

void read_single_world(const std::filesystem::path& path, const Overrides& overrides, Experiment& experiment,
                       Diagnostics& diagnostics) {
    experiment.kind = "world";
    WorldDescription world = read_world(path);
    override_scale(world, overrides, diagnostics);
    experiment.title = world.title;
    experiment.notes = set_at_start(world, command_line_settings(overrides, world, diagnostics));
    experiment.variants.push_back({experiment.name, std::move(world), ""});
}

bool says_world(const Node& top) {
    const MapEntry* format = top.find("format");
    return format != nullptr && format->value.is_scalar() &&
           format->value.text().starts_with("cultivar-world");
}

}  // namespace

Experiment load_experiment(const std::filesystem::path& path, const Overrides& overrides) {
    Diagnostics diagnostics;
    Experiment experiment;
    Seeds seeds{{1}, {}};
    experiment.name = path.stem().string();
    experiment.inputs.push_back(path);
    const auto source = read_source(path, diagnostics, {});
    diagnostics.throw_if_any();
    experiment.source = source->text();
    const std::optional<Node> top = read_document(path, diagnostics);
    if (top && is_map_at_top(*top, diagnostics)) {
        if (says_world(*top))
            read_single_world(path, overrides, experiment, diagnostics);
        else
            read_experiment(*top, path, overrides, experiment, seeds, diagnostics);
    }
    if (overrides.last_day)
        for (Variant& variant : experiment.variants)
            end_on(*overrides.last_day, variant.world, {"cli", 0, 0}, diagnostics);
    diagnostics.throw_if_any();
    override_seeds(seeds, overrides);
    experiment.seeds = seeds.shared;
    for (Variant& variant : experiment.variants) variant.text = canonical_text(variant.world);
    if (experiment.sampling) lay_out_points(seeds, experiment);
    return experiment;
}

}  // namespace cultivar
