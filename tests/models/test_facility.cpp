// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "models/facility.hpp"

using namespace cultivar;

namespace {

Case case_of(std::uint32_t scenario) {
    Case waiting;
    waiting.scenario = ScenarioId{scenario};
    return waiting;
}

}  // namespace

TEST_CASE("facility: places go to the line in the order in which it formed") {
    Facility facility;
    facility.set_places(2);
    for (const std::uint32_t scenario : {7U, 3U, 9U, 1U}) facility.line.push_back(case_of(scenario));
    CHECK(facility.admit()->scenario.index == 7);
    CHECK(facility.admit()->scenario.index == 3);
    CHECK_FALSE(facility.admit().has_value());
    facility.release();
    CHECK(facility.admit()->scenario.index == 9);
    CHECK(facility.taken == 2);
    CHECK(facility.line.size() == 1);
}

TEST_CASE("facility: places that are given up close one by one as they become free") {
    Facility facility;
    facility.set_places(3);
    for (const std::uint32_t scenario : {1U, 2U, 3U, 4U, 5U}) facility.line.push_back(case_of(scenario));
    while (facility.admit()) {
    }
    facility.set_places(1);
    CHECK(facility.closing == 2);
    for (const std::uint64_t closing : {1U, 0U}) {
        facility.release();
        CHECK(facility.closing == closing);
        CHECK_FALSE(facility.admit().has_value());
    }
    facility.release();
    CHECK(facility.admit()->scenario.index == 4);
    facility.set_places(5);
    CHECK(facility.closing == 0);
    CHECK(facility.admit()->scenario.index == 5);
}

TEST_CASE("facility: places are rounded, at least one where there is any, none at zero") {
    CHECK(places_for(15.0, 2'000.0) == 30);
    CHECK(places_for(15.0, 500.0) == 8);
    CHECK(places_for(15.0, 10.0) == 1);
    CHECK(places_for(1e9, 146'691.0) == 146'691'000'000);
    CHECK(places_for(0.0, 2'000.0) == 0);
}
