// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/settings.hpp"

#include <algorithm>
#include <string_view>

#include "scenarios/reader/parameter_value.hpp"

namespace cultivar {

std::optional<Setting> read_setting(const std::string& path, const sim::Place& path_place, const Node& value,
                                    const sim::ParameterCatalogue& catalogue, Diagnostics& diagnostics) {
    const std::optional<sim::ParameterId> parameter = catalogue.find(path);
    if (!parameter) {
        diagnostics.add("unknown-path", "no parameter is called " + in_quotes(path), path_place,
                        did_you_mean(path, catalogue.names()));
        return std::nullopt;
    }
    const std::optional<double> number = read_parameter(value, catalogue[*parameter], diagnostics);
    if (!number) return std::nullopt;
    return Setting{*parameter, *number};
}

std::optional<Setting> read_setting(const std::string& text, const sim::ParameterCatalogue& catalogue,
                                    Diagnostics& diagnostics) {
    const auto refuse = [&](const std::string& what, std::size_t position) {
        diagnostics.add(
            "cli-set",
            "--set " + in_quotes(text) + ": " + what + " (character " + std::to_string(position + 1) + ')',
            {"cli", 0, 0}, "write --set path=value");
        return std::nullopt;
    };
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return refuse("'=' is missing", text.size());
    if (equals == 0) return refuse("the path is missing", 0);
    if (equals + 1 == text.size()) return refuse("the value is missing", text.size());
    const std::size_t second = text.find('=', equals + 1);
    if (second != std::string::npos) return refuse("a second '='", second);
    const sim::Place place{"cli", 0, 0};
    return read_setting(text.substr(0, equals), place, Node::scalar(text.substr(equals + 1), place),
                        catalogue, diagnostics);
}

std::vector<std::string> set_at_start(WorldDescription& world, const std::vector<Setting>& settings) {
    std::vector<std::string> notes;
    for (const Setting& setting : settings) {
        world.values[setting.parameter.index] = setting.value;
        std::erase_if(world.changes, [&](const PolicyChange& change) {
            return change.parameter == setting.parameter && change.from <= world.start;
        });
        const auto later =
            std::find_if(world.changes.begin(), world.changes.end(),
                         [&](const PolicyChange& change) { return change.parameter == setting.parameter; });
        if (later == world.changes.end()) continue;
        notes.push_back('\'' + world.catalogue[setting.parameter].name + "' is set from the start, but " +
                        later->origin + " changes it on " + sim::format_date(later->from));
    }
    return notes;
}

}  // namespace cultivar
