// SPDX-License-Identifier: Apache-2.0
#include "tests/support/bad_input.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// A change of the toy world: `from` becomes `to`, and the first error must stand where `token` stands in
/// `to`.
struct Case {
    std::string name;
    std::string from;
    std::string to;
    std::string code;
    std::string token;
};

const std::string rate = "need.rate: 0.5 per year";

const std::vector<Case> number_cases{
    {"comma for point", rate, "need.rate: 0,5 per year", "number", "0,5"},
    {"leading zero", rate, "need.rate: 00.5 per year", "octal", "00.5"},
    {"text for a number", rate, "need.rate: half per year", "number", "half"},
    {"underscore", rate, "need.rate: 1_0 per year", "number", "1_0"},
    {"not a number", rate, "need.rate: .nan", "non-finite", ".nan"},
    {"infinite", rate, "need.rate: -inf per year", "non-finite", "-inf"},
    {"too small to hold", rate, "need.rate: 1e-400 per year", "underflow", "1e-400"},
    {"too large to hold", rate, "need.rate: 1e400 per year", "overflow", "1e400"},
    {"no unit", rate, "need.rate: 0.5", "unit", "0.5"},
    {"another kind of unit", rate, "need.rate: 0.5 km", "unit", "0.5 km"},
    {"unknown unit", rate, "need.rate: 0.5 per fortnight", "unit", "0.5"},
    {"per cent of a rate", rate, "need.rate: 50 %", "unit", "50 %"},
    {"above the range", rate, "need.rate: 900 per year", "range", "900"},
    {"below the range", rate, "need.rate: -1 per year", "range", "-1"},
    {"nothing", rate, "need.rate:", "null", "need.rate"},
    {"a map", rate, "need.rate: {a: 1}", "type", "{a"},
    {"a list", rate, "need.rate: [1]", "type", "[1"},
    {"quoted number", rate, "open.private: \"0.5\"", "type", "\"0.5"},
    {"quoted number with a blank", rate, "open.private: \"0.5 \"", "type", "\"0.5"},
    {"a probability above one", rate, "open.private: 1.2", "range", "1.2"},
    {"a negative probability", rate, "open.private: -0.1", "range", "-0.1"},
    {"a share in years", rate, "open.private: 0.5 years", "unit", "0.5"},
    {"hexadecimal", rate, "trial.max_trials: 0x10", "number", "0x10"},
    {"octal", rate, "trial.max_trials: 0o7", "number", "0o7"},
    {"binary", rate, "trial.max_trials: 0b1", "number", "0b1"},
    {"octal of old", rate, "trial.max_trials: 010", "octal", "010"},
    {"half a trial", rate, "trial.max_trials: 2.5", "range", "2.5"},
    {"unit after a count", rate, "trial.max_trials: 3 days", "unit", "3 days"},
    {"full-width digits", rate, "trial.max_trials: \xEF\xBC\x93", "number", "\xEF\xBC\x93"},
    {"unknown rule", rate, "matching.rule: lotery", "unknown-model", "lotery"},
    {"unknown parameter", rate, "need.rat: 0.5 per year", "unknown-path", "need.rat"},
    {"parameter of a family that is not there", rate, "adoption.p.ai: 0.1 per year", "unknown-path",
     "adoption.p.ai"},
    {"funds of a programme above the range", rate, "miit.budget.5g: 300 m_cny per 1,000 firms per year",
     "range", "300"},
    {"programme of a family that is not there", rate, "miit.budget.ai: 20 m_cny per 1,000 firms per year",
     "unknown-path", "miit.budget.ai"},
    {"benchmarks without their unit", rate, "miit.selection: 2", "unit", "2"},
    {"more awareness than everybody", rate, "benchmark.awareness: 120 %", "range", "120 %"},
    {"a sixth stage of AI", rate, "ai.stages: 6", "range", "6"},
    {"compute for nothing", rate, "ai.compute_price: 0", "range", "0"},
    {"a grade without a unit of time", rate, "grade.time: 365", "unit", "365"},
    {"a factory built in no time", rate, "factory.build: 1 day", "range", "1 day"},
    {"more than half of the budget on first purchases", rate, "first_purchase.budget: 60 %", "range", "60 %"},
    {"first purchase misspelt", rate, "first_purchase.budgte: 10 %", "unknown-path", "first_purchase.budgte"},
    {"count beyond 64 bits", "industrial_firms: 3",
     "industrial_firms: 1234567890123456789012345678901234567890", "overflow", "1234"},
    {"negative count", "industrial_firms: 3", "industrial_firms: -3", "range", "-3"},
    {"money without unit", "gdp: 100000 m_cny/year", "gdp: 100000", "unit", "100000"},
    {"thousands parted by a blank", "gdp: 100000 m_cny/year", "gdp: 100 000 m_cny/year", "unit", "100 000"},
    {"thousands parted by a comma", "gdp: 100000 m_cny/year", "gdp: 100,000 m_cny/year", "number", "100,000"},
    {"money that is no flow", "gdp: 100000 m_cny/year", "gdp: 100000 m_cny", "unit", "100000"},
    {"a switch that is none", "coastal: yes", "coastal: perhaps", "type", "perhaps"},
    {"a quoted switch", "coastal: yes", "coastal: \"yes\"", "type", "\"yes"},
    {"no such day", "start: 2019-01-01", "start: 2019-02-30", "date", "2019-02-30"},
    {"day first", "start: 2019-01-01", "start: 30/02/2030", "date", "30/02/2030"},
    {"year 0", "start: 2019-01-01", "start: 0000-01-01", "date", "0000"},
    {"a year alone", "end: 2021-12-31", "end: 2021", "date", "2021"},
    {"ends before it starts", "end: 2021-12-31", "end: 2018-12-31", "range", "2018"},
    {"scale 0", "scale: 1\n", "scale: 0\n", "range", "0"},
    {"scale above one", "scale: 1\n", "scale: 1.5\n", "range", "1.5"},
    {"ramp below the tick", "ramp: 180 days", "ramp: 1e-12 days", "tick", "1e-12"},
    {"ramp without unit", "ramp: 180 days", "ramp: 180", "unit", "180"},
    {"negative ramp", "ramp: 180 days", "ramp: -1 days", "range", "-1"},
    {"readiness of 12", "core_readiness: 8", "core_readiness: 12", "range", "12"},
};

const std::vector<Case> schema_cases{
    {"unknown key", "title: toy", "title: toy\ntitel: toy", "unknown-key", "titel"},
    {"unknown key deep", "industrial_firms: 3", "industrial_firms: 3\n      budgt: 1", "unknown-key",
     "budgt"},
    {"missing key", "title: toy\n", "", "missing-key", ""},
    {"missing key of a region", "    - code: NORTH\n      name: North\n", "    - code: NORTH\n",
     "missing-key", "code"},
    {"no format", "format: cultivar-world/1\n", "", "version", ""},
    {"a newer format", "cultivar-world/1", "cultivar-world/3", "version", "cultivar"},
    {"a number as format", "format: cultivar-world/1", "format: 2.0", "version", "2.0"},
    {"an experiment", "cultivar-world/1", "cultivar-experiment/1", "version", "cultivar"},
    {"a name with a slash", "code: NORTH", "code: NO/RTH", "name", "NO/RTH"},
    {"a name that climbs", "code: NORTH", "code: ..", "name", ".."},
    {"a name that looks like an option", "code: NORTH", "code: -north", "name", "-north"},
    {"a name over two lines", "code: NORTH", "code: \"NOR\\nTH\"", "encoding", "\"NOR"},
    {"an empty name", "code: NORTH", "code: \"\"", "name", "\"\""},
    {"a long name", "code: NORTH", "code: " + std::string(65, 'x'), "name", "x"},
    {"a reserved name", "code: NORTH", "code: all", "name", "all"},
    {"two regions of one name", "code: SOUTH", "code: NORTH", "dup-name", "NORTH"},
    {"two regions but for case", "code: SOUTH", "code: North", "dup-name", "North"},
    {"an unknown region", "North-Steel, region: NORTH", "North-Steel, region: NROTH", "unknown-ref", "NROTH"},
    {"a sector for a region", "North-Steel, region: NORTH", "North-Steel, region: mining", "ref-kind",
     "mining"},
    {"an unknown family", "area: sector applications, families: [5g]",
     "area: sector applications, families: [6g]", "unknown-ref", "6g"},
    {"a family twice", "area: sector applications, families: [5g]",
     "area: sector applications, families: [5g, 5g]", "dup-name", "5g]"},
    {"two families of one name", "{id: industrial_internet, name", "{id: 5g, name", "dup-name", "5g"},
    {"a family without a name", "{id: industrial_internet, name", "{id: \"\", name", "name", "\"\""},
    {"no family", "area: sector applications, families: [5g]", "area: sector applications, families: []",
     "empty-list", "[]"},
    {"an unknown home category", "[mine_safety]", "[mine_safty]", "unknown-ref", "mine_safty"},
    {"an unknown owner type", "owner: local_soe", "owner: locl_soe", "unknown-model", "locl_soe"},
    {"shares below one", "value_added_share: 0.4", "value_added_share: 0.37", "sum", ""},
    {"shares above one", "value_added_share: 0.4", "value_added_share: 43 %", "sum", ""},
    {"one end of a distance", "between: [NORTH, SOUTH]", "between: [NORTH]", "matrix", "[NORTH]"},
    {"a distance to itself", "between: [NORTH, SOUTH]", "between: [NORTH, NORTH]", "matrix", "[NORTH"},
    {"policy after the end", "from: 2020-07-01", "from: 2060-07-01", "never", ""},
    {"a ramp from before the start", "from: 2020-07-01", "from: 2018-12-01", "range", ""},
    {"a ramp of a name", "set: {soe.openness: 0.8 per year}", "set: {matching.rule: lottery}", "type",
     "matching"},
    {"a ramp out of off", "set: {soe.openness: 0.8 per year}", "set: {region.dup_cap: 5}", "type", "region"},
    {"a ramp of a switch", "set: {soe.openness: 0.8 per year}", "set: {consortium.enable: 1}", "type",
     "consortium"},
    {"a dated change of the founding", "set: {soe.openness: 0.8 per year}",
     "set: {firm.size_min: 70 m_cny/year}", "fixed", "firm"},
    {"a policy without date", "{from: 2020-07-01, ramp: 180 days, set", "{ramp: 180 days, set", "missing-key",
     "{"},
    {"an empty set", "set: {soe.openness: 0.8 per year}", "set: {}", "type", "{}"},
    {"a shape that is none", "ramp: 180 days,", "ramp: 180 days, shape: bent,", "unknown-model", "bent"},
};

/// The place of the first error where no token is named: 1:1, or the place of the part that is wrong.
Answer answer_of(const Case& one, const std::string& toy, const std::string& text) {
    if (!one.token.empty()) return answer_at(one.code, text, toy.find(one.from) + one.to.find(one.token));
    if (one.code == "sum") return answer_at(one.code, text, text.find("- {id: machinery"));
    if (one.code == "never" || one.code == "range") return answer_at(one.code, text, text.find("{from: "));
    return answer_at(one.code, text,
                     text.find_first_not_of('#') == 0 ? 0 : text.find('\n', text.find("# Two")) + 1);
}

void check_all(const std::vector<Case>& cases) {
    const std::string toy = two_regions();
    for (const Case& one : cases) {
        const std::string text = replaced(toy, one.from, one.to);
        auto errors = errors_of([&] { (void)read_world_text(text, "W"); });
        REQUIRE_MESSAGE(!errors.empty(), one.name);
        errors.resize(1);
        check_one(one.name, errors, answer_of(one, toy, text));
    }
}

std::string hint_of(const std::string& from, const std::string& to) {
    const std::string toy = two_regions();
    const auto errors = errors_of([&] { (void)read_world_text(replaced(toy, from, to), "W"); });
    return errors.empty() ? "" : errors.front().hint;
}

bool accepted(const std::string& from, const std::string& to) {
    const std::string toy = two_regions();
    return errors_of([&] { (void)read_world_text(replaced(toy, from, to), "W"); }).empty();
}

}  // namespace

TEST_CASE("world: wrong numbers, units and dates are answered with code and place") {
    check_all(number_cases);
}

TEST_CASE("world: wrong keys, names and references are answered with code and place") {
    check_all(schema_cases);
}

TEST_CASE("world: hints say what was probably meant") {
    CHECK(hint_of(rate, "need.rate: 0,5 per year") == "write 0.5");
    CHECK(hint_of(rate, "trial.max_trials: 010") == "write 10");
    CHECK(hint_of(rate, "need.rat: 0.5 per year") == "did you mean 'need.rate'?");
    CHECK(hint_of(rate, "need.rate: 0.5") == "write 0.5 per year");
    CHECK(hint_of(rate, "open.private: 50").find("50 %") != std::string::npos);
    CHECK(hint_of("title: toy", "title: toy\ntitel: x") == "did you mean 'title'?");
    CHECK(hint_of("North-Steel, region: NORTH", "North-Steel, region: NROTH") ==
          "did you mean 'NORTH'? (12:13)");
}

TEST_CASE("world: unusual but clear ways to write a value are read") {
    CHECK(accepted(rate, "trial.max_trials: 1e1"));
    CHECK(accepted(rate, "trial.max_trials: 5.0"));
    CHECK(accepted(rate, "trial.max_trials: +5"));
    CHECK(accepted(rate, "open.private: 50 %"));
    CHECK(accepted(rate, "open.private: 50%"));
    CHECK(accepted(rate, "need.rate: \"0.5 per year\""));
    CHECK(accepted(rate, "need.rate: 0.5/year"));
    CHECK(accepted(rate, "need.rate: 0.001 per day"));
    CHECK(accepted(rate, "contract.time: 6 weeks"));
    CHECK(accepted(rate, "ndrc.budget: 70 m_cny per 1000 firms per year"));
    CHECK(accepted(rate, "ndrc.budget: 70 m_cny per 1,000 firms per year"));
    CHECK(accepted("title: toy", "title: \xE7\x8E\xA9\xE5\x85\xB7"));
    CHECK(accepted("- {id: NDRC, name: planning commission}", "- {id: NO, name: no}\n  - {id: y, name: on}"));
}

TEST_CASE("world: all errors come at once, twenty are shown and the rest is counted") {
    std::string text = "format: cultivar-world/1\n";
    for (int i = 0; i < 50; ++i) text += "key" + std::to_string(i) + ": 1\n";
    try {
        (void)read_world_text(text, "W");
        FAIL("nothing was found");
    } catch (const sim::InputError& error) {
        CHECK(error.errors().size() == 57);  // 50 unknown keys, 7 missing ones
        const std::string shown = error.what();
        CHECK(shown.ends_with("and 37 more"));
    }
}
