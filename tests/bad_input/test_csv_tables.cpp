// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "scenarios/reader/table.hpp"
#include "tests/support/bad_input.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

struct Case {
    std::string name;
    std::string text;
    Answer answer;
};

/// A world whose regions and distances stand in tables.
class TableWorld {
  public:
    TableWorld() : folder_("tables") {
        std::string world = two_regions();
        const std::size_t begin = world.find("  list:\n"), end = world.find("families:\n");
        world.replace(begin, end - begin, "  list: regions.csv\n  distances: distances.csv\n\n");
        write_file(folder_.path() / "world.yaml", world);
        write_file(folder_.path() / "regions.csv", regions);
        write_file(folder_.path() / "distances.csv", distances);
    }
    [[nodiscard]] std::vector<sim::Error> with(const std::string& file, const std::string& text) const {
        write_file(folder_.path() / file, text);
        const auto errors = errors_of([&] { (void)read_world(folder_.path() / "world.yaml"); });
        write_file(folder_.path() / file, file == "regions.csv" ? regions : distances);
        return errors;
    }

    static inline const std::string header =
        "code,name,macro_region,coastal,gdp_m_cny,secondary_share,research_government_m_cny,"
        "research_enterprise_m_cny,industrial_firms,hightech_firms,hightech_revenue_m_cny\n";
    static inline const std::string north = "NORTH,North,east,yes,100000,0.4,250,60,3,1,8000\n";
    static inline const std::string south = "SOUTH,South,west,no,50000,0.5,250,30,3,0,1000\n";
    static inline const std::string regions = header + north + south;
    static inline const std::string distances = "code,NORTH,SOUTH\nNORTH,0,500\nSOUTH,500,0\n";

  private:
    Folder folder_;
};

std::string changed(const std::string& from, const std::string& to) {
    return replaced(TableWorld::regions, from, to);
}

}  // namespace

TEST_CASE("tables: wrong tables of regions are answered with code and place") {
    const TableWorld world;
    const std::vector<Case> cases{
        {"a column is missing", changed(",coastal", ",costal"), {"csv", 1, 1}},
        {"a row is too short", changed(",1,8000", ",1"), {"csv", 2, 43}},
        {"a row is too long", changed("8000", "8000,9"), {"csv", 2, 49}},
        {"no number", changed("100000", "lots"), {"csv", 2, 22}},
        {"a number with comma in quotes", changed("100000", "\"100,000\""), {"csv", 2, 22}},
        {"a leading zero", changed("250,60,3,1", "250,60,03,1"), {"csv", 2, 40}},
        {"an empty cell", changed("100000", ""), {"csv", 2, 22}},
        {"a share above one", changed("0.4", "1.4"), {"range", 2, 29}},
        {"half a firm", changed("60,3,1", "60,3.5,1"), {"range", 2, 40}},
        {"two rows of one name", changed("SOUTH", "NORTH"), {"dup-name", 3, 1}},
        {"two names but for case", changed("SOUTH", "North"), {"dup-name", 3, 1}},
        {"semicolons", "code;name\nNORTH;North\n", {"csv", 1, 5}},
        {"nothing", "", {"csv", 0, 0}},
        {"a header alone", TableWorld::header, {"csv", 0, 0}},
        {"a quote over two lines", changed("North,", "\"Nor\nth\","), {"csv", 2, 7}},
        {"text after a quote", changed("North,", "\"North\"x,"), {"csv", 2, 7}},
        {"Latin-1", changed("North,", "N\xF6rth,"), {"encoding", 2, 8}},
    };
    for (const Case& one : cases) {
        auto errors = world.with("regions.csv", one.text);
        REQUIRE_MESSAGE(!errors.empty(), one.name);
        errors.resize(1);
        check_one(one.name, errors, one.answer);
    }
}

TEST_CASE("tables: wrong tables of distances are answered with code and place") {
    const TableWorld world;
    const std::vector<Case> cases{
        {"not symmetric", "code,NORTH,SOUTH\nNORTH,0,500\nSOUTH,501,0\n", {"matrix", 3, 7}},
        {"a distance to itself", "code,NORTH,SOUTH\nNORTH,1,500\nSOUTH,500,0\n", {"matrix", 2, 7}},
        {"a negative distance", "code,NORTH,SOUTH\nNORTH,0,-5\nSOUTH,-5,0\n", {"range", 2, 9}},
        {"a row is missing", "code,NORTH,SOUTH\nNORTH,0,500\n", {"matrix", 1, 1}},
        {"rows in another order", "code,NORTH,SOUTH\nSOUTH,500,0\nNORTH,0,500\n", {"matrix", 2, 1}},
        {"a row is too short", "code,NORTH,SOUTH\nNORTH,0\nSOUTH,500,0\n", {"csv", 2, 8}},
        {"no number", "code,NORTH,SOUTH\nNORTH,0,far\nSOUTH,far,0\n", {"csv", 2, 9}},
    };
    for (const Case& one : cases) {
        auto errors = world.with("distances.csv", one.text);
        REQUIRE_MESSAGE(!errors.empty(), one.name);
        errors.resize(1);
        check_one(one.name, errors, one.answer);
    }
    const auto missing = world.with("distances.csv", "code,NORTH,WEST\nNORTH,0,500\nWEST,500,0\n");
    REQUIRE(missing.size() == 1);
    CHECK(missing.front().code == "matrix");
    CHECK(missing.front().where.file.ends_with("world.yaml"));
}

TEST_CASE("tables: wrong tables of sectors and firms are answered with code and place, and only once") {
    const Folder folder("parts");
    const std::string toy = two_regions();
    const auto without = [&toy](const std::string& part, const std::string& next) {
        const std::size_t begin = toy.find('\n' + part + ":\n") + 1;
        return toy.substr(0, begin) + part + ": part.csv\n" + toy.substr(toy.find('\n' + next + ":\n"));
    };
    const auto check = [&](const std::string& world, const std::vector<Case>& cases) {
        write_file(folder.path() / "world.yaml", world);
        for (const Case& one : cases) {
            write_file(folder.path() / "part.csv", one.text);
            const auto errors = errors_of([&] { (void)read_world(folder.path() / "world.yaml"); });
            if (one.answer.code.empty()) {
                CHECK_MESSAGE(errors.empty(), one.name);
                continue;
            }
            check_one(one.name, errors, one.answer);
        }
    };
    const std::string sectors =
        "id,name,value_added_share,families,home_categories,high_technology\n"
        "machinery,machinery,0.6,5g "
        "industrial_internet,manufacturing,yes\nmining,mining,0.4,5g,mine_safety,\n";
    check(without("sectors", "agencies"),
          {
              {"as it should be", sectors, {}},
              {"a list without items", replaced(sectors, "0.4,5g,", "0.4,,"), {"empty-list", 3, 19}},
              {"an unknown family", replaced(sectors, "0.4,5g,", "0.4,6g,"), {"unknown-ref", 3, 19}},
              {"items parted by semicolons", replaced(sectors, "5g ind", "5g;ind"), {"name", 2, 25}},
              {"an unknown category", replaced(sectors, "mine_safety", "mine_safty"), {"unknown-ref", 3, 22}},
              {"a category twice",
               replaced(sectors, "mine_safety", "mine_safety mine_safety"),
               {"dup-name", 3, 22}},
              {"no share", replaced(sectors, "0.4", "x"), {"csv", 3, 15}},
              {"shares below one", replaced(sectors, "0.4", "0.3"), {"sum", 47, 10}},
              {"no switch", replaced(sectors, "yes", "high"), {"csv", 2, 62}},
          });
    const std::string firms =
        "name,region,sector,owner,size_m_cny_per_year,supplier\n"
        "A,NORTH,machinery,sme,100,\nB,SOUTH,mining,local_soe,600,yes\n";
    check(without("firms", "policy"),
          {
              {"as it should be", firms, {}},
              {"a unit in a cell", replaced(firms, ",100,", ",100 m_cny/year,"), {"csv", 2, 23}},
              {"a firm without size", replaced(firms, ",100,", ",0,"), {"range", 2, 23}},
              {"a cell that is empty", replaced(firms, ",100,", ",,"), {"csv", 2, 23}},
              {"an unknown owner type", replaced(firms, "local_soe", "state"), {"unknown-model", 3, 16}},
              {"an unknown region", replaced(firms, "SOUTH", "SUOTH"), {"unknown-ref", 3, 3}},
              {"two firms of one name", replaced(firms, "B,", "A,"), {"dup-name", 3, 1}},
              {"a column twice", replaced(firms, ",supplier", ",name"), {"csv", 1, 46}},
          });
}

TEST_CASE("tables: a cell with a unit is told to leave it out, and one without a number that it has none") {
    const TableWorld world;
    const auto says = [&world](const std::string& cell) {
        const auto errors = world.with("regions.csv", changed("100000", cell));
        REQUIRE(errors.size() == 1);
        CHECK(errors.front().where.column == 22);
        return errors.front().what + " | " + errors.front().hint;
    };
    CHECK(says("100000 m_cny") == "'100000 m_cny': the name of the column holds the unit | write 100000");
    CHECK(says("not known") == "'not known' is no number | ");
    CHECK(says("no data") == "'no data' is no number | ");
    CHECK(says("unknown") == "'unknown' is no number | ");
    CHECK(says("\"100,000 m_cny\"") == "'100,000 m_cny' is no number | write 100000");
}

TEST_CASE("tables: a table beyond the limit of files is not read") {
    const Folder folder("large");
    write_file(folder.path() / "large.csv", "a\n" + std::string(17U << 20, '1'));
    Diagnostics diagnostics;
    const std::array columns{Column{.header = "a", .key = "a"}};
    CHECK_FALSE(read_table(folder.path() / "large.csv", columns, diagnostics));
    check_one("17 MiB", diagnostics.errors(), {"limit-size", 0, 0});
}

TEST_CASE("tables: byte order mark, CRLF, comments before the header and quotes are read") {
    const TableWorld world;
    CHECK(world.with("regions.csv", "\xEF\xBB\xBF# a note\n" + TableWorld::regions).empty());
    std::string dos;
    for (const char c : TableWorld::regions) dos += c == '\n' ? "\r\n" : std::string(1, c);
    CHECK(world.with("regions.csv", dos).empty());
    CHECK(world.with("regions.csv", changed("North,", "\"North, \"\"upper\"\"\",")).empty());
    CHECK(world.with("regions.csv", TableWorld::regions.substr(0, TableWorld::regions.size() - 1)).empty());
}
