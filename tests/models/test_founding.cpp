// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "models/founding.hpp"
#include "models/founding_steps.hpp"
#include "tests/support/bounds.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/distribution_checks.hpp"

using namespace cultivar;
using namespace cultivar::test;

TEST_CASE("founding: firms go to regions by largest remainders, one at least where there are any") {
    using Counts = std::vector<std::uint32_t>;
    CHECK(firms_by_region({100, 200, 300}, 0.5) == Counts{50, 100, 150});
    CHECK(firms_by_region({10, 10, 10}, 0.25) == Counts{3, 3, 2});
    CHECK(firms_by_region({1'000, 3, 0}, 0.1) == Counts{100, 1, 0});
    CHECK(firms_by_region({146'691}, 1.0) == Counts{146'691});
}

TEST_CASE("founding: the size law is a Pareto law cut at its largest size") {
    CHECK(size_quantile(60, 1.25, 30'000, 0.0) == doctest::Approx(60));
    CHECK(size_quantile(60, 1.25, 30'000, 1.0) == doctest::Approx(30'000));
    const double kept = 1.0 - std::pow(60.0 / 30'000, 1.25);
    const double median = size_quantile(60, 1.25, 30'000, 0.5);
    CHECK((1.0 - std::pow(60.0 / median, 1.25)) / kept == doctest::Approx(0.5));
}

/// The mean by the midpoint rule over the distribution: in u = 1 − v^6 the integrand is smooth at both ends.
TEST_CASE("founding: the mean of the size law is that of its quantiles") {
    for (const double tail : {1.0, 1.25, 1.5}) {
        double sum = 0.0;
        constexpr int steps = 200'000;
        for (int i = 0; i < steps; ++i) {
            const double v = (i + 0.5) / steps;
            sum += size_quantile(60, tail, 30'000, 1.0 - std::pow(v, 6.0)) * 6.0 * std::pow(v, 5.0) / steps;
        }
        CHECK(mean_size(60, tail, 30'000) == doctest::Approx(sum).epsilon(1e-4));
    }
}

/// False alarm: 1e-6 (Massart 1990).
TEST_CASE("founding: firm sizes follow the law, and R&D sums to the region's") {
    SmallWorld small;
    small.region("A", 20'000).region("B", 300).set("firm.ties_degree", 0);
    const World world = found_world(small.description, 4);
    std::vector<double> sizes;
    double research = 0.0;
    for (const FirmId id : world.regions[RegionId{0}].firms) {
        sizes.push_back(world.firms[id].size);
        research += world.firms[id].research;
    }
    const double kept = 1.0 - std::pow(60.0 / 30'000, 1.25);
    const auto law = [kept](double x) { return (1.0 - std::pow(60.0 / x, 1.25)) / kept; };
    CHECK(tests::distribution_gap(sizes, law, law) < tests::gap_bound);
    CHECK(research == doctest::Approx(14.0 * 20'000));
}

/// False alarm: 1e-6 for the largest of five (Chernoff), at equal sizes.
TEST_CASE("founding: owner types come with their shares at median size") {
    SmallWorld small;
    small.region("A", 30'000).set("firm.size_min", 100).set("firm.size_max", 100).set("firm.ties_degree", 0);
    const World world = found_world(small.description, 4);
    std::array<double, owner_type_names.size()> seen{};
    for (const Firm& firm : world.firms) seen[static_cast<std::size_t>(firm.owner)] += 1.0;
    double rest = 1.0;
    for (std::size_t t = 0; t < seen.size(); ++t) {
        if (static_cast<OwnerType>(t) == OwnerType::sme) continue;
        const std::string name = "firm.share." + std::string(owner_type_names[t]);
        const double share = small.description.values[small.description.catalogue.id(name).index];
        rest -= share;
        CHECK(binomial_surprise(seen[t], 30'000, share) < surprise_bound(5));
    }
    CHECK(binomial_surprise(seen[static_cast<std::size_t>(OwnerType::sme)], 30'000, rest) <
          surprise_bound(5));
}

TEST_CASE("founding: needs of a sector lie at home by seven tenths, and sum to one") {
    const WorldDescription description = busy_world().description;
    const std::vector<double> everywhere = need_shares(description, description.sectors[0]);
    for (const double share : everywhere) CHECK(share == doctest::Approx(1.0 / 6));
    const std::vector<double> shares = need_shares(description, description.sectors[1]);
    CHECK(shares[0] == doctest::Approx(0.35 + 0.05));
    CHECK(shares[5] == doctest::Approx(0.05));
    CHECK(std::accumulate(shares.begin(), shares.end(), 0.0) == doctest::Approx(1.0));
    const std::vector<double> mix = sector_mix(description, description.regions[0]);
    CHECK(std::accumulate(mix.begin(), mix.end(), 0.0) == doctest::Approx(1.0));
}

TEST_CASE("founding: each family has a core, components and one bottleneck that the core does not need") {
    const World world = found_world(busy_world().description, 4);
    REQUIRE(world.technologies.size() == 16);
    for (std::size_t f = 0; f < 4; ++f) {
        const Technology& core = world.technologies[world.cores[f]];
        CHECK(core.core);
        CHECK(core.readiness == 8.0);
        CHECK(core.prerequisites.size() == 2);
        for (const TechnologyId id : core.prerequisites) CHECK_FALSE(world.technologies[id].bottleneck);
        CHECK(std::count_if(world.technologies.begin(), world.technologies.end(), [f](const Technology& t) {
                  return t.family == f && t.bottleneck && t.readiness == 5.0;
              }) == 1);
    }
}

TEST_CASE("founding: institutes are as many as government funds pay, suppliers are listed before them") {
    const World world = found_world(busy_world().description, 4);
    const double each =
        busy_world().description.values[busy_world().description.catalogue.id("institute.funds_each").index];
    for (const Region& region : world.regions) {
        const auto institutes = region.suppliers.size() - region.supplier_firms;
        CHECK(static_cast<double>(institutes) == std::round(region.research_government / each));
        for (std::size_t i = 0; i < region.suppliers.size(); ++i)
            CHECK((region.suppliers[i].kind() == PartyKind::firm) == (i < region.supplier_firms));
    }
    for (const float level : world.capability) REQUIRE((level >= 0.0F && level <= 1.0F));
}

TEST_CASE("founding: another region beside it leaves a region's firms as they were") {
    SmallWorld one, two;
    one.region("A", 100);
    two.region("B", 50).region("A", 100);
    const World alone = found_world(one.description, 4), beside = found_world(two.description, 4);
    for (std::size_t i = 0; i < 100; ++i) {
        const Firm& a = alone.firms[alone.regions[RegionId{0}].firms[i]];
        const Firm& b = beside.firms[beside.regions[RegionId{1}].firms[i]];
        REQUIRE(a.key == b.key);
        REQUIRE(a.size == b.size);
        REQUIRE(a.owner == b.owner);
        REQUIRE(a.research == b.research);
    }
}

TEST_CASE("founding: named firms stand in for drawn ones") {
    SmallWorld small;
    small.region("A", 2'000);
    small.description.firms = {{"one", 0, 0, OwnerType::central_soe, 500.0, true},
                               {"two", 0, 0, OwnerType::sme, 90.0, false}};
    const World world = found_world(small.description, 4);
    REQUIRE(world.firms.size() == 2);
    CHECK(world.firms[FirmId{0}].owner == OwnerType::central_soe);
    CHECK(world.firms[FirmId{0}].size == 500.0);
    CHECK(world.regions[RegionId{0}].supplier_firms == 1);
}
