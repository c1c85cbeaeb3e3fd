// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "models/mechanisms/adoption.hpp"
#include "tests/support/diffusion.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// The slope of least squares of y on x.
double slope(const std::vector<double>& x, const std::vector<double>& y) {
    const auto n = static_cast<double>(x.size());
    double sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sx += x[i];
        sy += y[i];
        sxx += x[i] * x[i];
        sxy += x[i] * y[i];
    }
    return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

constexpr double scale = 0.01, pool = 0.4, distance = 700.0, margin = 0.3;
constexpr std::uint32_t real_firms = 2'000;  ///< of each of two regions

/// Twenty equal firms each of two regions that weigh cost against benefit.
SmallWorld buyers(double learning_rate, double initial) {
    SmallWorld world;
    world.region("A", real_firms, 0.0).region("B", real_firms, 0.0).place_regions(distance);
    world.description.scale = scale;
    world.set("firm.size_min", 300)
        .set("firm.size_max", 300)
        .set("need.rate", 0)
        .set("need.government_rate", 0);
    world.set("research.teams", 0)
        .set("firm.ties_degree", 0)
        .set("adoption.p.ai", 2.0)
        .set("adoption.q.ai", 0);
    world.set("learning.rate.ai", learning_rate).set("cost.initial.ai", initial).set("spill.pool", pool);
    world.set("firm.risk_aversion", margin);
    return world.years(1);
}

/// Whether anyone in region A finds the family worth its cost when so much experience lies in that region.
bool worth_it(const WorldDescription& description, RegionId where, double units) {
    Cultivation run(description, 1, {.trace = false, .metrics = false});
    run.world().learn(0, where, units);
    run.run_until(sim::date(2019, 4, 1));
    REQUIRE(run.world().ledger.considered[0] > 0.0);
    for (const FirmId firm : run.world().regions[RegionId{0}].firms)
        if (run.world().firms[firm].ordered != 0 || run.world().firms[firm].installed != 0) return true;
    return false;
}

/// The experience from which on firms of region A buy, by bisection over runs.
double turning_point(const WorldDescription& description, RegionId where) {
    double low = 0.0, high = 1e7;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2.0;
        (worth_it(description, where, middle) ? high : low) = middle;
    }
    return high;
}

/// What an installation brings a firm: its gain over five years, discounted (the parameters' defaults).
double benefit(const WorldDescription& description) {
    const auto value = [&](const char* name) {
        return description.values[description.catalogue.id(name).index];
    };
    const double discount = value("adoption.discount");
    const double annuity = (1.0 - std::pow(1.0 + discount, -value("adoption.horizon"))) / discount;
    return value("tech.productivity") * 300.0 * value("firm.value_added_share") * annuity;
}

}  // namespace

/// Exact up to rounding.
TEST_CASE("learning: the log of cost falls with the log of experience by exactly b") {
    for (const double rate : {0.1, 0.2, 0.37, 0.5}) {
        const double b = -std::log2(1.0 - rate);
        std::vector<double> x, y;
        for (double experience = 0.0; experience < 1e6; experience = 2.0 * experience + 3.0) {
            x.push_back(std::log(1.0 + experience / 146.7));
            y.push_back(std::log(wright_cost(6.0, experience, 146.7, b)));
        }
        CHECK(slope(x, y) == doctest::Approx(-b).epsilon(1e-12));
        CHECK(wright_cost(6.0, 146.7, 146.7, b) == doctest::Approx(6.0 * (1.0 - rate)).epsilon(1e-12));
        CHECK(wright_cost(6.0, 0.0, 146.7, b) == 6.0);
    }
}

/// A firm buys once (1 + aversion) c0 (1 + X / X0)^−b <= benefit: the experience at which firms of a run begin
/// to buy, against c0, has the slope 1/b in logarithms and the level X0 = one per 1,000 real firms. Exact up to
/// the bisection. Seen: X0 by modelled firms, a learning rate taken as exponent, experience of other regions
/// without their distance.
TEST_CASE("learning: in a run firms begin to buy where Wright's curve meets their benefit") {
    constexpr double reference = 2.0 * real_firms / 1000.0;
    for (const double rate : {0.2, 0.3}) {
        CAPTURE(rate);
        const double b = -std::log2(1.0 - rate);
        std::vector<double> x, y;
        for (const double over : {1.2, 1.5, 2.0, 3.0}) {
            CAPTURE(over);
            SmallWorld world = buyers(rate, 1.0);
            world.set("cost.initial.ai", over * benefit(world.description) / (1.0 + margin));
            const double own = turning_point(world.description, RegionId{0});
            CHECK(own == doctest::Approx(reference * (std::pow(over, 1.0 / b) - 1.0)).epsilon(1e-6));
            const double other = turning_point(world.description, RegionId{1});
            CHECK(other == doctest::Approx(own / pool / std::exp(-distance / 764.0)).epsilon(1e-6));
            x.push_back(std::log(over));
            y.push_back(std::log(1.0 + own / reference));
        }
        CHECK(slope(x, y) == doctest::Approx(1.0 / b).epsilon(1e-6));
    }
}

/// Exact. Seen: experience that counts modelled units.
TEST_CASE("learning: experience is installations in real units, near experience fades with distance") {
    SmallWorld world = buyers(0.2, 1.0);
    Cultivation run(world.set("trial.experience", 0.0).description, 3);
    run.run();
    const World& after = run.world();
    REQUIRE(after.ledger.adopters[0] > 0.0);
    for (std::uint32_t r = 0; r < 2; ++r) {
        CHECK(after.experience[r] == doctest::Approx(after.ledger.adopters[r] / scale));
        CHECK(after.experience_near[r] ==
              doctest::Approx(after.experience[1 - r] * std::exp(-distance / 764.0)));
    }
}
