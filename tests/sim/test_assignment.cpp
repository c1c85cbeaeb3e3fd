// SPDX-License-Identifier: Apache-2.0
#include "sim/assignment.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>
#include <vector>

using namespace cultivar::sim;

namespace {

using Pairs = std::vector<Pair>;
using Order = std::vector<std::uint32_t>;

/// Two suppliers and two scenarios; each supplier likes another scenario best, each owner the other supplier.
Market crossed() {
    return {{{0, 0, 2.0, 1.0}, {0, 1, 1.0, 2.0}, {1, 0, 1.0, 2.0}, {1, 1, 2.0, 1.0}}, {1, 1}, {1, 1}};
}

}  // namespace

TEST_CASE("assignment: suppliers get their wish where owners are content with anyone") {
    CHECK(deferred_acceptance(crossed()) == Pairs{{0, 0}, {1, 1}});
}

TEST_CASE("assignment: an owner's better offer displaces a worse one") {
    const Market market{{{0, 0, 2.0, 1.0}, {0, 1, 1.0, 1.0}, {1, 0, 1.0, 5.0}}, {1, 1}, {1, 1}};
    CHECK(deferred_acceptance(market) == Pairs{{1, 0}, {0, 1}});
}

TEST_CASE("assignment: capacities of both sides are filled and kept") {
    const Market market{
        {{0, 0, 3.0, 1.0}, {0, 1, 2.0, 1.0}, {0, 2, 1.0, 1.0}, {1, 0, 1.0, 2.0}, {2, 0, 1.0, 3.0}},
        {2, 1, 1},
        {2, 1, 1}};
    CHECK(deferred_acceptance(market) == Pairs{{1, 0}, {2, 0}, {0, 1}, {0, 2}});
}

TEST_CASE("assignment: unacceptable offers and agents without room stay out") {
    Market market = crossed();
    market.offers[0].acceptable = false;
    CHECK(deferred_acceptance(market) == Pairs{{1, 0}, {0, 1}});
    market.supplier_capacity = {1, 0};
    CHECK(deferred_acceptance(market) == Pairs{{0, 1}});
    market.scenario_capacity = {1, 0};
    CHECK(deferred_acceptance(market).empty());
    CHECK(serial_order(market, Order{0, 1, 2, 3}).empty());
}

TEST_CASE("assignment: an empty market gives no pairs") {
    CHECK(deferred_acceptance({}).empty());
    CHECK(serial_order({}, {}).empty());
    CHECK(blocking_pairs({}, {}) == 0);
}

TEST_CASE("assignment: equal scores fall to the lower index on either side") {
    const Market suppliers{{{1, 0, 1.0, 1.0}, {0, 0, 1.0, 1.0}}, {1, 1}, {1}};
    CHECK(deferred_acceptance(suppliers) == Pairs{{0, 0}});
    const Market scenarios{{{0, 1, 1.0, 1.0}, {0, 0, 1.0, 1.0}}, {1}, {1, 1}};
    CHECK(deferred_acceptance(scenarios) == Pairs{{0, 0}});
    CHECK(offers_by_supplier(scenarios, Order{0}) == Order{1, 0});
    CHECK(offers_by_owner_score(scenarios) == Order{1, 0});
}

TEST_CASE("assignment: the order of the offers in the list does not matter") {
    Market market{{{0, 0, 2.0, 1.0}, {0, 1, 1.0, 1.0}, {1, 0, 1.0, 5.0}, {1, 1, 3.0, 0.0}}, {1, 1}, {1, 1}};
    const Pairs pairs = deferred_acceptance(market);
    std::swap(market.offers[0], market.offers[3]);
    std::swap(market.offers[1], market.offers[2]);
    CHECK(deferred_acceptance(market) == pairs);
}

TEST_CASE("assignment: in serial order who comes first is served first") {
    const Market market = crossed();
    CHECK(serial_order(market, Order{1, 0, 2, 3}) == Pairs{{1, 0}, {0, 1}});
    CHECK(serial_order(market, Order{0, 1, 2, 3}) == Pairs{{0, 0}, {1, 1}});
    CHECK(serial_order(market, Order{2}) == Pairs{{1, 0}});
    CHECK(serial_order(market, offers_by_supplier(market, Order{1, 0})) == Pairs{{0, 0}, {1, 1}});
    CHECK(serial_order(market, offers_by_owner_score(market)) == Pairs{{1, 0}, {0, 1}});
}

TEST_CASE("assignment: blocking pairs are counted on both sides' scores and room") {
    const Market market = crossed();
    CHECK(blocking_pairs(market, Pairs{{0, 0}, {1, 1}}) == 0);
    CHECK(blocking_pairs(market, Pairs{{1, 0}, {0, 1}}) == 0);
    CHECK(blocking_pairs(market, Pairs{}) == 4);
    CHECK(blocking_pairs(market, Pairs{{0, 0}}) == 2);
    const Market envy{
        {{0, 0, 2.0, 2.0}, {0, 1, 1.0, 2.0}, {1, 0, 2.0, 1.0}, {1, 1, 1.0, 1.0}}, {1, 1}, {1, 1}};
    CHECK(blocking_pairs(envy, Pairs{{1, 0}, {0, 1}}) == 1);
}

TEST_CASE("assignment: markets and orders that make no sense are refused") {
    const auto refused = [](const Market& market) {
        CHECK_THROWS_AS(static_cast<void>(deferred_acceptance(market)), std::invalid_argument);
        CHECK_THROWS_AS(static_cast<void>(serial_order(market, {})), std::invalid_argument);
        CHECK_THROWS_AS(static_cast<void>(offers_by_owner_score(market)), std::invalid_argument);
        CHECK_THROWS_AS(static_cast<void>(offers_by_supplier(market, {})), std::invalid_argument);
        CHECK_THROWS_AS(static_cast<void>(blocking_pairs(market, {})), std::invalid_argument);
    };
    refused({{{1, 0, 1.0, 1.0}}, {1}, {1}});
    refused({{{0, 1, 1.0, 1.0}}, {1}, {1}});
    refused({{{0, 0, 1.0, 1.0}, {0, 0, 2.0, 1.0}}, {2}, {2}});
    refused({{{0, 0, std::numeric_limits<double>::quiet_NaN(), 1.0}}, {1}, {1}});
    refused({{{0, 0, 1.0, std::numeric_limits<double>::infinity()}}, {1}, {1}});
    const Market market = crossed();
    CHECK_THROWS_AS(static_cast<void>(serial_order(market, Order{4})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(serial_order(market, Order{0, 0})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(offers_by_supplier(market, Order{2})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(offers_by_supplier(market, Order{1, 1})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(blocking_pairs(market, Pairs{{0, 0}, {0, 1}})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(blocking_pairs(market, Pairs{{0, 0}, {1, 0}})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(blocking_pairs(market, Pairs{{0, 0}, {0, 0}})), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(blocking_pairs(market, Pairs{{5, 0}})), std::invalid_argument);
}
