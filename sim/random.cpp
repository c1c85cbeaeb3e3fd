// SPDX-License-Identifier: Apache-2.0
#include "sim/random.hpp"

#include <Random123/philox.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/elementary.hpp"
#include "sim/special_functions.hpp"

namespace cultivar::sim {
namespace {

/// A bijection of 64 bits in which every input bit moves about half of the output bits (Stafford's mix 13).
constexpr std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// Different kinds of children start from different constants, so that a number and a key of equal value
/// differ.
enum class Kind : std::uint64_t { name = 0x6e, number = 0x75, key = 0x6b };

constexpr Key combined(Kind kind, std::uint64_t parent, std::uint64_t child) {
    const std::uint64_t start = mixed(parent + 0x9e3779b97f4a7c15ULL * static_cast<std::uint64_t>(kind));
    return {mixed(start ^ mixed(child + 0xd1b54a32d192ed03ULL))};
}

std::uint64_t hash_of(std::string_view name) {
    std::uint64_t hash = mixed(name.size() + 1);
    for (std::size_t start = 0; start < name.size(); start += 8) {
        std::uint64_t word = 0;
        const std::string_view part = name.substr(start, 8);
        for (std::size_t i = 0; i < part.size(); ++i) {
            word |= static_cast<std::uint64_t>(static_cast<unsigned char>(part[i])) << (8 * i);
        }
        hash = mixed(hash ^ mixed(word + 0x9e3779b97f4a7c15ULL));
    }
    return hash;
}

void require(bool condition, const char* what) {
    if (!condition) throw std::invalid_argument(what);
}

/// The region under e^-x cut into 256 layers of equal area, the lowest of which holds the tail beyond `edge[1]`
/// (Marsaglia & Tsang 2000). Layer i reaches from 0 to edge[i] and, for sure, to edge[i + 1]; it lies between
/// the heights of its two edges.
struct ExponentialLayers {
    static constexpr std::size_t count = 256;
    static constexpr double tail = 7.69711747013104972;
    static constexpr double area = 0.0039496598225815571993;

    std::array<double, count + 1> edge{};
    std::array<double, count + 1> height{};

    ExponentialLayers() {
        edge[0] = area / exp(-tail);
        edge[1] = tail;
        height[1] = exp(-tail);
        for (std::size_t i = 2; i < count; ++i) {
            height[i] = height[i - 1] + area / edge[i - 1];
            edge[i] = -log(height[i]);
        }
        height[count] = 1.0;
    }
};

const ExponentialLayers layers;

constexpr double largest_count = 1e15;

/// The part of log k! that (k + 1/2) log(k + 1) - (k + 1) + log(2 pi) / 2 leaves out.
double stirling_rest(double k) {
    constexpr std::array<double, 10> small = {0.08106146679532726, 0.04134069595540929, 0.02767792568499834,
                                              0.02079067210376509, 0.01664469118982119, 0.01387612882307075,
                                              0.01189670994589177, 0.01041126526197210, 0.009255462182712733,
                                              0.008330563433362871};
    if (k < 10.0) return small[static_cast<std::size_t>(k)];
    const double x = k + 1.0;
    const double w = 1.0 / (x * x);
    return (1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680)))) / x;
}

/// Counts up from 0 until the probabilities passed exceed u; `next(k)` is p(k) / p(k - 1). Stops where what
/// is left of u is rounding only.
template <class Ratio>
std::uint64_t by_inversion(double u, double first, Ratio next) {
    std::uint64_t k = 0;
    for (double p = first; u > p && p > 0.0;) {
        u -= p;
        const double ratio = next(static_cast<double>(++k));
        p *= ratio;
        if (ratio < 0.5 && p < 0x1p-60) break;
    }
    return k;
}

}  // namespace

Key key_of(std::string_view name) {
    return combined(Kind::name, 0, hash_of(name));
}
Key child_key(Key parent, std::uint64_t number) {
    return combined(Kind::number, parent.value, number);
}
Key child_key(Key parent, std::string_view name) {
    return combined(Kind::name, parent.value, hash_of(name));
}
Key child_key(Key parent, Key other) {
    return combined(Kind::key, parent.value, other.value);
}

void Stream::refill() {
    const philox4x32_ctr_t counter = {{counter_[0], counter_[1], counter_[2], counter_[3]}};
    const philox4x32_key_t key = {{key_[0], key_[1]}};
    const philox4x32_ctr_t block = philox4x32(counter, key);
    block_ = {block[0], block[1], block[2], block[3]};
    used_ = 0;
    counter_[1] += 0x10000U;
    if (counter_[1] < 0x10000U) key_[1] += 0x9e3779b9U;
}

void Stream::add_to_record(double value) {
    const std::uint64_t entity = counter_[2] | static_cast<std::uint64_t>(counter_[3]) << 32;
    record_->draws.push_back(
        {record_->event, entity, value, counter_[0], static_cast<std::uint16_t>(counter_[1])});
}

std::uint32_t Stream::integer(std::uint32_t count) {
    require(count > 0, "Stream::integer: count must be positive");
    std::uint64_t product = static_cast<std::uint64_t>(next32()) * count;
    if (static_cast<std::uint32_t>(product) < count) {
        const std::uint32_t surplus = (0U - count) % count;
        while (static_cast<std::uint32_t>(product) < surplus) {
            product = static_cast<std::uint64_t>(next32()) * count;
        }
    }
    const auto drawn = static_cast<std::uint32_t>(product >> 32);
    recorded(drawn);
    return drawn;
}

double Stream::exponential(double mean) {
    return mean * recorded(standard_exponential());
}

double Stream::standard_exponential() {
    for (double passed = 0.0;;) {
        const std::uint64_t words = two_words();
        const std::size_t layer = words % ExponentialLayers::count;
        const double x = (static_cast<double>(words >> 12) + 0.5) * 0x1p-52 * layers.edge[layer];
        if (x < layers.edge[layer + 1]) return passed + x;
        if (layer == 0) {
            passed += ExponentialLayers::tail;
            continue;
        }
        const double low = layers.height[layer];
        if (low + plain_uniform() * (layers.height[layer + 1] - low) < exp(-x)) return passed + x;
    }
}

double Stream::normal() {
    return recorded(normal_quantile(plain_uniform()));
}

double Stream::lognormal(double median, double sigma) {
    return median * exp(sigma * normal());
}

double Stream::gumbel(double scale) {
    return scale * recorded(-log(-log(plain_uniform())));
}

double Stream::gamma(double shape, double mean) {
    require(shape > 0.0 && shape <= largest_count, "Stream::gamma: shape must be positive");
    require(mean >= 0.0, "Stream::gamma: mean must not be negative");
    if (mean == 0.0) return 0.0;
    if (shape >= 1.0) return recorded(standard_gamma(shape)) * (mean / shape);
    const double larger = standard_gamma(shape + 1.0);
    return recorded(larger * exp(log(plain_uniform()) / shape)) * (mean / shape);
}

double Stream::standard_gamma(double shape) {
    const double d = shape - 1.0 / 3;
    const double c = 1.0 / std::sqrt(9.0 * d);
    for (;;) {
        const double x = normal_quantile(plain_uniform());
        const double u = plain_uniform();
        const double root = 1.0 + c * x;
        if (root <= 0.0) continue;
        const double v = root * root * root;
        const double x2 = x * x;
        if (u < 1.0 - 0.0331 * x2 * x2 || log(u) < 0.5 * x2 + d * (1.0 - v + log(v))) return d * v;
    }
}

std::uint64_t Stream::poisson(double mean) {
    require(mean >= 0.0 && mean <= largest_count, "Stream::poisson: mean must lie in [0, 1e15]");
    const std::uint64_t count =
        mean >= 10.0 ? poisson_by_rejection(mean)
                     : by_inversion(plain_uniform(), exp(-mean), [mean](double k) { return mean / k; });
    recorded(static_cast<double>(count));
    return count;
}

std::uint64_t Stream::poisson_by_rejection(double mean) {
    const double b = 0.931 + 2.53 * std::sqrt(mean);
    const double a = -0.059 + 0.02483 * b;
    const double scale = 1.1239 + 1.1328 / (b - 3.4);
    const double sure = 0.9277 - 3.6224 / (b - 2.0);
    for (;;) {
        const double u = plain_uniform() - 0.5;
        const double v = plain_uniform();
        const double edge = 0.5 - std::fabs(u);
        const double k = std::floor((2.0 * a / edge + b) * u + mean + 0.43);
        if (edge >= 0.07 && v <= sure) return static_cast<std::uint64_t>(k);
        if (k < 0.0 || (edge < 0.013 && v > edge)) continue;
        const double x = k + 1.0;
        const double log_mass = (k + 0.5) * log(mean / x) + (x - mean) - stirling_rest(k) +
                                0.5 * (-1.8378770664093453 - log(mean));
        if (log(v * scale / (a / (edge * edge) + b)) <= log_mass) return static_cast<std::uint64_t>(k);
    }
}

std::uint64_t Stream::binomial(std::uint64_t trials, double probability) {
    const auto n = static_cast<double>(trials);
    require(n <= largest_count, "Stream::binomial: at most 1e15 trials");
    require(!std::isnan(probability), "Stream::binomial: probability is not a number");
    const double p = std::clamp(probability, 0.0, 1.0);
    const double rarer = std::min(p, 1.0 - p);
    std::uint64_t count = 0;
    if (n * rarer >= 10.0) {
        count = binomial_by_rejection(n, rarer);
    } else {
        const double odds = rarer / (1.0 - rarer);
        count = by_inversion(plain_uniform(), exp(n * log1p(-rarer)),
                             [n, odds](double k) { return odds * (n - k + 1.0) / k; });
    }
    count = p == rarer ? std::min(count, trials) : trials - std::min(count, trials);
    recorded(static_cast<double>(count));
    return count;
}

std::uint64_t Stream::binomial_by_rejection(double n, double p) {
    const double spread = std::sqrt(n * p * (1.0 - p));
    const double b = 1.15 + 2.53 * spread;
    const double a = -0.0873 + 0.0248 * b + 0.01 * p;
    const double scale = (2.83 + 5.1 / b) * spread;
    const double sure = 0.92 - 4.2 / b;
    const double odds = p / (1.0 - p);
    const double mode = std::floor((n + 1.0) * p);
    for (;;) {
        const double u = plain_uniform() - 0.5;
        const double v = plain_uniform();
        const double edge = 0.5 - std::fabs(u);
        const double k = std::floor((2.0 * a / edge + b) * u + n * p + 0.5);
        if (k < 0.0 || k > n) continue;
        if (edge >= 0.07 && v <= sure) return static_cast<std::uint64_t>(k);
        const double log_ratio = (mode + 0.5) * log((mode + 1.0) / (odds * (n - mode + 1.0))) +
                                 (n + 1.0) * log((n - mode + 1.0) / (n - k + 1.0)) +
                                 (k + 0.5) * log(odds * (n - k + 1.0) / (k + 1.0)) + stirling_rest(mode) +
                                 stirling_rest(n - mode) - stirling_rest(k) - stirling_rest(n - k);
        if (log(v * scale / (a / (edge * edge) + b)) <= log_ratio) return static_cast<std::uint64_t>(k);
    }
}

std::size_t Stream::categorical(std::span<const double> weights) {
    double total = 0.0;
    for (const double weight : weights) {
        require(weight >= 0.0, "Stream::categorical: weights must not be negative");
        total += weight;
    }
    require(total > 0.0 && std::isfinite(total), "Stream::categorical: weights need a positive finite sum");
    const double target = uniform() * total;
    double passed = 0.0;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < weights.size() && passed <= target; ++i) {
        if (weights[i] > 0.0) chosen = i;
        passed += weights[i];
    }
    return chosen;
}

std::size_t Stream::cumulative(std::span<const double> totals) {
    require(!totals.empty() && totals.back() > 0.0 && std::isfinite(totals.back()),
            "Stream::cumulative: the last total must be positive and finite");
    const double target = uniform() * totals.back();
    const auto place = std::upper_bound(totals.begin(), totals.end(), target);
    if (place != totals.end()) return static_cast<std::size_t>(place - totals.begin());
    const auto last = std::lower_bound(totals.begin(), totals.end(), totals.back());
    return static_cast<std::size_t>(last - totals.begin());
}

}  // namespace cultivar::sim
