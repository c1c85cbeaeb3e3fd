// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/run_block.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

#include "scenarios/reader/document.hpp"
#include "scenarios/reader/fields.hpp"
#include "scenarios/reader/quantity.hpp"

namespace cultivar {

namespace {

const std::vector<std::string> places{"slurm"};
constexpr double minute = 60.0, hour = 3600.0, day = 86'400.0;
constexpr NumberRange task_seconds{1.0, 30.0 * day};
/// A task stops within ten seconds; Slurm keeps the time of a signal in 16 bits.
constexpr NumberRange grace_seconds{10.0, 65'535.0};
constexpr double most_megabytes = 64.0 * 1024.0 * 1024.0;
constexpr std::size_t longest_name = 200;

struct Unit {
    std::string_view word;
    double factor;
};

constexpr std::array time_units{
    Unit{"s", 1.0},         Unit{"second", 1.0},     Unit{"seconds", 1.0}, Unit{"min", minute},
    Unit{"minute", minute}, Unit{"minutes", minute}, Unit{"h", hour},      Unit{"hour", hour},
    Unit{"hours", hour},    Unit{"day", day},        Unit{"days", day},
};
constexpr std::array memory_units{Unit{"MB", 1.0}, Unit{"GB", 1024.0}, Unit{"TB", 1024.0 * 1024.0}};

/// "30 min" as a number of the unit's base; empty if it is no number with one of these units.
template <std::size_t n>
std::optional<double> measured(std::string_view text, const std::array<Unit, n>& units) {
    const SplitQuantity split = split_quantity(text);
    const auto number = parse_number(split.number);
    const auto unit =
        std::find_if(units.begin(), units.end(), [&](const Unit& known) { return known.word == split.unit; });
    if (number.index() != 0 || unit == units.end()) return std::nullopt;
    return std::get<double>(number) * unit->factor;
}

bool is_text(const Node& node, const std::string& expected, Diagnostics& diagnostics) {
    if (!node.is_scalar()) add_wrong_kind(node, expected, diagnostics);
    return node.is_scalar();
}

std::optional<double> read_span(const Node& node, const NumberRange& range, Diagnostics& diagnostics) {
    if (!is_text(node, "a span of time", diagnostics)) return std::nullopt;
    const auto seconds = measured(node.text(), time_units);
    if (!seconds) {
        diagnostics.add("slurm", in_quotes(node.text()) + " is no span of time", node.place(),
                        "write a number of s, min, h or days, such as 30 min");
    } else if (*seconds < range.low || *seconds > range.high) {
        diagnostics.add("slurm",
                        node.text() + "; allowed: " + number_text(range.low) + " to " +
                            number_text(range.high) + " seconds",
                        node.place());
    } else {
        return seconds;
    }
    return std::nullopt;
}

void read_memory(const Node& node, RunBlock& block, Diagnostics& diagnostics) {
    if (!is_text(node, "an amount of memory", diagnostics)) return;
    constexpr std::string_view each = " per core";
    std::string_view text = node.text();
    block.per_core = text.ends_with(each);
    if (block.per_core) text.remove_suffix(each.size());
    const auto megabytes = measured(text, memory_units);
    if (megabytes && *megabytes > 0.0 && *megabytes <= most_megabytes)
        block.megabytes = static_cast<std::uint64_t>(std::ceil(*megabytes));
    else
        diagnostics.add("slurm", in_quotes(node.text()) + " is no amount of memory", node.place(),
                        "write a number of MB, GB or TB, such as 1 GB per core or 8 GB");
}

/// A name as Slurm has them: letters, digits and some marks, none of them in front but what groups.
std::optional<std::string> read_slurm_name(const Node& node, const std::string& marks,
                                           Diagnostics& diagnostics) {
    const auto text = read_text(node, diagnostics);
    if (!text) return std::nullopt;
    const auto plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    const bool known = std::all_of(text->begin(), text->end(),
                                   [&](char c) { return plain(c) || marks.find(c) != std::string::npos; });
    const char first = text->front();
    if (known && text->size() <= longest_name && (plain(first) || first == '[' || first == '(')) return text;
    std::string allowed = "letters, digits";
    for (const char mark : marks) allowed += std::string(" ") + mark;
    diagnostics.add("slurm", in_quotes(*text) + " is no name that Slurm has", node.place(),
                    "allowed: " + allowed);
    return std::nullopt;
}

}  // namespace

RunBlock read_run_block(const Node& node, Diagnostics& diagnostics) {
    RunBlock block;
    if (!node.is_map()) {
        add_wrong_kind(node, "a mapping such as {on: slurm, task: 30 min}", diagnostics);
        return block;
    }
    const Fields fields(node, "the run block",
                        {"on", "partition", "task", "cores", "memory", "concurrent", "grace", "retries",
                         "account", "qos", "constraint"},
                        diagnostics);
    (void)fields.require("on", read_choice, std::string_view("place to run"), places);
    block.task_seconds = fields.get("task", read_span, task_seconds).value_or(block.task_seconds);
    const auto count = [&](std::string_view key, std::int64_t low, std::int64_t high, unsigned usual) {
        return static_cast<unsigned>(fields.get(key, read_whole, low, high).value_or(usual));
    };
    block.cores = count("cores", 1, 1024, block.cores);
    block.concurrent = count("concurrent", 1, 1'000'000, block.concurrent);
    block.retries = count("retries", 0, 100, block.retries);
    const auto grace = fields.get("grace", read_span, grace_seconds);
    if (grace) block.grace_seconds = static_cast<unsigned>(std::ceil(*grace));
    if (const Node* memory = fields.find("memory")) read_memory(*memory, block, diagnostics);
    const auto name = [&](std::string_view key, const std::string& marks) {
        return fields.get(key, read_slurm_name, marks).value_or("");
    };
    block.partition = name("partition", "._-,");
    block.account = name("account", "._-");
    block.qos = name("qos", "._-");
    block.constraint = name("constraint", "._-,&|*:=[]()");
    return block;
}

}  // namespace cultivar
