// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/report.hpp"

#include <algorithm>
#include <cmath>

#include "experiments/analysis/report_blocks.hpp"
#include "experiments/analysis/sensitivity_report.hpp"
#include "experiments/analysis/text_table.hpp"
#include "scenarios/reader/quantity.hpp"

namespace cultivar {

namespace {

std::string interval(double low, double high, std::string (*spoken)(double)) {
    std::string text = "[";
    text += spoken(low);
    text += ", ";
    text += spoken(high);
    return text += ']';
}

std::string times_as_many(double ratio) {
    if (std::isnan(ratio)) return "as many runs (nothing varies)";
    if (std::isinf(ratio)) return "no end of runs (the difference never varies)";
    return spoken_number(ratio) + " times as many runs";
}

class Reporter {
  public:
    Reporter(const Experiment& experiment, const RunResults& results, const Comparison& comparison)
        : experiment_(experiment),
          results_(results),
          comparison_(comparison),
          world_(experiment.variants.front().world),
          many_(experiment.seeds.size() > 1) {}

    [[nodiscard]] std::string alone() const {
        TextTable table;
        if (many_) table.row({"", "mean", "95 % interval"});
        rows(table, [&](std::size_t i) {
            const Summary& s = comparison_.summary[0][i];
            std::vector<std::string> cells{spoken_number(s.mean)};
            if (many_) cells.push_back(interval(s.low, s.high, spoken_number));
            return cells;
        });
        return table.text();
    }

    [[nodiscard]] std::string against_baseline(std::size_t variant) const {
        TextTable table;
        std::vector<std::string> titles{"", experiment_.variants[0].name, experiment_.variants[variant].name,
                                        "difference"};
        if (many_) titles.insert(titles.end(), {"95 % interval", " "});
        table.row(titles);
        rows(table, [&](std::size_t i) { return difference(variant, i); });
        return table.text() + (many_ ? "* the interval excludes 0\n\n" + worth(variant) : "");
    }

  private:
    [[nodiscard]] std::vector<std::string> difference(std::size_t variant, std::size_t scalar) const {
        const sim::PairedDifference& pair = comparison_.paired[variant - 1][scalar];
        const sim::Interval& d = pair.difference;
        std::vector<std::string> cells{spoken_number(comparison_.summary[0][scalar].mean),
                                       spoken_number(comparison_.summary[variant][scalar].mean),
                                       pair.count > 0 ? signed_number(d.mean) : "–"};
        if (!many_) return cells;
        const bool clear = pair.count > 1 && (d.low() > 0.0 || d.high() < 0.0);
        cells.push_back(pair.count > 1 ? interval(d.low(), d.high(), signed_number) : "–");
        cells.emplace_back(clear ? "*" : " ");
        return cells;
    }

    template <class Cells>
    void rows(TextTable& table, Cells cells) const {
        for (const ReportBlock& block : report_blocks(experiment_.shown)) {
            table.heading(block.heading);
            for (const ReportLine& line : block.lines) {
                for (std::size_t i = 0; i < results_.scalars.size(); ++i) {
                    if (!belongs(results_.scalars[i], line, block)) continue;
                    std::vector<std::string> row = cells(i);
                    row.insert(row.begin(), label(results_.scalars[i], line.label, world_));
                    table.row(std::move(row));
                }
            }
        }
    }

    /// What sharing the seeds was worth, on the numbers of adopters.
    [[nodiscard]] std::string worth(std::size_t variant) const {
        const ReportLine line{"adopters", "adopters, any family"};
        const ReportBlock block{"", {line}, true, true, false};
        TextTable table;
        table.row({"Shared seeds", "correlation", "independent seeds would need"});
        for (std::size_t i = 0; i < results_.scalars.size(); ++i) {
            if (!belongs(results_.scalars[i], line, block)) continue;
            const sim::PairedDifference& pair = comparison_.paired[variant - 1][i];
            table.row({label(results_.scalars[i], line.label, world_), spoken_number(pair.correlation),
                       times_as_many(pair.variance_ratio)});
        }
        return table.text();
    }

    const Experiment& experiment_;
    const RunResults& results_;
    const Comparison& comparison_;
    const WorldDescription& world_;
    bool many_;
};

std::string headline(const Experiment& experiment) {
    const WorldDescription& world = experiment.variants[0].world;
    std::string text = experiment.title + '\n' + sim::format_date(world.start) + " to " +
                       sim::format_date(world.end - sim::one_day) + ", scale " + number_text(world.scale) +
                       ", ";
    text += experiment.seeds.size() == 1 ? "seed " + std::to_string(experiment.seeds[0])
                                         : std::to_string(experiment.seeds.size()) + " seeds";
    if (experiment.variants.size() > 1)
        text += ", " + std::to_string(experiment.variants.size()) + " variants";
    return text + "\n\n";
}

std::string comparison_report(const Experiment& experiment, const RunResults& results,
                              const Comparison& comparison) {
    const Reporter reporter(experiment, results, comparison);
    if (experiment.variants.size() == 1) return reporter.alone();
    std::string text;
    for (std::size_t variant = 1; variant < experiment.variants.size(); ++variant) {
        if (variant > 1) text += '\n';
        text += reporter.against_baseline(variant);
    }
    return text;
}

}  // namespace

std::string report(const Experiment& experiment, const RunResults& results, const Findings& findings) {
    const std::string text = headline(experiment);
    if (const auto* sensitivity = std::get_if<Sensitivity>(&findings))
        return text + sensitivity_report(experiment, results, *sensitivity);
    return text + comparison_report(experiment, results, std::get<Comparison>(findings));
}

}  // namespace cultivar
