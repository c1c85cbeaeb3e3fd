// SPDX-License-Identifier: Apache-2.0
#include "sim/error.hpp"

#include <algorithm>
#include <cctype>

namespace cultivar::sim {

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// Optimal string alignment distance: insertions, deletions, substitutions, swaps of neighbours.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

std::string all_lines(const std::vector<Error>& errors) {
    constexpr std::size_t shown = 20;
    std::string text;
    for (std::size_t i = 0; i < errors.size() && i < shown; ++i) {
        if (i > 0) text += '\n';
        text += format(errors[i]);
    }
    if (errors.size() > shown) text += "\nand " + std::to_string(errors.size() - shown) + " more";
    return text;
}

}  // namespace

std::string format(const Error& error) {
    std::string text = error.where.file;
    if (!text.empty() && error.where.line > 0) text += ':' + std::to_string(error.where.line);
    if (!text.empty() && error.where.column > 0) text += ':' + std::to_string(error.where.column);
    if (!text.empty()) text += ": ";
    text += "error[" + error.code + "]: " + error.what;
    if (!error.hint.empty()) text += " — " + error.hint;
    return text;
}

InputError::InputError(std::vector<Error> errors, int exit_code)
    : std::runtime_error(all_lines(errors)), errors_(std::move(errors)), exit_code_(exit_code) {}

std::string nearest(std::string_view name, const std::vector<std::string>& known) {
    const std::string wanted = lower(name.substr(0, 128));
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    for (const std::string& candidate : known) {
        const std::size_t d = distance(wanted, lower(candidate));
        if (d < best_distance) {
            best_distance = d;
            best = candidate;
        }
    }
    return best;
}

}  // namespace cultivar::sim
