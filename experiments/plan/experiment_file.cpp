// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/experiment_file.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "experiments/plan/refusal.hpp"
#include "experiments/plan/variants.hpp"
#include "models/metrics.hpp"
#include "scenarios/reader/fields.hpp"
#include "scenarios/reader/source_text.hpp"
#include "scenarios/reader/world_file.hpp"

namespace cultivar {

namespace {

const std::vector<std::string> experiment_keys{"format",  "experiment", "title", "world",   "scale",
                                               "horizon", "variants",   "seeds", "metrics", "run"};
const std::vector<std::string> kinds{"compare"};
constexpr std::int64_t most_seeds = 1'000'000;
constexpr std::int64_t largest_seed = std::numeric_limits<std::int64_t>::max();
const sim::Place command_line{"cli", 0, 0};
const NumberRange scales{1e-6, 1.0};

/// Lets the world end earlier or later; dated changes that it does not live to see are left out.
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

std::vector<std::uint64_t> seed_range(std::uint64_t first, std::uint64_t count) {
    std::vector<std::uint64_t> seeds(count);
    for (std::uint64_t i = 0; i < count; ++i) seeds[i] = first + i;
    return seeds;
}

std::vector<std::uint64_t> read_seed_list(const Node& list, Diagnostics& diagnostics) {
    std::vector<std::uint64_t> seeds;
    std::set<std::int64_t> known;
    for (const Node& item : read_items(list, diagnostics)) {
        const auto seed = read_whole(item, 0, largest_seed, diagnostics);
        if (!seed) continue;
        if (!known.insert(*seed).second)
            diagnostics.add("dup-seed", "seed " + std::to_string(*seed) + " twice; the runs would be copies",
                            item.place());
        seeds.push_back(static_cast<std::uint64_t>(*seed));
    }
    return seeds;
}

std::vector<std::uint64_t> read_seeds(const Node& node, Diagnostics& diagnostics) {
    if (node.is_list()) return read_seed_list(node, diagnostics);
    if (!node.is_map()) {
        diagnostics.add("type",
                        "expected {first, count} or a list of seeds, found " + std::string(kind_name(node)),
                        node.place());
        return {};
    }
    const Fields fields(node, "the seeds", {"first", "count"}, diagnostics);
    const auto first = fields.require("first", read_whole, std::int64_t{0}, largest_seed - most_seeds);
    const auto count = fields.require("count", read_whole, std::int64_t{1}, most_seeds);
    if (!first || !count) return {};
    return seed_range(static_cast<std::uint64_t>(*first), static_cast<std::uint64_t>(*count));
}

/// What the command line makes of the seeds of a file: another first one, and more or fewer of a row.
void override_seeds(std::vector<std::uint64_t>& seeds, const Overrides& overrides) {
    if (seeds.empty()) return;
    const bool row = seeds.back() - seeds.front() == seeds.size() - 1;
    const std::uint64_t count = overrides.seeds.value_or(seeds.size());
    if (overrides.first_seed || (row && count != seeds.size()))
        seeds = seed_range(overrides.first_seed.value_or(seeds.front()), count);
    else if (count <= seeds.size())
        seeds.resize(count);
    else
        refuse_input("cli", "--seeds " + std::to_string(count) + ": the file lists " +
                                std::to_string(seeds.size()) + " seeds");
}

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
    if (const auto scale = read_share(Node::scalar(*overrides.scale, command_line), scales, diagnostics))
        world.scale = *scale;
}

/// What depends on the world: scale, horizon, variants, settings of the command line.
void read_worldly(const Fields& fields, const std::filesystem::path& folder, const Overrides& overrides,
                  Experiment& experiment, Diagnostics& diagnostics) {
    std::optional<WorldDescription> world = named_world(fields, folder, experiment);
    const Node* variants = fields.need("variants");
    if (!world) return;
    if (const auto scale = fields.get("scale", read_share, scales)) world->scale = *scale;
    override_scale(*world, overrides, diagnostics);
    if (const Node* horizon = fields.find("horizon")) read_horizon(*horizon, *world, diagnostics);
    VariantOrigin origin{folder, std::move(*world), {}};
    origin.everywhere = command_line_settings(overrides, origin.world, diagnostics);
    if (variants != nullptr) read_variants(*variants, origin, experiment, diagnostics);
}

void read_experiment(const Node& top, const std::filesystem::path& path, const Overrides& overrides,
                     Experiment& experiment, Diagnostics& diagnostics) {
    const Fields fields(top, "the experiment", experiment_keys, diagnostics);
    (void)read_format(top, "cultivar-experiment", 1, diagnostics);
    (void)fields.require("experiment", read_choice, std::string_view("kind of experiment"), kinds);
    experiment.kind = kinds.front();
    experiment.title = fields.get("title", read_text).value_or(experiment.name);
    if (const Node* seeds = fields.need("seeds")) experiment.seeds = read_seeds(*seeds, diagnostics);
    if (const Node* shown = fields.find("metrics")) experiment.shown = read_shown(*shown, diagnostics);
    if (const Node* block = fields.find("run")) experiment.run_block = read_run_block(*block, diagnostics);
    read_worldly(fields, path.parent_path(), overrides, experiment, diagnostics);
}

void read_single_world(const std::filesystem::path& path, const Overrides& overrides, Experiment& experiment,
                       Diagnostics& diagnostics) {
    experiment.kind = "world";
    experiment.seeds = {1};
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
            read_experiment(*top, path, overrides, experiment, diagnostics);
    }
    if (overrides.last_day)
        for (Variant& variant : experiment.variants)
            end_on(*overrides.last_day, variant.world, command_line, diagnostics);
    diagnostics.throw_if_any();
    override_seeds(experiment.seeds, overrides);
    for (Variant& variant : experiment.variants) variant.text = canonical_text(variant.world);
    return experiment;
}

}  // namespace cultivar
