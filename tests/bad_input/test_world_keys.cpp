// SPDX-License-Identifier: Apache-2.0
#include "tests/support/bad_input.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// A change of the small world: `from` becomes `to`, and the one error must stand where `token` stands in `to`.
struct Case {
    std::string from;
    std::string to;
    std::string code;
    std::string token;
    std::string says = {};  ///< part of the message with its hint
};

const std::string north = "name: North\n";
const std::string pair = "    - {between: [NORTH, SOUTH], distance: 500 km}\n";
const std::string homes = "home_categories: [mine_safety]";
const std::string rate = "need.rate: 0.5 per year";
const std::string frame = "world:\n  start: 2019-01-01\n  end: 2021-12-31\n  scale: 1\n";
const std::string change = "  - {from: 2020-07-01, ramp";

const std::vector<Case> places{
    {frame, "world:\n", "null", "world"},
    {frame, "world: [2019]\n", "type", "[2019]"},
    {"scale: 1\n", "scale: 1\n  tick: 1 day\n", "unknown-key", "tick", "known: start, end, scale"},
    {north, "name: North\n      name_zh: \"\"\n", "name", "\"\""},
    {north, "name: North\n      name_zh: [a]\n", "type", "[a]"},
    {"macro_region: east", "macro_region: e/ast", "name", "e/ast"},
    {"secondary_share: 40 %", "secondary_share: 40", "range", "40", "did you mean 40 %?"},
    {"secondary_share: 40 %", "secondary_share: -1 %", "range", "-1"},
    {"research_government: 250 m_cny/year", "research_government: 250", "unit", "250",
     "write 250 m_cny/year"},
    {"research_enterprise: 60 m_cny/year", "research_enterprise: 60 km", "unit", "60", "'km' is no unit"},
    {"industrial_firms: 3", "industrial_firms: 1e12", "range", "1e12"},
    {"hightech_firms: 1", "hightech_firms: 1.5", "range", "1.5", "not a whole number"},
    {"hightech_revenue: 8000 m_cny/year", "hightech_revenue:", "null", "hightech_revenue"},
    {"hightech_revenue: 8000 m_cny/year", "hightech_revenue: -8 m_cny/year", "range", "-8"},
    {"distance: 500 km", "distance: 500", "unit", "500", "write 500 km"},
    {"distance: 500 km", "distance: 0.5 days", "unit", "0.5"},
    {"distance: 500 km", "distance: -500 km", "range", "-500"},
    {"distance: 500 km", "distance: 60000 km", "range", "60000"},
    {"between: [NORTH, SOUTH]", "between: [NORTH, WEST]", "unknown-ref", "WEST", "known: NORTH, SOUTH"},
    {pair, pair + "    - {between: [SOUTH, NORTH], distance: 500 km}\n", "matrix", "[SOUTH", "stands twice"},
    {"  distances:\n" + pair, "  distances: []\n", "matrix", "[]", "no distance between NORTH and SOUTH"},
    {"  distances:\n" + pair, "  distances: {NORTH: 0}\n", "type", "{NORTH", "a list of distances"},
    {"  distances:", "  only: []\n  distances:", "empty-list", "[]"},
    {"  distances:", "  only: NORTH\n  distances:", "type", "NORTH", "expected a list"},
    {"  distances:", "  only: [NORHT]\n  distances:", "unknown-ref", "NORHT",
     "did you mean 'NORTH'? (12:13)"},
};

const std::vector<Case> catalogues{
    {"name: 5G+,", "name: ,", "null", "name"},
    {"bottleneck_readiness: 6", "bottleneck_readiness: 0", "range", "0"},
    {"needs_coverage: yes", "needs_coverage: maybe", "type", "maybe"},
    {"needs_coverage: yes", "source: [x]", "type", "[x]"},
    {"{id: industrial_internet,", "{id: industrial internet,", "name", "industrial internet"},
    {"{id: government_services, name", "{id: manufacturing, name", "dup-name", "manufacturing"},
    {"{id: government_services, name", "{id: time, name", "name", "time", "'time' is reserved"},
    {"name: mine safety, ", "", "missing-key", "", "the category needs 'name'"},
    {"area: sector applications, ", "", "missing-key", "", "the category needs 'area'"},
    {"area: sector applications", "area: [sector]", "type", "[sector]"},
    {"governmental: yes", "governmental: 1", "type", "1", "expected true or false"},
    {"governmental: yes", "source:", "null", "source"},
    {"value_added_share: 0.4, families: [5g]", "value_added_share: 0.4, families: [mine_safety]", "ref-kind",
     "mine_safety", "is a category, expected a family"},
    {homes, "home_categories: [5g]", "ref-kind", "5g", "is a family, expected a category"},
    {homes, "home_categories: [mine_safety, mine_safety]", "dup-name", "mine_safety]", "stands twice"},
    {homes, "home_categories: []", "empty-list", "[]"},
    {"value_added_share: 0.4", "value_added_share: -0.4", "range", "-0.4"},
    {"high_technology: yes", "high_technology: tall", "type", "tall"},
    {"name: mining,", "name: ,", "null", "name"},
    {"{id: MIIT, name", "{id: NDRC, name", "dup-name", "NDRC", "the first is 'NDRC' at 53:10"},
    {"{id: MIIT, name: industry ministry}", "{id: MIIT}", "missing-key", "{id", "the agency needs 'name'"},
    {"name: South-Tech,", "name: South-Mine,", "dup-name", "South-Mine"},
    {"region: SOUTH, sector: mining", "region: SOUTH, sector: NDRC", "ref-kind", "NDRC",
     "is an agency, expected a sector"},
    {"region: SOUTH, sector: mining", "region: SOUTH, sector: minnig", "unknown-ref", "minnig"},
    {"size: 600 m_cny/year", "size: 600", "unit", "600"},
    {"size: 600 m_cny/year", "size: 600 m_cny", "unit", "600", "write 600 m_cny/year"},
    {"size: 600 m_cny/year", "size: 0 m_cny/year", "range", "0"},
    {"120 m_cny/year, supplier: yes", "120 m_cny/year, supplier: sometimes", "type", "sometimes"},
};

const std::vector<Case> levers{
    {change, "  - {from: 2020-07-01, origin: [a], ramp", "type", "[a]"},
    {change, "  - {from: 2020-07-01, source: , ramp", "null", "source"},
    {change, "  - {from: 2020-07-01, sorce: me, ramp", "unknown-key", "sorce", "did you mean 'source'?"},
    {change, "  - {from: 2020-07-01, shape: [linear], ramp", "type", "[linear]"},
    {"ramp: 180 days", "ramp: 180", "unit", "180", "expected days — write 180 days"},
    {"ramp: 180 days", "ramp: -1 days", "range", "-1", "allowed: 0 to 73050000 days"},
    {"set: {soe.openness: 0.8 per year}", "set: {}", "type", "{}", "found none"},
    {"set: {soe.openness: 0.8 per year}", "set: {soe.opennes: 0.8 per year}", "unknown-path", "soe.opennes"},
    {"set:\n  need.rate: 0.5 per year\n  soe.openness: 0.3 per year", "set: [a]", "type", "[a]"},
    {"title: toy", "title: [toy]", "type", "[toy]"},
    {rate, "consortium.enable: yes", "number", "yes", "write 1 for on, 0 for off"},
    {rate, "consortium.enable: 0.5", "range", "0.5", "neither on nor off"},
    {rate, "consortium.enable: 2", "range", "2", "write 1 for on, 0 for off"},
    {rate, "consortium.max_members: 1", "range", "1"},
    {rate, "matching.rule: 3", "unknown-model", "3", "known: administrative"},
    {rate, "region.dup_cap: -1", "range", "-1"},
    {rate, "review.stages: 9", "range", "9"},
    {rate, "sandbox.capacity: 15", "unit", "15", "write 15 per 1,000 firms"},
    {rate, "sandbox.stay: 1 day", "range", "1 day", "allowed: 90 to 720 days"},
    {rate, "most.budget: 400 m_cny", "unit", "400", "per 1,000 firms per year"},
    {rate, "spill.length: 3 days", "unit", "3"},
    {rate, "recombine.rate: 5", "unit", "5", "write 5 per year"},
    {rate, "integration.pair: free", "number", "free"},
    {rate, "data.open: 2", "range", "2", "did you mean 2 %?"},
    {rate, "tier.major: 90 %", "range", "90 %", "allowed: 0.01 to 0.15"},
    {rate, "policy.speed: 0", "range", "0"},
};

/// Where no token is named, the entry that holds what was changed.
std::size_t place_of(const Case& one, const std::string& text, std::size_t at) {
    return one.token.empty() ? text.rfind('{', at) : at + one.to.find(one.token);
}

/// The first error; others may follow from it, as where a name is missing that is referred to.
void check_all(const std::vector<Case>& cases) {
    const std::string toy = two_regions();
    for (const Case& one : cases) {
        const std::string text = replaced(toy, one.from, one.to);
        const auto errors = errors_of([&] { (void)read_world_text(text, "W"); });
        REQUIRE_MESSAGE(!errors.empty(), one.to);
        const std::vector<sim::Error> first{errors.front()};
        check_one(one.to, first, answer_at(one.code, text, place_of(one, text, toy.find(one.from))));
        const std::string message = sim::format(errors.front());
        CHECK_MESSAGE(message.find(one.says) != std::string::npos, message);
    }
}

}  // namespace

TEST_CASE("world: each key of its regions and distances is answered with code and place") {
    check_all(places);
}

TEST_CASE("world: each key of its families, categories, sectors, agencies and firms is answered so too") {
    check_all(catalogues);
}

TEST_CASE("world: changes of policy and levers of all kinds are answered so too") {
    check_all(levers);
}

TEST_CASE("world: a list that is wrong is one error, and not one more for each name that it should hold") {
    const std::string toy = two_regions();
    const auto errors_with = [&toy](const std::string& from, const std::string& to) {
        return errors_of([&] { (void)read_world_text(replaced(toy, from, to), "W"); });
    };
    check_one("regions without a list", errors_with("  distances:", "  only: []\n  distances:"),
              {"empty-list", 34, 9});
    const std::string families =
        toy.substr(toy.find("families:\n"), toy.find("categories:\n") - toy.find("families:\n"));
    check_one("no family", errors_with(families, "families: []\n"), {"empty-list", 37, 11});
    std::string many;
    for (int i = 0; i < 12; ++i)
        many += "  - {id: f" + std::to_string(i) + ", name: F, core_readiness: 7, bottleneck_readiness: 5}\n";
    check_one("14 families", errors_with(families, families + many), {"range", 47, 5});
}
