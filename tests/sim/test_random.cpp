// SPDX-License-Identifier: Apache-2.0
#include "sim/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

using namespace cultivar::sim;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

std::array<std::uint32_t, 4> next_block(Stream& stream) {
    return {stream.next32(), stream.next32(), stream.next32(), stream.next32()};
}

Stream after_blocks(Stream stream, int blocks) {
    for (int i = 0; i < 4 * blocks; ++i) stream.next32();
    return stream;
}

template <class Draw>
std::uint64_t digest(Draw draw) {
    Stream stream(20251107, 7, key_of("digest"));
    std::uint64_t value = 0;
    for (int i = 0; i < 20'000; ++i) {
        value = std::rotl(value, 5) ^ std::bit_cast<std::uint64_t>(static_cast<double>(draw(stream)));
        value *= 0x9e3779b97f4a7c15ULL;
    }
    return value;
}

}  // namespace

TEST_CASE("random: the published answers of Philox4x32-10 come out of a stream") {
    using Block = std::array<std::uint32_t, 4>;
    Stream zeros(0, 0, Key{0});
    CHECK(next_block(zeros) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    Stream ones = after_blocks(Stream(~0ULL, 0xffff, Key{~0ULL}, 0xffffffff), 0xffff);
    CHECK(next_block(ones) == Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    Stream pi = after_blocks(Stream(0x299f31d0a4093822, 0x08d3, Key{0x0370734413198a2e}, 0x243f6a88), 0x85a3);
    CHECK(next_block(pi) == Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("random: a stream goes on after its 2^16 blocks without repeating itself") {
    Stream stream(1, 2, Key{3});
    std::set<std::array<std::uint32_t, 4>> seen;
    for (int i = 0; i < 70'000; ++i) seen.insert(next_block(stream));
    CHECK(seen.size() == 70'000);
}

TEST_CASE("random: equal arguments give equal draws and every argument matters") {
    Stream first(1, 2, Key{3}, 4);
    CHECK(first.next64() == Stream(1, 2, Key{3}, 4).next64());
    const std::uint64_t reference = Stream(1, 2, Key{3}, 4).next64();
    CHECK(Stream(9, 2, Key{3}, 4).next64() != reference);
    CHECK(Stream(1 | 1ULL << 40, 2, Key{3}, 4).next64() != reference);
    CHECK(Stream(1, 9, Key{3}, 4).next64() != reference);
    CHECK(Stream(1, 2, Key{9}, 4).next64() != reference);
    CHECK(Stream(1, 2, Key{3 | 3ULL << 32}, 4).next64() != reference);
    CHECK(Stream(1, 2, Key{3}, 9).next64() != reference);
}

TEST_CASE("random: the draws are those written down here") {
    CHECK(Stream(1, 2, key_of("Zhejiang"), 3).next64() == 0x59632be950b2d7cfULL);
    CHECK(digest([](Stream& s) { return s.uniform(); }) == 0x43c10b51373f8259ULL);
    CHECK(digest([](Stream& s) { return s.integer(1000); }) == 0x4b3dadbf09a3fa02ULL);
    CHECK(digest([](Stream& s) { return s.exponential(3.0); }) == 0x1d9378af2992dde0ULL);
    CHECK(digest([](Stream& s) { return s.normal(1.0, 2.0); }) == 0xdc5103181937429dULL);
    CHECK(digest([](Stream& s) { return s.lognormal(5.0, 0.5); }) == 0xfeda31646cc7b163ULL);
    CHECK(digest([](Stream& s) { return s.gamma(0.4, 2.0); }) == 0xb9ef2e3ac9650fedULL);
    CHECK(digest([](Stream& s) { return s.gamma(3.0, 2.0); }) == 0x2504b95536914a22ULL);
    CHECK(digest([](Stream& s) { return s.poisson(4.0); }) == 0x2c456c25d8a5eeb7ULL);
    CHECK(digest([](Stream& s) { return s.poisson(400.0); }) == 0x2e4e8bdb9beed84cULL);
    CHECK(digest([](Stream& s) { return s.binomial(9, 0.3); }) == 0x9fdcd7656b882328ULL);
    CHECK(digest([](Stream& s) { return s.binomial(900, 0.7); }) == 0x26eba112da3c0296ULL);
    CHECK(digest([](Stream& s) { return s.gumbel(1.5); }) == 0xac5de01e52c2ced3ULL);
    CHECK(key_of("").value == 0x2b680e7ba167c5b5ULL);
    CHECK(key_of("Zhejiang").value == 0xc95b5138a0d19a5bULL);
    CHECK(child_key(key_of("Zhejiang"), 7).value == 0x14efebad1607d7bdULL);
    CHECK(child_key(key_of("Zhejiang"), "7").value == 0xec08a076aba6c338ULL);
    CHECK(child_key(key_of("Zhejiang"), Key{7}).value == 0x87c948c479465ed9ULL);
}

TEST_CASE("random: keys of many names, numbers and kinds are all different") {
    std::set<std::uint64_t> seen;
    const std::array<Key, 4> parents = {key_of("a"), key_of("b"), key_of("Jiangsu"), Key{0}};
    std::size_t made = 0;
    for (const Key parent : parents) {
        for (std::uint64_t i = 0; i < 20'000; ++i) {
            seen.insert(child_key(parent, i).value);
            seen.insert(child_key(parent, Key{i}).value);
            seen.insert(child_key(parent, std::to_string(i)).value);
            seen.insert(child_key(child_key(parent, i), 1ULL).value);
            made += 4;
        }
    }
    CHECK(seen.size() == made);
}

TEST_CASE("random: keys tell names apart by every byte, by length and by embedded zeros") {
    const std::set<std::uint64_t> seen = {key_of("").value,
                                          key_of(std::string(1, '\0')).value,
                                          key_of(std::string(8, '\0')).value,
                                          key_of("abcdefgh").value,
                                          key_of("abcdefghi").value,
                                          key_of("abcdefgi").value,
                                          key_of("浙江").value,
                                          key_of("江浙").value,
                                          key_of(std::string(9, '\0')).value};
    CHECK(seen.size() == 9);
    CHECK_FALSE(child_key(key_of("a"), "b") == child_key(key_of("b"), "a"));
}

TEST_CASE("random: uniform draws are odd multiples of 2^-53, hence never 0 or 1") {
    Stream stream(3, 1, Key{1});
    for (int i = 0; i < 100'000; ++i) {
        const double u = stream.uniform();
        REQUIRE(std::fmod(u * 0x1p53, 2.0) == 1.0);
        REQUIRE(u < 1.0);
        const double v = stream.uniform(-2.0, 5.0);
        REQUIRE((v >= -2.0 && v <= 5.0));
    }
}

TEST_CASE("random: fixed-cost draws take two words, whatever their parameters") {
    const auto position_after = [](auto draw) {
        Stream stream(5, 1, Key{8});
        draw(stream);
        return stream.next32();
    };
    Stream plain(5, 1, Key{8});
    plain.next64();
    const std::uint32_t third = plain.next32();
    CHECK(position_after([](Stream& s) { s.bernoulli(0.0); }) == third);
    CHECK(position_after([](Stream& s) { s.bernoulli(2.0); }) == third);
    CHECK(position_after([](Stream& s) { s.normal(); }) == third);
    CHECK(position_after([](Stream& s) { s.lognormal(1.0, 0.0); }) == third);
    CHECK(position_after([](Stream& s) { s.gumbel(1.0); }) == third);
    CHECK(position_after([](Stream& s) { s.poisson(0.0); }) == third);
    CHECK(position_after([](Stream& s) { s.binomial(0, 0.5); }) == third);
    CHECK(position_after([](Stream& s) { s.categorical(std::array{0.0, 1.0}); }) == third);
    CHECK(position_after([](Stream& s) { s.cumulative(std::array{0.0, 1.0}); }) == third);
}

TEST_CASE("random: an exponential takes two words, now and then more, whatever its mean") {
    int longer = 0;
    for (std::uint64_t entity = 0; entity < 10'000; ++entity) {
        Stream words(5, 1, Key{entity}), one(5, 1, Key{entity}), many(5, 1, Key{entity});
        words.next64();
        const double unit = one.exponential(1.0);
        REQUIRE(many.exponential(8.0) == 8.0 * unit);
        const std::uint32_t next = one.next32();
        REQUIRE(many.next32() == next);
        longer += next != words.next32();
    }
    // One in 45 (measured on four million); the bounds are five standard deviations away.
    CHECK(longer > 148);
    CHECK(longer < 296);
}

TEST_CASE("random: degenerate parameters give the certain result") {
    Stream s(6, 1, Key{2});
    for (int i = 0; i < 1000; ++i) {
        REQUIRE_FALSE(s.bernoulli(0.0));
        REQUIRE_FALSE(s.bernoulli(-1.0));
        REQUIRE_FALSE(s.bernoulli(not_a_number));
        REQUIRE(s.bernoulli(1.0));
        REQUIRE(s.bernoulli(7.0));
        REQUIRE(s.exponential(0.0) == 0.0);
        REQUIRE(s.gamma(2.0, 0.0) == 0.0);
        REQUIRE(s.lognormal(3.0, 0.0) == 3.0);
        REQUIRE(s.normal(4.0, 0.0) == 4.0);
        REQUIRE(s.poisson(0.0) == 0);
        REQUIRE(s.binomial(0, 0.5) == 0);
        REQUIRE(s.binomial(1'000'000, 0.0) == 0);
        REQUIRE(s.binomial(1'000'000, 1.0) == 1'000'000);
        REQUIRE(s.binomial(9, -0.5) == 0);
        REQUIRE(s.binomial(9, 1.5) == 9);
        REQUIRE(s.integer(1) == 0);
        REQUIRE(s.categorical(std::array{0.0, 0.0, 2.0, 0.0}) == 2);
        REQUIRE(s.cumulative(std::array{0.0, 0.0, 2.0, 2.0}) == 2);
    }
}

TEST_CASE("random: impossible parameters are refused") {
    Stream s(6, 1, Key{2});
    CHECK_THROWS_AS(s.integer(0), std::invalid_argument);
    CHECK_THROWS_AS(s.gamma(0.0, 1.0), std::invalid_argument);
    CHECK_THROWS_AS(s.gamma(not_a_number, 1.0), std::invalid_argument);
    CHECK_THROWS_AS(s.gamma(1.0, -1.0), std::invalid_argument);
    CHECK_THROWS_AS(s.poisson(-1.0), std::invalid_argument);
    CHECK_THROWS_AS(s.poisson(infinity), std::invalid_argument);
    CHECK_THROWS_AS(s.poisson(not_a_number), std::invalid_argument);
    CHECK_THROWS_AS(s.binomial(5, not_a_number), std::invalid_argument);
    CHECK_THROWS_AS(s.binomial(~0ULL, 0.5), std::invalid_argument);
    CHECK_THROWS_AS(s.categorical({}), std::invalid_argument);
    CHECK_THROWS_AS(s.categorical(std::array{0.0, 0.0}), std::invalid_argument);
    CHECK_THROWS_AS(s.categorical(std::array{1.0, -1.0}), std::invalid_argument);
    CHECK_THROWS_AS(s.categorical(std::array{1.0, not_a_number}), std::invalid_argument);
    CHECK_THROWS_AS(s.categorical(std::array{1.0, infinity}), std::invalid_argument);
    CHECK_THROWS_AS(s.cumulative({}), std::invalid_argument);
    CHECK_THROWS_AS(s.cumulative(std::array{0.0}), std::invalid_argument);
}

TEST_CASE("random: a weight of zero changes no draw, and totals draw as weights do") {
    Stream plain(7, 1, Key{2});
    Stream longer(7, 1, Key{2});
    Stream totals(7, 1, Key{2});
    for (int i = 0; i < 10'000; ++i) {
        const std::size_t index = plain.categorical(std::array{1.0, 2.5, 0.5, 4.0});
        REQUIRE(longer.categorical(std::array{1.0, 2.5, 0.5, 4.0, 0.0, 0.0}) == index);
        REQUIRE(totals.cumulative(std::array{1.0, 3.5, 4.0, 8.0}) == index);
    }
}

TEST_CASE("random: weights so small that the draw rounds to a border never give an impossible index") {
    const double least = std::numeric_limits<double>::denorm_min();
    Stream weights(9, 1, Key{2});
    Stream totals(9, 1, Key{2});
    for (int i = 0; i < 1000; ++i) {
        REQUIRE(weights.categorical(std::array{least, 0.0}) == 0);
        REQUIRE(totals.cumulative(std::array{least, least}) == 0);
        REQUIRE(weights.categorical(std::array{least, least}) ==
                totals.cumulative(std::array{least, 2 * least}));
    }
}

TEST_CASE("random: shuffle keeps the items and follows the stream alone") {
    std::vector<int> items(1000);
    std::iota(items.begin(), items.end(), 0);
    std::vector<int> again = items;
    Stream(8, 1, Key{2}).shuffle(std::span(items));
    Stream(8, 1, Key{2}).shuffle(std::span(again));
    CHECK(items == again);
    CHECK_FALSE(std::is_sorted(items.begin(), items.end()));
    std::sort(items.begin(), items.end());
    for (int i = 0; i < 1000; ++i) REQUIRE(items[static_cast<std::size_t>(i)] == i);
}
