// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/random.hpp"

using namespace cultivar::sim;

namespace {

constexpr Key entity{0x123456789abcdef0};

/// Every law once, from one stream.
std::vector<double> every_law(DrawRecord* record) {
    Stream stream(11, 301, entity, 7, record);
    std::array<int, 3> cards{1, 2, 3};
    const std::array<double, 3> weights{1.0, 0.0, 2.0}, totals{1.0, 1.0, 3.0};
    std::vector<double> drawn{stream.uniform(),
                              stream.uniform(10.0, 20.0),
                              stream.bernoulli(0.5) ? 1.0 : 0.0,
                              stream.exponential(5.0),
                              stream.normal(3.0, 2.0),
                              stream.lognormal(4.0, 0.5),
                              stream.gamma(2.0, 8.0),
                              stream.gamma(0.5, 8.0),
                              stream.gumbel(3.0),
                              static_cast<double>(stream.integer(100)),
                              static_cast<double>(stream.poisson(2.0)),
                              static_cast<double>(stream.poisson(40.0)),
                              static_cast<double>(stream.binomial(20, 0.1)),
                              static_cast<double>(stream.binomial(100, 0.5)),
                              static_cast<double>(stream.categorical(weights)),
                              static_cast<double>(stream.cumulative(totals)),
                              static_cast<double>(stream.next64())};
    stream.shuffle(std::span<int>(cards));
    for (const int card : cards) drawn.push_back(card);
    return drawn;
}

}  // namespace

TEST_CASE("draw record: recording moves no draw") {
    DrawRecord record;
    CHECK(every_law(&record) == every_law(nullptr));
}

TEST_CASE(
    "draw record: each draw is kept once, at standard scale, under its event, purpose, entity and "
    "occurrence") {
    DrawRecord record;
    record.event = 42;
    const std::vector<double> drawn = every_law(&record);
    REQUIRE(record.draws.size() == 19);
    for (const Draw& draw : record.draws) {
        CHECK(draw.event == 42);
        CHECK(draw.purpose == 301);
        CHECK(draw.entity == entity.value);
        CHECK(draw.occurrence == 7);
    }
    const auto kept = [&](std::size_t place) { return record.draws[place].value; };
    CHECK(kept(0) == drawn[0]);
    CHECK(10.0 + 10.0 * kept(1) == drawn[1]);
    CHECK((kept(2) < 0.5 ? 1.0 : 0.0) == drawn[2]);
    CHECK(5.0 * kept(3) == drawn[3]);
    CHECK(3.0 + 2.0 * kept(4) == drawn[4]);
    CHECK(4.0 * std::exp(0.5 * kept(5)) == doctest::Approx(drawn[5]).epsilon(1e-14));
    CHECK(kept(6) * (8.0 / 2.0) == drawn[6]);
    CHECK(kept(7) * (8.0 / 0.5) == drawn[7]);
    CHECK(3.0 * kept(8) == drawn[8]);
    CHECK(kept(9) == drawn[9]);
    for (std::size_t count = 10; count < 14; ++count) CHECK(kept(count) == drawn[count]);
    CHECK((kept(14) * 3.0 < 1.0 ? 0.0 : 2.0) == drawn[14]);
    CHECK((kept(15) * 3.0 < 1.0 ? 0.0 : 2.0) == drawn[15]);
    CHECK(kept(16) == drawn[16]);
    CHECK((kept(17) < 3.0 && kept(18) < 2.0));
}

TEST_CASE("draw record: a stream keeps its purpose beyond its first block of words") {
    DrawRecord record;
    Stream stream(1, 2, entity, 3, &record);
    for (int i = 0; i < 300'000; ++i) (void)stream.uniform();
    CHECK(record.draws.front().purpose == 2);
    CHECK(record.draws.back().purpose == 2);
    CHECK(record.draws.back().occurrence == 3);
    CHECK(record.draws.back().value != record.draws.front().value);
}
