// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "sim/draw_record.hpp"

namespace cultivar::sim {

/// The name of an entity for the purposes of chance: made from names and parents, never from creation order,
/// so that adding one entity leaves the luck of all others alone.
struct Key {
    std::uint64_t value = 0;

    friend constexpr bool operator==(Key, Key) = default;
};

/// The key of a name at the top, and of the child that a parent knows by a number, a name or another key.
/// Children of one parent known by different numbers, or by different keys, never share a key; other pairs do
/// with odds of 2^-64.
[[nodiscard]] Key key_of(std::string_view name);
[[nodiscard]] Key child_key(Key parent, std::uint64_t number);
[[nodiscard]] Key child_key(Key parent, std::string_view name);
[[nodiscard]] Key child_key(Key parent, Key other);

/// A counter-based stream of draws (Philox4x32-10, Salmon et al. 2011, through Random123): the run's seed is
/// the key; purpose, entity and the occurrence (first, second, … time this entity draws for this purpose) are
/// the counter. Equal arguments give equal draws, wherever and whenever they are made. A block of four 32-bit
/// words is made when first needed; a stream never ends (after 2^18 words it goes on under a key derived from
/// the seed).
///
/// Every function states how many words it takes; exponential, gamma, poisson, binomial and integer may reject and
/// take more. All results have the same bits on every processor and compiler. Parameters outside the stated range
/// throw std::invalid_argument in gamma, poisson, binomial, categorical, cumulative and integer; the others
/// pass NaN on.
///
/// A stream with a record adds each draw to it as it comes out at standard scale, so that whoever reads it must
/// know parameters and thresholds by himself: the uniform on (0, 1) of a uniform, of a yes or no and of a choice
/// by weights; the standard normal of a normal or lognormal; the exponential of mean 1, the Gumbel and the gamma
/// of scale 1; an integer and a count (Poisson, binomial) as they are; of next64 the nearest double. The words of
/// next32 are not recorded.
class Stream {
  public:
    Stream(std::uint64_t seed, std::uint16_t purpose, Key entity, std::uint32_t occurrence = 0,
           DrawRecord* record = nullptr)
        : counter_{occurrence, purpose, static_cast<std::uint32_t>(entity.value),
                   static_cast<std::uint32_t>(entity.value >> 32)},
          key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
          record_(record) {}

    /// The next word.
    std::uint32_t next32() {
        if (used_ == block_.size()) refill();
        return block_[used_++];
    }
    /// The next two words, the first one low.
    std::uint64_t next64() {
        const std::uint64_t words = two_words();
        recorded(static_cast<double>(words));
        return words;
    }
    /// Uniform on the open interval (0, 1): an odd multiple of 2^-53. Two words.
    double uniform() { return recorded(plain_uniform()); }
    /// Uniform between two finite bounds; rounding can reach either. Two words.
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform on 0 … count - 1 without bias; count > 0. One word, more by rejection (Lemire 2019).
    std::uint32_t integer(std::uint32_t count);
    /// True with the given probability; never at 0 or below, always from 1 on. Two words in all cases.
    bool bernoulli(double probability) { return uniform() < probability; }
    /// Exponential by mean >= 0 (ziggurat of Marsaglia & Tsang 2000; the tail starts anew, as waiting times have
    /// no memory). Two words, more by rejection in one draw of 45. The words taken do not depend on the mean.
    double exponential(double mean);
    /// Normal by inversion, hence rising in the underlying uniform. Two words.
    double normal();
    double normal(double mean, double sd) { return mean + sd * normal(); }
    /// exp of a normal with mean log(median) and standard deviation sigma. Two words.
    double lognormal(double median, double sigma);
    /// Gamma by shape > 0 and mean >= 0 (Marsaglia & Tsang 2000). Four words a round, about 1.05 rounds; two
    /// more for a shape below 1; none for mean 0.
    double gamma(double shape, double mean);
    /// Poisson by mean in [0, 10^15]: one uniform by inversion below 10, then Hörmann's transformed rejection
    /// (1993), four words a round.
    std::uint64_t poisson(double mean);
    /// Successes in at most 10^15 trials of a probability (cut to [0, 1], NaN refused): one uniform by
    /// inversion while the rarer outcome is expected less than 10 times, then Hörmann's transformed rejection
    /// (1993), four words a round.
    std::uint64_t binomial(std::uint64_t trials, double probability);
    /// Index drawn in proportion to weights (>= 0, finite, not all 0). A weight of 0 is never drawn, and
    /// adding one at the end changes nothing. Two words.
    std::size_t categorical(std::span<const double> weights);
    /// Index drawn by running totals of weights (non-decreasing, last > 0 and finite), by binary search; the
    /// same index as categorical gives when the totals were added up from left to right. Two words.
    std::size_t cumulative(std::span<const double> totals);
    /// Gumbel (largest value) with location 0. Two words.
    double gumbel(double scale);
    /// A uniformly drawn order (Fisher & Yates), one integer for each item but the first; fewer than 2^32
    /// items.
    template <class T>
    void shuffle(std::span<T> items) {
        for (std::size_t i = items.size(); i > 1; --i) {
            using std::swap;
            swap(items[i - 1], items[integer(static_cast<std::uint32_t>(i))]);
        }
    }

  private:
    std::uint64_t two_words() {
        const std::uint64_t low = next32();
        return low | static_cast<std::uint64_t>(next32()) << 32;
    }
    double plain_uniform() { return (static_cast<double>(two_words() >> 12) + 0.5) * 0x1p-52; }
    double recorded(double value) {
        if (record_ != nullptr) [[unlikely]]
            add_to_record(value);
        return value;
    }
    void refill();
    void add_to_record(double value);
    double standard_exponential();
    double standard_gamma(double shape);
    std::uint64_t poisson_by_rejection(double mean);
    std::uint64_t binomial_by_rejection(double trials, double probability);

    std::array<std::uint32_t, 4> block_{};
    std::array<std::uint32_t, 4> counter_{};
    std::array<std::uint32_t, 2> key_{};
    std::uint32_t used_ = 4;
    DrawRecord* record_ = nullptr;
};

}  // namespace cultivar::sim
