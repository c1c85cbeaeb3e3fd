// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/sampling_record.hpp"

#include <algorithm>

namespace cultivar {

namespace {

constexpr std::size_t least_level = 9;
constexpr std::size_t least_factor = 41;

void write_level(ByteWriter& writer, const Level& level) {
    writer.add(static_cast<std::uint8_t>(level.index()));
    if (const auto* number = std::get_if<double>(&level))
        writer.add(*number);
    else
        writer.add(std::get<std::string>(level));
}

void read_level(ByteReader& reader, Level& level) {
    std::uint8_t kind = 0;
    double number = 0.0;
    std::string text;
    reader.take(kind);
    if (kind == 0)
        reader.take(number);
    else
        reader.take(text);
    level = kind == 0 ? Level(number) : Level(text);
}

void write_factor(ByteWriter& writer, const Factor& factor) {
    writer.add(factor.path);
    writer.add(factor.unit);
    writer.add(static_cast<std::uint8_t>(factor.law));
    writer.add(factor.low);
    writer.add(factor.high);
    writer.add(factor.values, write_level);
}

void read_factor(ByteReader& reader, Factor& factor) {
    std::uint8_t law = 0;
    reader.take(factor.path);
    reader.take(factor.unit);
    reader.take(law);
    reader.take(factor.low);
    reader.take(factor.high);
    reader.take(factor.values, least_level, read_level);
    factor.law = static_cast<Law>(law);
}

std::vector<std::uint64_t> wide(const std::vector<std::size_t>& numbers) {
    return {numbers.begin(), numbers.end()};
}

bool fits(const Sampling& sampling) {
    const Design& design = sampling.design;
    return !sampling.factors.empty() && design.columns == sampling.factors.size() && design.block > 0 &&
           design.rows() > 0 && design.rows() * design.columns == design.cells.size() &&
           sampling.replicated <= design.blocks() &&
           std::all_of(sampling.factors.begin(), sampling.factors.end(),
                       [](const Factor& factor) { return fault_of(factor).empty(); });
}

}  // namespace

void encode(ByteWriter& writer, const Sampling& sampling) {
    const auto& [factors, choice, design, replicated, more_seeds, confidence, half_width, convergence] =
        sampling;
    const auto& [method, n, seed, skip, levels, candidates, second_order, given] = choice;
    writer.add(factors, write_factor);
    writer.add(static_cast<std::uint8_t>(method));
    for (const std::uint64_t number : {n, seed, skip, levels, candidates}) writer.add(number);
    writer.add(static_cast<std::uint8_t>(second_order));
    writer.add(given);
    writer.add(std::uint64_t{design.columns});
    writer.add(static_cast<std::uint8_t>(design.scale));
    writer.add(std::uint64_t{design.block});
    writer.add(design.cells);
    writer.add(std::uint64_t{replicated});
    writer.add(more_seeds);
    writer.add(confidence);
    writer.add(half_width);
    writer.add(wide(convergence));
}

bool decode(ByteReader& reader, Sampling& sampling) {
    DesignChoice& choice = sampling.choice;
    Design& design = sampling.design;
    std::uint8_t method = 0, scale = 0, second_order = 0;
    std::uint64_t columns = 0, block = 0, replicated = 0;
    std::vector<std::uint64_t> convergence;
    reader.take(sampling.factors, least_factor, read_factor);
    reader.take(method);
    for (std::uint64_t* number : {&choice.n, &choice.seed, &choice.skip, &choice.levels, &choice.candidates})
        reader.take(*number);
    reader.take(second_order);
    reader.take(choice.given);
    reader.take(columns);
    reader.take(scale);
    reader.take(block);
    reader.take(design.cells);
    reader.take(replicated);
    reader.take(sampling.more_seeds);
    reader.take(sampling.confidence);
    reader.take(sampling.half_width);
    reader.take(convergence);
    if (reader.failed() || method >= method_names.size() || scale > 1) return false;
    choice.method = static_cast<Method>(method);
    choice.second_order = second_order != 0;
    design.columns = columns;
    design.scale = static_cast<Scale>(scale);
    design.block = block;
    sampling.replicated = replicated;
    sampling.convergence.assign(convergence.begin(), convergence.end());
    return fits(sampling);
}

}  // namespace cultivar
