// SPDX-License-Identifier: Apache-2.0
#include "models/measures.hpp"

namespace cultivar::measures {

namespace {

double of_accesses(const World& world, double part) {
    return world.ledger.accesses.count > 0.0 ? part / world.ledger.accesses.count : 0.0;
}

}  // namespace

double review_days(const World& world, const Slice&) {
    return world.ledger.reviews.mean();
}

double access_days(const World& world, const Slice&) {
    return world.ledger.accesses.mean();
}

double stuck_share(const World& world, const Slice&) {
    return of_accesses(world, world.ledger.stuck);
}

double sandbox_share(const World& world, const Slice&) {
    return of_accesses(world, world.ledger.sandboxed);
}

double sandbox_wait(const World& world, const Slice&) {
    return world.ledger.sandbox_waits.mean();
}

double pilot_wait(const World& world, const Slice&) {
    return world.ledger.pilot_waits.mean();
}

double piloted(const World& world, const Slice&) {
    return world.ledger.pilot_waits.count / world.scale;
}

double standards(const World& world, const Slice&) {
    return world.ledger.standards;
}

double rules_made(const World& world, const Slice&) {
    return world.ledger.rules_made;
}

}  // namespace cultivar::measures
