// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <unordered_map>
#include <vector>

#include "models/mechanisms/factories.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/distribution_checks.hpp"
#include "tests/support/mechanism_stage.hpp"
#include "tests/support/traced.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

SmallWorld with_5g(std::uint32_t firms) {
    SmallWorld small({"5g", "ai"});
    small.description.families[0].needs_coverage = true;
    small.region("R", firms, 0.0).set("firm.ties_degree", 0);
    return small;
}

/// The distribution function of a lognormal of this median and spread.
double lognormal(double median, double sigma, double x) {
    return x <= 0.0 ? 0.0 : 0.5 * std::erfc(-std::log(x / median) / sigma / std::sqrt(2.0));
}

/// A busy world in which templates are soon known and pay.
SmallWorld factory_world() {
    SmallWorld world = busy_world();
    world.set("spill.aware", 0.5)
        .set("synergy.pair", 0.5)
        .set("adoption.p.5g", 0.05)
        .set("adoption.pause", 90);
    world.set("miit.selection", 3)
        .set("miit.budget.5g", 50)
        .set("first_purchase.budget", 0.3)
        .set("ai.stages", 5);
    return world.set("grade.time", 200).set("region.budget", 0.1);
}

}  // namespace

TEST_CASE("factories: 5G brought in by a template makes a 5G factory, 5G alone or brought before does not") {
    MechanismStage stage(with_5g(10).description);
    Factories factories(with_5g(10).description.catalogue);
    const TemplateId bundle{0};
    const auto install = [&](std::uint32_t firm, TemplateId by, FamilySet held, std::uint32_t brought) {
        stage.world.firms[FirmId{firm}].installed = static_cast<FamilySet>(held | brought);
        factories.on_installed({FirmId{firm}, by, brought, 0}, stage.context);
        return stage.world.firms[FirmId{firm}].factory_5g;
    };
    CHECK(install(0, bundle, 0, 3));
    CHECK(install(1, bundle, 2, 1));
    CHECK_FALSE(install(2, TemplateId{}, 0, 1));
    CHECK_FALSE(install(3, bundle, 1, 2));
    CHECK_FALSE(install(4, bundle, 0, 2));
    CHECK(install(0, bundle, 0, 3));
    double counted = 0.0;
    for (const double cell : stage.world.ledger.factories) counted += cell;
    CHECK(counted == 2.0);
    CHECK(stage.world.ledger.factory_sectors[0] == 2.0);
    factories.on_firm_exited({FirmId{0}, 0}, stage.context);
    factories.on_firm_exited({FirmId{2}, 0}, stage.context);
    CHECK(stage.world.ledger.factory_sectors[0] == 1.0);
    CHECK_FALSE(stage.world.firms[FirmId{0}].factory_5g);
}

/// Orders from the last four years are left out, so that none is missing because the run ended: a factory takes
/// more than four years once in 10^8. False alarms: 1e-6 each (Massart 1990).
TEST_CASE("factories: a 5G factory is built in its own time, other installations in theirs") {
    SmallWorld world = factory_world();
    Cultivation run(world.years(12).description, 7, {.trace = true, .metrics = false});
    run.run();
    std::unordered_map<std::uint64_t, sim::Time> considered;
    each_event<AdoptionConsidered>(run.trace(), [&](const AdoptionConsidered&, const TraceRow& row) {
        if (row.outcome == Outcome::adopted) considered.emplace(row.id.value, row.time);
    });
    std::vector<double> factories, others;
    each_event<Installed>(run.trace(), [&](const Installed& event, const TraceRow& row) {
        const sim::Time ordered = considered.at(row.cause.value);
        if (ordered > sim::date(2027, 1, 1)) return;
        const bool factory = is_factory_5g(run.world(), event.bundle, static_cast<FamilySet>(event.families));
        (factory ? factories : others).push_back(sim::in_days(row.time - ordered));
    });
    REQUIRE(factories.size() > 100);
    REQUIRE(others.size() > 500);
    const auto build = [](double x) { return lognormal(270.0, 0.3, x); };
    const auto install = [](double x) { return lognormal(180.0, 0.5, x); };
    CHECK(tests::distribution_gap(factories, build, build) < tests::gap_bound);
    CHECK(tests::distribution_gap(others, install, install) < tests::gap_bound);
}

TEST_CASE("factories: counted anew from the firms, all totals of adopters agree") {
    Cultivation run(factory_world().description, 5, {.trace = false, .metrics = false});
    while (run.now() < run.end()) {
        run.run_until(sim::next_month(run.now()));
        const World& world = run.world();
        CHECK(world.check().empty());
        const Ledger& ledger = world.ledger;
        std::vector<double> factories(ledger.factories.size()), stages(ledger.ai_stages.size());
        std::vector<double> grades(ledger.grades.size()), owners(ledger.adopters_by_owner.size());
        std::vector<double> sizes(ledger.adopters_by_size.size()), sectors(ledger.factory_sectors.size());
        for (const Firm& firm : world.firms) {
            const auto owner = static_cast<std::size_t>(firm.owner);
            factories[firm.region.index * owner_type_count + owner] += firm.factory_5g ? 1.0 : 0.0;
            sectors[firm.sector] += firm.factory_5g ? 1.0 : 0.0;
            stages[firm.region.index] += firm.ai_stage;
            if (firm.grade > 0) grades[firm.region.index * grade_count + firm.grade - 1U] += 1.0;
            for (std::size_t f = 0; f < world.family_count(); ++f) {
                owners[f * owner_type_count + owner] += firm.installed >> f & 1;
                sizes[f * size_class_count + size_class(firm.relative_size)] += firm.installed >> f & 1;
            }
        }
        REQUIRE(factories == ledger.factories);
        REQUIRE(sectors == ledger.factory_sectors);
        REQUIRE(stages == ledger.ai_stages);
        REQUIRE(grades == ledger.grades);
        REQUIRE(owners == ledger.adopters_by_owner);
        REQUIRE(sizes == ledger.adopters_by_size);
    }
    for (const double programme :
         {run.world().ledger.programme_spend[0], run.world().ledger.factory_sectors[0],
          run.world().ledger.ai_stages[1], run.world().ledger.first_uses[1]})
        CHECK(programme > 0.0);
}
