// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "models/cultivation.hpp"
#include "models/measures.hpp"
#include "models/mechanisms/learning.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/mechanism_stage.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

std::map<std::string, double> numbers(const Cultivation& run) {
    std::map<std::string, double> result;
    const std::vector<Scalar> names = scalars(run.world());
    const std::vector<double> values = run.observation().values(run.world());
    for (std::size_t i = 0; i < names.size(); ++i) result[names[i].name] = values[i];
    return result;
}

}  // namespace

/// Exact up to rounding: every point lies on the curve.
TEST_CASE("measures: the slope fitted to a run's costs is the learning rate, and 0 before experience moves") {
    SmallWorld world = busy_world();
    const auto rate = [&](const char* family) {
        return world.description
            .values[world.description.catalogue.id(std::string("learning.rate.") + family).index];
    };
    Cultivation run(world.description, 6);
    run.run();
    const std::map<std::string, double> measured = numbers(run);
    for (const char* family : {"5g", "ai", "robotics", "industrial_internet"}) {
        CAPTURE(family);
        CHECK(measured.at(std::string("learning_rate.") + family) ==
              doctest::Approx(rate(family)).epsilon(1e-6));
        CHECK(measured.at(std::string("cost_index.") + family) < 1.0);
        CHECK(measured.at(std::string("cost_index.") + family) > 0.0);
    }
    LearningFit still;
    for (int i = 0; i < 100; ++i) still.add(0.7, -0.2);
    CHECK(still.rate() == 0.0);
    CHECK(LearningFit{}.rate() == 0.0);
}

TEST_CASE("measures: adoption by owner type and by size class average to that of all firms") {
    Cultivation run(busy_world().description, 6);
    run.run();
    const Ledger& ledger = run.world().ledger;
    const std::map<std::string, double> measured = numbers(run);
    double owners = 0.0, sizes = 0.0;
    for (std::size_t o = 0; o < owner_type_count; ++o)
        owners +=
            ledger.firms_by_owner[o] * measured.at("adoption_by_owner." + std::string(owner_type_names[o]));
    for (std::size_t c = 0; c < size_class_count; ++c)
        sizes +=
            ledger.firms_by_size[c] * measured.at("adoption_by_size." + std::string(size_class_names[c]));
    double all = 0.0;
    for (const char* family : {"5g", "ai", "robotics", "industrial_internet"})
        all += measured.at(std::string("adoption_share.") + family);
    CHECK(owners == doctest::Approx(all * run.world().firms.size()));
    CHECK(sizes == doctest::Approx(all * run.world().firms.size()));
    CHECK(measured.at("adoption_by_size.large") > measured.at("adoption_by_size.small"));
    CHECK(measured.at("adoption_by_owner.5g") == doctest::Approx(measured.at("adoption_share.5g")));
}

/// Three regions of 100 firms, two of them in one macro-region: uses per firm 0.1, 0.3, 0.8. Exact.
TEST_CASE("measures: Theil's index splits into what lies between macro-regions and within them") {
    SmallWorld small;
    small.region("A", 100).region("B", 100).region("C", 100);
    small.description.regions[2].macro_region = "west";
    MechanismStage stage(small.description);
    CHECK(measures::theil_between(stage.world, {}) == 0.0);
    stage.world.ledger.adopters = {10.0, 30.0, 80.0};
    const auto term = [](double share, double y) { return share * y * std::log(y); };
    const double between = term(2.0 / 3.0, 0.2 / 0.4) + term(1.0 / 3.0, 0.8 / 0.4);
    const double whole = term(1.0 / 3.0, 0.25) + term(1.0 / 3.0, 0.75) + term(1.0 / 3.0, 2.0);
    CHECK(measures::theil_between(stage.world, {.family = 0}) == doctest::Approx(between));
    CHECK(measures::theil_within(stage.world, {.family = 0}) == doctest::Approx(whole - between));
    stage.world.ledger.adopters = {40.0, 40.0, 40.0};
    CHECK(measures::theil_between(stage.world, {}) == doctest::Approx(0.0));
    CHECK(measures::theil_within(stage.world, {}) == doctest::Approx(0.0));
}

TEST_CASE("measures: depth is a mean over users, factories and grades count by their kinds in real units") {
    SmallWorld small({"5g", "ai"});
    small.region("A", 1'000).region("B", 1'000);
    small.description.scale = 0.1;
    MechanismStage stage(small.description);
    Ledger& ledger = stage.world.ledger;
    CHECK(measures::ai_stage(stage.world, {}) == 0.0);
    ledger.adopters = {5.0, 4.0, 0.0, 6.0};
    ledger.ai_stages = {8.0, 3.0};
    CHECK(measures::ai_stage(stage.world, {.region = 0}) == 2.0);
    CHECK(measures::ai_stage(stage.world, {}) == doctest::Approx(1.1));
    ledger.factories[static_cast<std::size_t>(OwnerType::sme)] = 2.0;
    ledger.factories[owner_type_count] = 1.0;
    CHECK(measures::factories_5g(stage.world, {}) == doctest::Approx(30.0));
    CHECK(measures::factories_5g(stage.world, {.owner = 0}) == doctest::Approx(10.0));
    CHECK(measures::factories_5g(stage.world, {.region = 0}) == doctest::Approx(20.0));
    ledger.grades = {5.0, 0.0, 0.0, 1.0, 0.0, 2.0, 0.0, 0.0};
    CHECK(measures::grades(stage.world, {.grade = 1}) == doctest::Approx(20.0));
    CHECK(measures::grades(stage.world, {.region = 0, .grade = 3}) == doctest::Approx(10.0));
    CHECK(measures::grades(stage.world, {}) == doctest::Approx(80.0));
    ledger.factory_sectors = {3.0};
    CHECK(measures::factory_sectors(stage.world, {}) == 1.0);
}
