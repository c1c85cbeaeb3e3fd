// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/sensitivity_report.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/analysis/report_blocks.hpp"
#include "experiments/analysis/sensitivity_tables.hpp"
#include "experiments/analysis/text_table.hpp"

namespace cultivar {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
/// A share of luck beyond which indices under few seeds say most about those seeds.
constexpr double much_luck = 0.3;
constexpr std::size_t enough_seeds = 10;

class Teller {
  public:
    Teller(const Experiment& experiment, const RunResults& results, const Sensitivity& sensitivity)
        : sampling_(*experiment.sampling),
          results_(results),
          sensitivity_(sensitivity),
          world_(experiment.variants.front().world),
          seed_(experiment.seeds.front()),
          shared_(experiment.seeds.size()) {}

    [[nodiscard]] std::string told(const ReportBlock& block) const {
        std::string text = block.heading + '\n';
        std::vector<const NumberSensitivity*> families;
        for (const NumberSensitivity& number : sensitivity_.numbers) {
            const Scalar& scalar = results_.scalars[number.scalar];
            if (!belongs(scalar, block.lines.front(), block)) continue;
            if (scalar.slice.family >= 0)
                families.push_back(&number);
            else
                text += spread(number) + answer_told(number, sampling_) + luck(number);
        }
        return text + by_family(families);
    }

    /// One line a metric: what it hangs on most, and how much of it is luck.
    [[nodiscard]] std::string headline(const std::vector<ReportBlock>& blocks) const {
        TextTable table;
        table.row({"", "hangs most on", strength_name(sampling_), "luck"});
        for (const ReportBlock& block : blocks)
            for (const NumberSensitivity& number : sensitivity_.numbers) {
                const Scalar& scalar = results_.scalars[number.scalar];
                if (!belongs(scalar, block.lines.front(), block) || scalar.slice.family >= 0) continue;
                const std::size_t first = strongest(number, sampling_);
                const double share = sensitivity_.seeds_apart < 2 ? nothing : number.seeds.seed_share();
                table.row({scalar.name, number.points.sd > 0.0 ? sampling_.factors[first].path : "nothing",
                           number.points.sd > 0.0 ? strengths(number, sampling_)[first] : "–",
                           std::isfinite(share) ? percent(share) : "not known"});
            }
        return table.text();
    }

  private:
    [[nodiscard]] static std::string percent(double share) {
        return std::to_string(std::lround(100.0 * share)) + " %";
    }

    [[nodiscard]] static std::string spread(const NumberSensitivity& number) {
        const Summary& s = number.points;
        if (s.n == 0) return "  no point has a value\n";
        std::string text = "  over " + std::to_string(s.n) + " points: mean " + spoken_number(s.mean) +
                           ", standard deviation " + spoken_number(s.sd) + ", one in ten below " +
                           spoken_number(s.p10) + ", one in ten above " + spoken_number(s.p90) + '\n';
        if (number.missing > 0) text += "  " + std::to_string(number.missing) + " points have no value\n";
        return text;
    }

    [[nodiscard]] std::string luck(const NumberSensitivity& number) const {
        if (sensitivity_.seeds_apart < 2)
            return "All points ran under seed " + std::to_string(seed_) +
                   ": how much is luck is not known ('replicated' in the seeds would tell).\n";
        const double share = number.seeds.seed_share();
        if (!std::isfinite(share))
            return "How much is luck is not known: nothing varies, or too few runs have a value.\n";
        return "Luck: " + percent(share) + " of the variance of single runs is due to the seed (" +
               std::to_string(number.seeds.points) + " points × " + std::to_string(sensitivity_.seeds_apart) +
               " seeds" +
               (number.seeds.missing > 0 ? ", " + std::to_string(number.seeds.missing) + " runs missing"
                                         : "") +
               ").\n" +
               (share > much_luck && shared_ < enough_seeds
                    ? "With so much luck the table says most about seed " + std::to_string(seed_) +
                          (shared_ > 1 ? " and the next" : "") +
                          "; more seeds a point ('count') would tell more.\n"
                    : "");
    }

    [[nodiscard]] std::string by_family(const std::vector<const NumberSensitivity*>& families) const {
        if (families.empty()) return "";
        std::vector<std::vector<std::string>> columns;
        std::vector<std::string> titles{"  " + strength_name(sampling_) + " by family"};
        for (const NumberSensitivity* number : families) {
            const auto family = static_cast<std::size_t>(results_.scalars[number->scalar].slice.family);
            titles.push_back(world_.families[family].name);
            columns.push_back(strengths(*number, sampling_));
        }
        TextTable table;
        table.row(titles);
        for (std::size_t i = 0; i < sampling_.factors.size(); ++i) {
            std::vector<std::string> row{"  " + sampling_.factors[i].path};
            for (const auto& column : columns) row.push_back(column[i]);
            table.row(std::move(row));
        }
        return table.text();
    }

    const Sampling& sampling_;
    const RunResults& results_;
    const Sensitivity& sensitivity_;
    const WorldDescription& world_;
    std::uint64_t seed_;
    std::size_t shared_;
};

std::string design_told(const Sampling& sampling) {
    const std::string points = std::to_string(sampling.design.rows()) + " points";
    const std::string blocks = std::to_string(sampling.design.blocks());
    switch (sampling.choice.method) {
        case Method::sobol:
            return "Sobol design, " + blocks + " blocks, " + points;
        case Method::morris:
            return blocks + " Morris trajectories, " + points;
        case Method::one_at_a_time:
            return "one factor at a time, " + points;
        case Method::latin_hypercube:
            return "Latin hypercube, " + points;
        case Method::factorial:
            return "all combinations, " + points;
        case Method::random:
            return "random design, " + points;
        case Method::zip:
        case Method::points:
            break;
    }
    return points;
}

}  // namespace

std::string sensitivity_report(const Experiment& experiment, const RunResults& results,
                               const Sensitivity& sensitivity) {
    const Sampling& sampling = *experiment.sampling;
    const std::vector<ReportBlock> blocks = report_blocks(experiment.shown);
    const Teller teller(experiment, results, sensitivity);
    std::string text = std::to_string(sampling.factors.size()) + " factors, " + design_told(sampling) +
                       "\n\n" + teller.headline(blocks);
    for (const ReportBlock& block : blocks) text += '\n' + teller.told(block);
    return text;
}

}  // namespace cultivar
