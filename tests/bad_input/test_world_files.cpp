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
