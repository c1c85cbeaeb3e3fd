// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "tests/support/bounds.hpp"
#include "tests/support/diffusion.hpp"
#include "tests/support/distribution_checks.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

constexpr double p = 0.02, q = 0.6, home = 0.7, slope = 0.45, stock = -0.8, order = -0.6;

/// Where a consideration can come from.
enum Source : std::size_t { outside, region, abroad, tie };
using Parts = std::array<double, 4>;

SmallWorld tied_world() {
    SmallWorld world = diffusion_world(3, 300, p, q).years(20);
    world.place_regions(500.0).set("spill.home_share", home).set("adoption.size_slope", slope);
    world.set("firm.ties_degree", 3).set("adoption.stock", stock).set("adoption.order", order);
    return world;
}

/// The law of adoption written down anew: who uses the family, and the hazards of all who do not.
class Follower {
  public:
    explicit Follower(const World& world)
        : world_(world), uses_(world.firms.size(), false), users_(world.regions.size(), 0.0) {}

    void adopt(FirmId firm) {
        uses_[firm.index] = true;
        users_[world_.firms[firm].region.index] += 1.0;
    }
    /// Takes note of the national share on the first of a month.
    void begin_month() {
        double all = 0.0;
        for (const double users : users_) all += users;
        const double share = all / world_.firms.size();
        shares_.push_back(share);
        const double growth = shares_.size() > 12 ? share - shares_[shares_.size() - 13] : share;
        crowding_ = std::exp(stock * share + order * growth);
    }
    [[nodiscard]] Parts hazards() const {
        Parts sum{};
        for (std::uint32_t i = 0; i < world_.firms.size(); ++i)
            if (!uses_[i]) add(FirmId{i}, sum);
        return sum;
    }

  private:
    void add(FirmId id, Parts& sum) const {
        const Firm& firm = world_.firms[id];
        const double factor = std::pow(firm.relative_size, slope) * crowding_;
        const auto neighbours = world_.ties.neighbours(id.index);
        double near = 0.0, far = 0.0, weights = 0.0;
        for (const std::uint32_t other : neighbours) near += uses_[other] ? 1.0 : 0.0;
        for (std::uint32_t s = 0; s < users_.size(); ++s) {
            if (s == firm.region.index) continue;
            const double weight = std::exp(-500.0 / 764.0);
            far += weight * users_[s];
            weights += weight * static_cast<double>(world_.regions[RegionId{s}].firms.size());
        }
        const double at_home =
            users_[firm.region.index] / static_cast<double>(world_.regions[firm.region].firms.size());
        const double tied = neighbours.empty() ? 0.0 : 0.5;
        sum[outside] += factor * p;
        sum[region] += factor * q * home * (1.0 - tied) * at_home;
        sum[abroad] += factor * q * (1.0 - home) * far / weights;
        if (tied > 0.0) sum[tie] += factor * q * home * tied * near / static_cast<double>(neighbours.size());
    }

    const World& world_;
    std::vector<bool> uses_;
    std::vector<double> users_, shares_;
    double crowding_ = 1.0;
};

/// Hazards integrated between adoptions, and by source; adoptions counted by source.
struct Account {
    std::vector<double> waits;
    Parts expected{}, seen{};
};

Source source_of(const AdoptionConsidered& event, const TraceRow& row, const Trace& trace,
                 const World& world) {
    if (event.tie.valid()) return tie;
    if (!row.cause.valid()) return outside;
    for (const TraceRow& earlier : trace)
        if (earlier.id == row.cause)
            return world.firms[event_in<Installed>(earlier).firm].region == world.firms[event.firm].region
                       ? region
                       : abroad;
    return outside;
}

void follow(std::uint64_t seed, Account& account) {
    Cultivation run(tied_world().description, seed, trace_only);
    run.run();
    Follower follower(run.world());
    sim::Time since = run.world().start;
    double wait = 0.0;
    Parts hazards = follower.hazards();
    for (const TraceRow& row : run.trace()) {
        const double years = sim::in_years(row.time - since);
        since = row.time;
        for (std::size_t s = 0; s < hazards.size(); ++s) {
            account.expected[s] += hazards[s] * years;
            wait += hazards[s] * years;
        }
        if (is_event<AdoptionConsidered>(row) && row.outcome == Outcome::adopted)
            account.seen[source_of(event_in<AdoptionConsidered>(row), row, run.trace(), run.world())] += 1.0;
        if (is_event<Installed>(row)) {
            account.waits.push_back(wait);
            wait = 0.0;
            follower.adopt(event_in<Installed>(row).firm);
        } else if (is_event<MonthStarted>(row)) {
            follower.begin_month();
        } else {
            continue;
        }
        hazards = follower.hazards();
    }
}

}  // namespace

/// Hazards of any kind, integrated between events, are unit exponentials (Watanabe 1964). False alarms: 2e-6.
/// The count of adoptions by source less its integrated hazard is a martingale whose variance is that
/// integral: 4.9 deviations in each of four, 4e-6. Seen: home weight wrong by 0.05, ties with a third in place
/// of a half, crowding left out of what ties bring about.
TEST_CASE("adoption: hazards add up over outside, region, other regions and ties") {
    Account account;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) follow(seed, account);
    REQUIRE(account.waits.size() > 25'000);
    CHECK(drift(account.waits) < 1.0);
    CHECK(tests::distribution_gap(account.waits, unit_exponential, unit_exponential) < tests::gap_bound);
    for (const Source source : {outside, region, abroad, tie}) {
        CAPTURE(source);
        CAPTURE(account.seen[source]);
        CAPTURE(account.expected[source]);
        REQUIRE(account.expected[source] > 1000.0);
        const double error =
            (account.seen[source] - account.expected[source]) / std::sqrt(account.expected[source]);
        CHECK(std::fabs(error) < tests::z_bound);
    }
}
