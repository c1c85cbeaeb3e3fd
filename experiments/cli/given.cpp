// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/given.hpp"

#include "experiments/plan/refusal.hpp"
#include "scenarios/reader/diagnostics.hpp"
#include "scenarios/reader/quantity.hpp"

namespace cultivar {

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
