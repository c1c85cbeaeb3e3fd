// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/given.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "experiments/plan/refusal.hpp"
#include "scenarios/reader/diagnostics.hpp"
#include "scenarios/reader/quantity.hpp"

namespace cultivar {

namespace {

constexpr std::int64_t most_shards = 1'000'000;

}  // namespace

void refuse_arguments(const std::string& what, const std::string& hint) {
    refuse_input("cli", what, "cli", hint);
}

std::optional<std::string> once(const Given& given, const std::string& option) {
    if (given.empty()) return std::nullopt;
    if (given.size() > 1) refuse_arguments(option + " given twice");
    return given.front();
}

std::optional<std::uint64_t> whole(const Given& given, const std::string& option, std::int64_t low,
                                   std::int64_t high) {
    const auto text = once(given, option);
    if (!text) return std::nullopt;
    const auto number = parse_whole(*text);
    if (const auto* fault = std::get_if<NumberFault>(&number))
        refuse_arguments(option + ' ' + in_quotes(*text) + ": expected a whole number", fault->hint);
    const std::int64_t value = std::get<std::int64_t>(number);
    if (value < low || value > high)
        refuse_arguments(option + ' ' + *text + ": expected " + std::to_string(low) + " to " +
                         std::to_string(high));
    return static_cast<std::uint64_t>(value);
}

std::optional<Shard> shard_of(const Given& given) {
    const auto text = once(given, "--shard");
    if (!text) return std::nullopt;
    const std::size_t slash = text->find('/');
    if (slash == std::string::npos) refuse_arguments("--shard " + in_quotes(*text), "write --shard 1/4");
    const std::uint64_t of = *whole({text->substr(slash + 1)}, "--shard", 1, most_shards);
    return Shard{*whole({text->substr(0, slash)}, "--shard", 1, static_cast<std::int64_t>(of)), of};
}

std::string shell_word(const std::string& word) {
    const auto harmless = [](unsigned char c) {
        return c >= 0x80 || std::isalnum(c) != 0 ||
               std::string_view("_-./=:,+%@").find(c) != std::string::npos;
    };
    if (!word.empty() && std::all_of(word.begin(), word.end(), harmless)) return word;
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + '\'';
}

std::string option_hint(const std::string& word, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        std::size_t found = 0;
        for (const char c : name)
            if (found < word.size() && c == word[found]) ++found;
        if (found == word.size() && word.size() > 3) return "did you mean '" + name + "'?";
    }
    return did_you_mean(word, names);
}

}  // namespace cultivar
