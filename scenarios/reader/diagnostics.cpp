// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/diagnostics.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "scenarios/reader/utf8.hpp"

namespace cultivar {

namespace {

constexpr std::size_t most_errors = 1000;

}  // namespace

void Diagnostics::add(std::string code, std::string what, sim::Place where, std::string hint) {
    if (errors_.size() >= most_errors) return;
    errors_.push_back({std::move(code), std::move(what), std::move(where), std::move(hint)});
}

void Diagnostics::add(const Diagnostics& other) {
    for (const sim::Error& error : other.errors_) add(error.code, error.what, error.where, error.hint);
}

std::vector<sim::Error> Diagnostics::errors() const {
    std::map<std::string, std::size_t> file_order;
    for (const sim::Error& error : errors_) file_order.try_emplace(error.where.file, file_order.size());
    std::vector<sim::Error> sorted = errors_;
    const auto key = [&](const sim::Error& error) {
        return std::tuple(file_order.at(error.where.file), error.where.line, error.where.column);
    };
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const sim::Error& a, const sim::Error& b) { return key(a) < key(b); });
    return sorted;
}

void Diagnostics::throw_if_any(int exit_code) const {
    if (!errors_.empty()) throw sim::InputError(errors(), exit_code);
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& known) {
    const std::string near = sim::nearest(name, known);
    return near.empty() ? std::string() : "did you mean '" + near + "'?";
}

std::string list_of(const std::vector<std::string>& names) {
    constexpr std::size_t shown = 20;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < shown; ++i) text += (i > 0 ? ", " : "") + names[i];
    if (names.size() > shown) text += " and " + std::to_string(names.size() - shown) + " more";
    return text;
}

std::string hint_for(std::string_view name, const std::vector<std::string>& known) {
    std::string hint = did_you_mean(name, known);
    return hint.empty() && !known.empty() ? "known: " + list_of(known) : hint;
}

std::string in_quotes(std::string_view text) {
    constexpr std::size_t shown = 60;
    std::string result = "'";
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size() && count < shown; ++count) {
        const CodePoint next = decode_utf8(text, at);
        if (!next.valid || next.value < 0x20 || is_invisible(next.value)) {
            result += '?';
        } else {
            result += text.substr(at, next.length);
        }
        at += next.length;
    }
    return result + (count == shown ? "…'" : "'");
}

}  // namespace cultivar
