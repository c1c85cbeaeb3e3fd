// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "models/firm_ages.hpp"
#include "models/registry.hpp"
#include "tests/support/bounds.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/distribution_checks.hpp"
#include "tests/support/traced.hpp"
#include "tests/support/without.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

constexpr int horizon = 8;

/// Firms that do nothing but grow old; none runs out of money.
SmallWorld ageing_world(std::uint32_t firms, double exit_scale) {
    SmallWorld world;
    world.region("R", firms, 0.0).set("firm.ties_degree", 0).set("need.rate", 0.0);
    world.set("need.government_rate", 0.0).set("adoption.p.ai", 0.0).set("adoption.q.ai", 0.0);
    world.set("research.teams", 0.0).set("research.share_cap", 1e6).set("firm.exit_scale", exit_scale);
    return world.years(horizon);
}

/// When a firm was founded and when it closed (or the end of the run), in years from the start.
struct Life {
    double founded = 0.0;
    double closed = horizon;
};

std::vector<Life> lives(const Cultivation& run, const WorldDescription& description) {
    std::vector<Life> all;
    std::vector<std::size_t> holder;
    const World first_day = found_world(description, run.seed());
    for (const Firm& firm : first_day.firms) {
        holder.push_back(all.size());
        all.push_back({years_at(run, firm.founded)});
    }
    for (const TraceRow& row : run.trace()) {
        if (is_event<FirmExited>(row))
            all[holder[event_in<FirmExited>(row).firm.index]].closed = years_at(run, row.time);
        if (!is_event<FirmEntered>(row)) continue;
        holder[event_in<FirmEntered>(row).firm.index] = all.size();
        all.push_back({years_at(run, row.time)});
    }
    return all;
}

/// The distribution function of the stationary law of ages, from the published shares: within a year of age the
/// share r that closes leaves (1 − r)^x, whose integral is ((1 − r)^x − 1) / ln(1 − r).
double stationary_share(double age) {
    const auto lived = [](double until) {
        double sum = 0.0, reached = 1.0;
        for (std::size_t k = 0; k < 400 && static_cast<double>(k) < until; ++k) {
            const double left = std::log1p(-exit_rate_by_age[std::min<std::size_t>(k, 9)]);
            const double part = std::min(1.0, until - static_cast<double>(k));
            sum += reached * std::expm1(left * part) / left;
            reached *= std::exp(left);
        }
        return sum;
    };
    return lived(age) / lived(400.0);
}

}  // namespace

/// Every year of age that a firm begins and, had it not closed, would end within the run is a trial of its own
/// with the chance 1 − (1 − r)^scale; Chernoff's bound over 20 of them. Seen: a hazard shifted by a year of age.
TEST_CASE(
    "exit law: the share that closes within a year of age is the published one, to the power of the scale") {
    for (const double scale : {1.0, 2.0}) {
        const WorldDescription description = ageing_world(20'000, scale).description;
        Cultivation run(description, 11, {.trace = true, .metrics = false});
        run.run();
        std::array<double, 10> begun{}, closed{};
        for (const Life& life : lives(run, description)) {
            for (int k = 0; k < 60; ++k) {
                const double from = life.founded + k;
                if (from < 0.0 || from + 1.0 > 7.99 || life.closed < from) continue;
                const auto year = static_cast<std::size_t>(std::min(k, 9));
                begun[year] += 1.0;
                closed[year] += life.closed <= from + 1.0;
            }
        }
        for (std::size_t k = 0; k < begun.size(); ++k) {
            CAPTURE(k);
            CHECK(begun[k] > 3'000.0);
            const double chance = 1.0 - std::pow(1.0 - exit_rate_by_age[k], scale);
            CHECK(binomial_surprise(closed[k], begun[k], chance) <= surprise_bound(20.0));
        }
        const auto& by_age = run.world().ledger.exits_by_age;
        CHECK(std::max_element(by_age.begin(), by_age.end() - 1) - by_age.begin() == 2);
    }
}

/// The gap of the empirical distribution function is bounded for every law (Massart 1990). Seen: ages drawn from
/// the law of ages at closing.
TEST_CASE("exit law: ages on the first day follow the stationary law, and still do at the end") {
    const WorldDescription description = ageing_world(20'000, 1.0).description;
    Cultivation run(description, 12, {.trace = true, .metrics = false});
    run.run();
    std::vector<double> at_first, at_last;
    for (const Life& life : lives(run, description)) {
        if (life.founded < 0.0) at_first.push_back(-life.founded);
        if (life.closed == horizon) at_last.push_back(horizon - life.founded);
    }
    CHECK(at_first.size() == 20'000);
    CHECK(at_last.size() == 20'000);
    for (const std::vector<double>& ages : {at_first, at_last})
        CHECK(tests::distribution_gap(ages, stationary_share, stationary_share) <= tests::gap_bound);
}

/// Exact.
TEST_CASE("exit law: where each exit is followed by an entry the number of firms never changes") {
    Cultivation run(ageing_world(500, 2.0).description, 3, {.trace = true, .metrics = true});
    run.run();
    CHECK(run.counts()[Events::index<FirmExited>] > 300);
    CHECK(run.counts()[Events::index<FirmExited>] == run.counts()[Events::index<FirmEntered>]);
    for (std::size_t m = 0; m < metrics().size(); ++m)
        if (metrics()[m].id == "firms_in_business")
            for (const double firms : run.observation().series[m]) CHECK(firms == 500.0);
    sim::EventId exit;
    for (const TraceRow& row : run.trace()) {
        if (is_event<FirmExited>(row)) exit = row.id;
        if (is_event<FirmEntered>(row)) CHECK(row.cause == exit);
    }
}

/// Bit for bit.
TEST_CASE("exit law: at exit scale 0 the life of firms leaves no trace, and above it leaves one") {
    for (const double scale : {0.0, 1.0}) {
        const WorldDescription description = busy_world().set("firm.exit_scale", scale).description;
        Cultivation with(description, 6, {.trace = true, .metrics = false});
        Cultivation without(description, 6, {.trace = true, .metrics = false},
                            all_but(description, {"money", "survival", "withdrawal"}));
        with.run();
        without.run();
        CHECK((with.fingerprint() == without.fingerprint()) == (scale == 0.0));
        if (scale != 0.0) continue;
        CHECK(with.counts() == without.counts());
        CHECK(with.world().ledger.reached == without.world().ledger.reached);
        CHECK(with.world().ledger.adopters == without.world().ledger.adopters);
    }
}
