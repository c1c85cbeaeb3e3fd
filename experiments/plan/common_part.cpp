// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/common_part.hpp"

#include <algorithm>

#include "models/metrics.hpp"
#include "scenarios/reader/world_file.hpp"

namespace cultivar {

namespace {

const NumberRange scales{1e-6, 1.0};

void read_horizon(const Node& node, WorldDescription& world, Diagnostics& diagnostics) {
    if (!node.is_map()) {
        diagnostics.add("type", "expected {from, to}, found " + std::string(kind_name(node)), node.place());
        return;
    }
    const Fields fields(node, "the horizon", {"from", "to"}, diagnostics);
    const auto from = fields.get("from", read_date);
    if (from && *from != world.start)
        diagnostics.add("range", "a horizon begins with its world, on " + sim::format_date(world.start),
                        fields.find("from")->place());
    if (const auto to = fields.get("to", read_date))
        end_on(*to, world, fields.find("to")->place(), diagnostics);
}

/// The world that an experiment names; its own errors join the others.
std::optional<WorldDescription> named_world(const Fields& fields, const std::filesystem::path& folder,
                                            Experiment& experiment) {
    const auto path = fields.require("world", read_path, folder);
    if (!path) return std::nullopt;
    experiment.inputs.push_back(*path);
    try {
        return read_world(*path);
    } catch (const sim::InputError& error) {
        for (const sim::Error& one : error.errors())
            fields.diagnostics().add(one.code, one.what, one.where, one.hint);
        return std::nullopt;
    }
}

}  // namespace

std::vector<std::string> read_shown(const Node& list, Diagnostics& diagnostics) {
    std::vector<std::string> known, shown;
    for (const Metric& metric : metrics()) known.emplace_back(metric.id);
    for (const Node& item : read_items(list, diagnostics)) {
        const auto name = read_text(item, diagnostics);
        if (!name) continue;
        if (std::find(known.begin(), known.end(), *name) == known.end())
            diagnostics.add("unknown-metric", "no metric is called " + in_quotes(*name), item.place(),
                            hint_for(*name, known));
        shown.push_back(*name);
    }
    return shown;
}

std::vector<Setting> command_line_settings(const Overrides& overrides, const WorldDescription& world,
                                           Diagnostics& diagnostics) {
    std::vector<Setting> settings;
    for (const std::string& text : overrides.settings)
        if (const auto setting = read_setting(text, world.catalogue, diagnostics))
            settings.push_back(*setting);
    return settings;
}

void override_scale(WorldDescription& world, const Overrides& overrides, Diagnostics& diagnostics) {
    if (!overrides.scale) return;
    if (const auto scale = read_share(Node::scalar(*overrides.scale, {"cli", 0, 0}), scales, diagnostics))
        world.scale = *scale;
}

void end_on(sim::Time last_day, WorldDescription& world, const sim::Place& place, Diagnostics& diagnostics) {
    if (last_day < world.start)
        diagnostics.add("range",
                        "ends " + sim::format_date(last_day) + ", before the world begins on " +
                            sim::format_date(world.start),
                        place);
    else
        world.end = last_day + sim::one_day;
    std::erase_if(world.changes, [&](const PolicyChange& change) { return change.from >= world.end; });
}

std::optional<VariantOrigin> read_origin(const Fields& fields, const std::filesystem::path& folder,
                                         const Overrides& overrides, Experiment& experiment) {
    Diagnostics& diagnostics = fields.diagnostics();
    std::optional<WorldDescription> world = named_world(fields, folder, experiment);
    if (!world) return std::nullopt;
    if (const auto scale = fields.get("scale", read_share, scales)) world->scale = *scale;
    override_scale(*world, overrides, diagnostics);
    if (const Node* horizon = fields.find("horizon")) read_horizon(*horizon, *world, diagnostics);
    VariantOrigin origin{folder, std::move(*world), {}};
    origin.everywhere = command_line_settings(overrides, origin.world, diagnostics);
    return origin;
}

}  // namespace cultivar
