// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/ablation.hpp"

using namespace cultivar::test;

/// H8. Equivalence: two one-sided tests at 5 %.
TEST_CASE("hypothesis: research programmes release more major scenarios and leave small ones alone") {
    Ablation arms;
    arms.move("most.budget", 0.0, 400.0);
    const Effect unlocked = arms.on("cascade_size"), breakthroughs = arms.on("breakthroughs");
    MESSAGE("cascade size " << unlocked.mean_low() << " -> " << unlocked.mean_high() << " p " << unlocked.p_up());
    MESSAGE("breakthroughs " << breakthroughs.mean_low() << " -> " << breakthroughs.mean_high() << " p "
                             << breakthroughs.p_up());
    for (const char* name : {"unlocked", "validated.major", "validated.integrated", "validated.small", "listed.major",
                             "value_locked", "readiness", "cascade_adoptions", "largest_cascade"}) {
        const Effect effect = arms.on(name);
        MESSAGE(name << " " << effect.mean_low() << " -> " << effect.mean_high() << " up " << effect.p_up() << " down "
                     << effect.p_down());
    }
    CHECK(arms.silent_without("programme"));
}

TEST_CASE("hypothesis: demand pull directs research") {
    Ablation arms;
    arms.move("research.demand_pull", 0.0, 2.0);
    for (const char* name : {"directedness", "readiness", "validated", "breakthroughs"}) {
        const Effect effect = arms.on(name);
        MESSAGE(name << " " << effect.mean_low() << " -> " << effect.mean_high() << " up " << effect.p_up() << " down "
                     << effect.p_down());
    }
}

TEST_CASE("hypothesis: consortia make research cheaper and tie types together") {
    Ablation arms;
    arms.move("consortium.enable", 0.0, 1.0);
    for (const char* name : {"cost_per_level", "cross_links", "mixed_share", "consortia", "consortia_dissolved", "validated",
                             "validated.major", "validated.integrated", "stopped", "unmatched", "value_realised", "matched.major"}) {
        const Effect effect = arms.on(name);
        MESSAGE(name << " " << effect.mean_low() << " -> " << effect.mean_high() << " up " << effect.p_up() << " down "
                     << effect.p_down());
    }
    CHECK(arms.silent_without("consortium"));
}

TEST_CASE("hypothesis: influence that reaches farther shortens the inland lag") {
    Ablation arms;
    arms.move("spill.length", 300.0, 3000.0);
    for (const char* name : {"time_to_50", "time_to_50.west", "time_to_50.central", "time_to_50.east", "east_share", "time_to_10.west"}) {
        const Effect effect = arms.on(name);
        MESSAGE(name << " " << effect.mean_low() << " -> " << effect.mean_high() << " up " << effect.p_up() << " down "
                     << effect.p_down());
    }
}
TEST_CASE("hypothesis: spillover and combination") {
    for (const auto& [lever, high] : {std::pair{"spill.rate", 0.3}, std::pair{"recombine.rate", 2.0}, std::pair{"trial.beta_absorb", 1.5}}) {
        Ablation arms;
        arms.move(lever, 0.0, high);
        for (const char* name : {"technologies", "validated", "unmatched", "success_share", "first_trial_success", "value_locked", "matched"}) {
            const Effect effect = arms.on(name);
            MESSAGE(lever << " " << name << " " << effect.mean_low() << " -> " << effect.mean_high() << " up " << effect.p_up()
                          << " down " << effect.p_down());
        }
    }
}
