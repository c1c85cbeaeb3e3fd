// SPDX-License-Identifier: Apache-2.0
#include "tests/support/bad_input.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

const std::string toy_policy = "  - {from: 2020-07-01, ramp: 180 days, set: {soe.openness: 0.8 per year}}\n";

/// The toy world with a policy file in place of its policy.
class PolicyWorld {
  public:
    PolicyWorld() : folder_("policies") {}
    [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
    [[nodiscard]] std::vector<sim::Error> naming(const std::string& file) const {
        std::string toy = two_regions();
        write_file(path() / "in" / "world.yaml", replaced(toy, toy_policy, "  - " + file + "\n"));
        return errors_of([&] { (void)read_world(path() / "in" / "world.yaml"); });
    }

  private:
    Folder folder_;
};

struct File {
    std::string name;
    std::string text;
    Answer answer;
};

const std::string policy =
    "format: cultivar-policy/1\ntitle: a policy\nchanges:\n  - {from: 2020-01-01, set: {open.private: "
    "0.6}}\n";

}  // namespace

TEST_CASE("files of a world: only files in its folder or below may be named") {
    const PolicyWorld world;
    write_file(world.path() / "outside.yaml", policy);
    write_file(world.path() / "in" / "below" / "policy.yaml", policy);
    std::filesystem::create_symlink(world.path() / "outside.yaml", world.path() / "in" / "link.yaml");
    const Answer outside{"include-outside", 65, 5};
    CHECK(world.naming("below/policy.yaml").empty());
    CHECK(world.naming("./below/../below/policy.yaml").empty());
    check_one("absolute", world.naming((world.path() / "in/below/policy.yaml").string()), outside);
    check_one("above", world.naming("../outside.yaml"), outside);
    check_one("above by a detour", world.naming("below/../../outside.yaml"), outside);
    check_one("a link that leads out", world.naming("link.yaml"), outside);
}

TEST_CASE("files of a world: what is no policy file is refused") {
    const PolicyWorld world;
    std::filesystem::create_directories(world.path() / "in" / "folder.yaml");
    check_one("missing", world.naming("none.yaml"), {"file-missing", 0, 0});
    check_one("a folder", world.naming("folder.yaml"), {"file-kind", 0, 0});
    check_one("the world itself", world.naming("world.yaml"), {"version", 2, 9});
    write_file(world.path() / "in" / "late.yaml", replaced(policy, "2020", "2060"));
    check_one("all of it after the end", world.naming("late.yaml"), {"never", 65, 5});
    write_file(world.path() / "in" / "bad.yaml", replaced(policy, "0.6", "1.6"));
    check_one("a wrong value", world.naming("bad.yaml"), {"range", 4, 44});
}

TEST_CASE("files of a world: each key of a policy file is answered with code and place") {
    const PolicyWorld world;
    const std::string head = policy.substr(0, policy.find("changes:"));
    const std::vector<File> files{
        {"nothing", "", {"empty", 0, 0}},
        {"a list", "[a]\n", {"type", 1, 1}},
        {"a newer one", replaced(policy, "policy/1", "policy/2"), {"version", 1, 9}},
        {"no title", replaced(policy, "title: a policy\n", ""), {"missing-key", 1, 1}},
        {"no changes", head, {"missing-key", 1, 1}},
        {"an empty list", head + "changes: []\n", {"empty-list", 3, 10}},
        {"a map", head + "changes: {from: 2020-01-01}\n", {"type", 3, 10}},
        {"a file in a file", head + "changes: [history.yaml]\n", {"type", 3, 11}},
        {"an unknown key", policy + "scale: 1\n", {"unknown-key", 5, 1}},
        {"an unknown key of a change", replaced(policy, "{from", "{form: x, from"), {"unknown-key", 4, 6}},
        {"no date", replaced(policy, "from: 2020-01-01, ", ""), {"missing-key", 4, 5}},
    };
    for (const File& file : files) {
        write_file(world.path() / "in" / "p.yaml", file.text);
        check_one(file.name, world.naming("p.yaml"), file.answer);
    }
}

TEST_CASE("files of a world: each key of a catalogue is answered with code and place, and only once") {
    const Folder folder("catalogues");
    const std::string toy = two_regions();
    const std::size_t begin = toy.find("families:\n"), end = toy.find("categories:\n");
    const std::string families = toy.substr(begin, end - begin);
    write_file(folder.path() / "world.yaml", replaced(toy, families, "families: families.yaml\n"));
    const std::string catalogue = "format: cultivar-catalogue/1\ntitle: families\n" + families;
    const std::vector<File> files{
        {"nothing", "", {"empty", 0, 0}},
        {"no format", replaced(catalogue, "format: cultivar-catalogue/1\n", ""), {"version", 1, 1}},
        {"a newer one", replaced(catalogue, "catalogue/1", "catalogue/9"), {"version", 1, 9}},
        {"a policy", replaced(catalogue, "catalogue/1", "policy/1"), {"version", 1, 9}},
        {"no list", catalogue.substr(0, catalogue.find("families:")), {"missing-key", 1, 1}},
        {"a title that is a list", replaced(catalogue, "title: families", "title: [a]"), {"type", 2, 8}},
        {"an unknown key", catalogue + "regions: []\n", {"unknown-key", 7, 1}},
        {"an unknown key of a family",
         replaced(catalogue, "needs_coverage", "need_coverage"),
         {"unknown-key", 4, 69}},
        {"a wrong value", replaced(catalogue, "readiness: 8", "readiness: 12"), {"range", 4, 41}},
    };
    for (const File& file : files) {
        write_file(folder.path() / "families.yaml", file.text);
        const auto errors = errors_of([&] { (void)read_world(folder.path() / "world.yaml"); });
        check_one(file.name, errors, file.answer);
        CHECK(errors.front().where.file.ends_with("families.yaml"));
    }
}

/// A world is often named without a folder. Seen: a missing file that is called a link to outside.
TEST_CASE("files of a world: a missing file is missing also where the world is named without its folder") {
    const Folder folder("plain-name");
    write_file(folder.path() / "world.yaml", replaced(two_regions(), toy_policy, "  - none.yaml\n"));
    const std::filesystem::path before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    const auto errors = errors_of([&] { (void)read_world("world.yaml"); });
    std::filesystem::current_path(before);
    check_one("missing", errors, {"file-missing", 0, 0});
}

TEST_CASE("files of a world: a text that stands alone names no files") {
    const std::string toy = two_regions();
    const std::string text = replaced(toy, toy_policy, "  - policies/history.yaml\n");
    check_one("a file", errors_of([&] { (void)read_world_text(text, "W"); }), {"include-outside", 65, 5});
}

TEST_CASE("files of a world: a thousand files are the most") {
    const PolicyWorld world;
    write_file(world.path() / "in" / "p.yaml", policy);
    std::string many = "p.yaml";
    for (int i = 0; i < 1000; ++i) many += "\n  - p.yaml";
    check_one("1,001 files", world.naming(many), {"limit-include", 1065, 5});
}
