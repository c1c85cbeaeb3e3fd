// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "scenarios/reader/parameter_value.hpp"
#include "tests/support/bad_input.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

const std::filesystem::path scenarios = CULTIVAR_SOURCE_DIR "/scenarios";

std::uint64_t firms_of(const WorldDescription& world) {
    return std::accumulate(
        world.regions.begin(), world.regions.end(), std::uint64_t{0},
        [](std::uint64_t sum, const RegionDescription& r) { return sum + r.industrial_firms; });
}

/// Two lists agree in what `key` takes out of each item.
template <class T, class Key>
bool alike(const std::vector<T>& a, const std::vector<T>& b, Key key) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const T& x, const T& y) { return key(x) == key(y); });
}

bool alike(const WorldDescription& a, const WorldDescription& b) {
    const auto region = [](const RegionDescription& r) {
        return std::tie(r.code, r.name, r.name_zh, r.macro_region, r.coastal, r.gdp, r.secondary_share,
                        r.research_government, r.research_enterprise, r.industrial_firms, r.hightech_firms,
                        r.hightech_revenue);
    };
    const auto family = [](const FamilyDescription& f) {
        return std::tie(f.id, f.name, f.core_readiness, f.bottleneck_readiness, f.needs_coverage);
    };
    const auto category = [](const CategoryDescription& c) {
        return std::tie(c.id, c.name, c.area, c.families, c.governmental);
    };
    const auto sector = [](const SectorDescription& s) {
        return std::tie(s.id, s.name, s.value_added_share, s.families, s.high_technology, s.home_categories);
    };
    const auto agency = [](const AgencyDescription& g) { return std::tie(g.id, g.name); };
    const auto firm = [](const FirmDescription& f) {
        return std::tie(f.name, f.region, f.sector, f.owner, f.size, f.supplier);
    };
    const auto change = [](const PolicyChange& c) {
        return std::tie(c.from, c.ramp, c.shape, c.parameter, c.target, c.origin);
    };
    return std::tie(a.title, a.start, a.end, a.scale, a.distance_km, a.values) ==
               std::tie(b.title, b.start, b.end, b.scale, b.distance_km, b.values) &&
           alike(a.regions, b.regions, region) && alike(a.families, b.families, family) &&
           alike(a.categories, b.categories, category) && alike(a.sectors, b.sectors, sector) &&
           alike(a.agencies, b.agencies, agency) && alike(a.firms, b.firms, firm) &&
           alike(a.changes, b.changes, change);
}

}  // namespace

TEST_CASE("china: 31 regions with the published sums") {
    const WorldDescription world = read_world(scenarios / "china.yaml");
    CHECK(world.regions.size() == 31);
    CHECK(firms_of(world) == 146'691);
    std::uint64_t hightech = 0;
    double gdp = 0.0, government = 0.0, enterprise = 0.0;
    for (const RegionDescription& region : world.regions) {
        hightech += region.hightech_firms;
        gdp += region.gdp;
        government += region.research_government;
        enterprise += region.research_enterprise;
    }
    CHECK(hightech == 52'878);
    CHECK(gdp == doctest::Approx(120.5e6).epsilon(0.005));
    // The parts are rounded to 0.1: up to 31 halves of 10 m_cny away from the published totals.
    CHECK(std::abs(government - 569'340) <= 155);
    CHECK(std::abs(enterprise - 2'644'370) <= 155);
    CHECK(world.start == sim::date(2019, 1, 1));
    CHECK(world.end == sim::date(2036, 1, 1));
    CHECK(world.scale == 0.02);
    CHECK(world.families.size() == 4);
    CHECK(world.categories.size() == 22);
    CHECK(world.sectors.size() == 10);
    CHECK(world.agencies.size() == 4);
    CHECK(world.values == world.catalogue.defaults());
}

TEST_CASE("china: the reform of November 2025 stands among its dated changes") {
    const WorldDescription world = read_world(scenarios / "china.yaml");
    const auto reform =
        std::find_if(world.changes.begin(), world.changes.end(), [&](const PolicyChange& change) {
            return change.from == sim::date(2025, 11, 7) &&
                   change.parameter == world.catalogue.id("soe.openness");
        });
    REQUIRE(reform != world.changes.end());
    CHECK(reform->target == 0.3);
    CHECK(reform->ramp == sim::days(540));
    CHECK(reform->origin == "reform of November 2025");
}

TEST_CASE("delta: four regions of the same tables, in the order of its list") {
    const WorldDescription china = read_world(scenarios / "china.yaml");
    const WorldDescription delta = read_world(scenarios / "delta.yaml");
    REQUIRE(delta.regions.size() == 4);
    CHECK(delta.regions[0].code == "SH");
    CHECK(delta.regions[3].name_zh == "\xE5\xAE\x89\xE5\xBE\xBD");
    CHECK(delta.distance_km.size() == 16);
    CHECK(delta.distance_km[1] == 269);
    CHECK(delta.values == china.values);
}

TEST_CASE("toy: two regions and six firms") {
    const WorldDescription world = read_world(scenarios / "toy.yaml");
    CHECK(world.regions.size() == 2);
    REQUIRE(world.firms.size() == 6);
    CHECK(world.firms[0].owner == OwnerType::central_soe);
    CHECK(world.firms[3].region == 1);
    CHECK(world.firms[3].sector == 1);
    CHECK(world.firms[2].supplier);
    CHECK(world.distance_km == std::vector<double>{0, 500, 500, 0});
    CHECK(world.regions[0].secondary_share == 0.4);
    REQUIRE(world.changes.size() == 1);
    CHECK(world.changes[0].ramp == sim::days(180));
}

TEST_CASE("canonical text: reads back to the same world and text") {
    for (const char* name : {"china.yaml", "delta.yaml", "toy.yaml"}) {
        CAPTURE(name);
        const WorldDescription world = read_world(scenarios / name);
        const std::string text = canonical_text(world);
        const WorldDescription again = read_world_text(text, name);
        CHECK(canonical_text(again) == text);
        CHECK(alike(again, world));
    }
}

TEST_CASE("canonical text: the order of keys leaves no trace") {
    const std::string toy = two_regions();
    std::string turned = replaced(toy, "title: toy\n", "");
    turned = replaced(turned, "  need.rate: 0.5 per year\n  soe.openness: 0.3 per year\n",
                      "  soe.openness: 0.3 per year\n  need.rate: 0.5 per year\n");
    turned = replaced(turned, "  start: 2019-01-01\n  end: 2021-12-31\n",
                      "  end: 2021-12-31\n  start: 2019-01-01\n");
    turned = replaced(turned, "{between: [NORTH, SOUTH], distance: 500 km}",
                      "{distance: 500 km, between: [SOUTH, NORTH]}");
    turned += "title: toy\n";
    CHECK(canonical_text(read_world_text(turned, "W")) == canonical_text(read_world_text(toy, "W")));
    const std::string other = replaced(toy, "distance: 500 km", "distance: 501 km");
    CHECK(canonical_text(read_world_text(other, "W")) != canonical_text(read_world_text(toy, "W")));
}

TEST_CASE("canonical text: JSON, CRLF and a byte order mark give the same world") {
    const std::string toy = two_regions();
    std::string dos = "\xEF\xBB\xBF";
    for (const char c : toy) dos += c == '\n' ? "\r\n" : std::string(1, c);
    CHECK(canonical_text(read_world_text(dos, "W")) == canonical_text(read_world_text(toy, "W")));
}

TEST_CASE("units: every parameter reads back from its own text") {
    const WorldDescription world = read_world(scenarios / "china.yaml");
    for (const sim::ParameterEntry& entry : world.catalogue.entries()) {
        CAPTURE(entry.name);
        Diagnostics diagnostics;
        const Node node = Node::scalar(parameter_text(entry, entry.value), {"W", 1, 1});
        const auto value = read_parameter(node, entry, diagnostics);
        for (const sim::Error& error : diagnostics.errors()) INFO(sim::format(error));
        REQUIRE(value);
        CHECK(*value == entry.value);
    }
}

TEST_CASE("policies: what is over before the world starts holds from its start") {
    std::string text = two_regions();
    text = replaced(text, "from: 2020-07-01, ramp: 180 days", "from: 2018-02-01, ramp: 180 days");
    const WorldDescription world = read_world_text(text, "W");
    REQUIRE(world.changes.size() == 1);
    CHECK(world.changes[0].from == world.start);
    CHECK(world.changes[0].ramp.count() == 0);
}

TEST_CASE("names: NO, on and y are names like others") {
    std::string text = two_regions();
    for (std::size_t at = text.find("NORTH"); at != std::string::npos; at = text.find("NORTH"))
        text.replace(at, 5, "NO");
    CHECK(read_world_text(text, "W").regions[0].code == "NO");
}

TEST_CASE("readme: its world and its policy are read as they stand there") {
    const std::string readme = read_file(scenarios / "README.md");
    const auto block = [&](const std::string& first_line) {
        const std::size_t begin = readme.find("```yaml\n" + first_line) + 8;
        return readme.substr(begin, readme.find("```", begin) - begin);
    };
    const Folder folder("readme");
    for (const char* part : {"data", "catalog", "policies"})
        std::filesystem::copy(scenarios / part, folder.path() / part);
    write_file(folder.path() / "my_world.yaml", block("format: cultivar-world/1"));
    const WorldDescription world = read_world(folder.path() / "my_world.yaml");
    CHECK(world.regions.size() == 2);
    CHECK(world.scale == 0.1);
    write_file(folder.path() / "faster.yaml", block("format: cultivar-policy/1"));
    Diagnostics diagnostics;
    CHECK(read_policy_of(folder.path() / "faster.yaml", world, {}, diagnostics).size() == 2);
    CHECK(diagnostics.empty());
}

TEST_CASE("canonical text: ramps of odd length read back to the tick") {
    for (int i = 1; i <= 50; ++i) {
        const std::string ramp = "ramp: " + std::to_string(i * 0.731) + " hours";
        const WorldDescription world = read_world_text(replaced(two_regions(), "ramp: 180 days", ramp), "W");
        CHECK(alike(read_world_text(canonical_text(world), "W"), world));
    }
}
