// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/consortium.hpp"

#include <algorithm>
#include <utility>

#include "models/mechanisms/matching.hpp"
#include "models/mechanisms/opening.hpp"
#include "models/mechanisms/withdrawal.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr double forming_sigma = 0.5;
constexpr double milestone_shape = 3.0;
constexpr std::uint32_t misses_borne = 1;

enum class MemberKind : std::uint8_t { state_firm, other_firm, institute };

MemberKind kind_of(const World& world, Party party) {
    if (party.kind() == PartyKind::institute) return MemberKind::institute;
    return state_owned(world.firms[party.firm()].owner) ? MemberKind::state_firm : MemberKind::other_firm;
}

void book(World& world, const Consortium& consortium) {
    double across = 0.0;
    for (std::size_t a = 0; a < consortium.members.size(); ++a)
        for (std::size_t b = a + 1; b < consortium.members.size(); ++b)
            if (kind_of(world, consortium.members[a]) != kind_of(world, consortium.members[b])) across += 1.0;
    world.ledger.consortia += 1.0;
    world.ledger.cross_links += across;
    if (across > 0.0) world.ledger.consortia_mixed += 1.0;
}

void widen(std::vector<float>& capability, std::span<const float> further) {
    for (std::size_t t = 0; t < further.size(); ++t) capability[t] = std::max(capability[t], further[t]);
}

/// The element-wise maximum over the members, as they are now.
std::vector<float> joint_capability(const World& world, const std::vector<Party>& members) {
    std::vector<float> capability(world.technologies.size(), 0.0F);
    for (const Party member : members) widen(capability, world.capability_of(member));
    return capability;
}

double readiness_of(const World& world, const Scenario& scenario) {
    double sum = 0.0;
    for (std::size_t i = 0; i < scenario.required_count; ++i)
        sum += world.technologies[TechnologyId{scenario.required[i]}].readiness;
    return sum;
}

}  // namespace

void Consortia::on_applied(const Applied& event, Context& context) {
    const Scenario& scenario = context.world().scenarios[event.scenario];
    if (context.policy()[enable_] < 1.0 || scenario.state != ScenarioState::listed ||
        scenario.listings != event.listing)
        return;
    applicants_.add(event.scenario.index, event.supplier);
}

void Consortia::on_unmatched(const Unmatched& event, Context&) {
    (void)applicants_.take(event.scenario.index);
}

std::vector<Party> Consortia::candidates(const Scenario& scenario, std::span<const Party> applicants,
                                         Context& context) const {
    const World& world = context.world();
    std::vector<Party> result;
    const auto consider = [&](Party party) {
        if (party == scenario.supplier || party == scenario.owner ||
            room_(world, context.policy(), party) < 1.0)
            return;
        if (std::find(result.begin(), result.end(), party) == result.end()) result.push_back(party);
    };
    for (const Party applicant : applicants) consider(applicant);
    const std::vector<Party>& at_home = world.regions[scenario.region].suppliers;
    if (at_home.empty()) return result;
    const sim::Key key = sim::child_key(scenario.key, "partners");
    const std::uint64_t reached =
        context.chance(Purpose::reach_count, key, scenario.listings).poisson(context.policy()[reach_]);
    sim::Stream choice = context.chance(Purpose::reach_choice, key, scenario.listings);
    for (std::uint64_t i = 0; i < reached; ++i)
        consider(at_home[choice.integer(static_cast<std::uint32_t>(at_home.size()))]);
    return result;
}

bool Consortia::accepts(Party party, double gain, const Consortium& consortium, Context& context) const {
    const World& world = context.world();
    const Policy& policy = context.policy();
    const double odds = policy[accept_] + gain -
                        policy[rivalry_] * overlap(world, consortium.members.front(), party, policy[sigma_]);
    const sim::Key key = sim::child_key(consortium.key, world.key_of(party));
    return context.chance(Purpose::consortium_accept, key).bernoulli(1.0 / (1.0 + sim::exp(-odds)));
}

void Consortia::invite(Consortium& consortium, std::vector<Party> candidates, Context& context) const {
    const World& world = context.world();
    const Policy& policy = context.policy();
    const Scenario& scenario = world.scenarios[consortium.scenario];
    const auto most = static_cast<std::size_t>(policy[max_members_]);
    while (!candidates.empty() && consortium.members.size() < most) {
        const double now = coverage(scenario, consortium.capability, policy[full_fit_]);
        std::size_t best = 0;
        double best_gain = -1.0;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            std::vector<float> wider = consortium.capability;
            widen(wider, world.capability_of(candidates[i]));
            const double gain = coverage(scenario, wider, policy[full_fit_]) - now;
            if (gain > best_gain) {
                best = i;
                best_gain = gain;
            }
        }
        if (best_gain <= policy[coordination_]) return;
        const Party partner = candidates[best];
        candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(best));
        if (!accepts(partner, best_gain, consortium, context)) continue;
        consortium.members.push_back(partner);
        widen(consortium.capability, world.capability_of(partner));
    }
}

void Consortia::on_matched(const Matched& event, Context& context) {
    World& world = context.world();
    const Policy& policy = context.policy();
    std::vector<Party> applicants = applicants_.take(event.scenario.index);
    std::reverse(applicants.begin(), applicants.end());
    Scenario& scenario = world.scenarios[event.scenario];
    if (policy[enable_] < 1.0 || scenario.raced) return;
    const bool hole =
        leaves_hole(scenario, world.capability_of(event.supplier), policy[full_fit_], policy[reservation_]);
    if (scenario.tier != Tier::major && !hole) return;
    Consortium consortium;
    consortium.key = sim::child_key(sim::child_key(scenario.key, "consortium"), scenario.listings);
    consortium.scenario = event.scenario;
    consortium.members = {event.supplier};
    consortium.capability = joint_capability(world, consortium.members);
    invite(consortium, candidates(scenario, applicants, context), context);
    if (consortium.members.size() == 1 && !hole) return;
    scenario.last_event = context.event();
    for (std::size_t i = 1; i < consortium.members.size(); ++i) world.take_contract(consortium.members[i]);
    const double delay =
        context.chance(Purpose::consortium_time, consortium.key).lognormal(policy[forming_], forming_sigma);
    scenario.consortium = world.consortia.add(std::move(consortium));
    for (const Party member : world.consortia[scenario.consortium].members)
        if (member.kind() == PartyKind::firm) memberships_.add(member.index(), scenario.consortium);
    progress_.resize(world.consortia.size());
    context.after(sim::days(delay), ConsortiumFormed{scenario.consortium});
}

void Consortia::on_consortium_formed(const ConsortiumFormed& event, Context& context) {
    World& world = context.world();
    Consortium& consortium = world.consortia[event.consortium];
    Scenario& scenario = world.scenarios[consortium.scenario];
    scenario.last_event = context.event();
    if (consortium.members.size() < 2) {
        context.conclude(Outcome::nothing_came);
        dissolve(consortium, context);
        return;
    }
    consortium.capability = joint_capability(world, consortium.members);
    scenario.fit =
        fit(world, scenario, consortium.capability, context.policy()[full_fit_], context.policy()[sigma_]);
    book(world, consortium);
}

void Consortia::on_contracted(const Contracted& event, Context& context) {
    const Scenario& scenario = context.world().scenarios[event.scenario];
    if (scenario.consortium.valid()) await_milestone(scenario.consortium, context);
}

void Consortia::await_milestone(ConsortiumId id, Context& context) {
    const World& world = context.world();
    const Consortium& consortium = world.consortia[id];
    const Scenario& scenario = world.scenarios[consortium.scenario];
    progress_[id.index] = {scenario.state, scenario.trials, readiness_of(world, scenario)};
    const double time = context.chance(Purpose::milestone_time, consortium.key, consortium.milestones)
                            .gamma(milestone_shape, context.policy()[milestone_]);
    context.after(sim::days(time), MilestoneReached{id, consortium.milestones});
}

bool Consortia::met(const Scenario& scenario, const Progress& before, Context& context) const {
    const World& world = context.world();
    const bool at_work =
        scenario.state == ScenarioState::in_trial || scenario.state == ScenarioState::redesign;
    return !at_work || world.gap(scenario) <= 0.0 ||
           Progress{scenario.state, scenario.trials, readiness_of(world, scenario)} != before;
}

void Consortia::on_milestone_reached(const MilestoneReached& event, Context& context) {
    World& world = context.world();
    Consortium& consortium = world.consortia[event.consortium];
    if (!consortium.active) {
        context.conclude(Outcome::closed);
        return;
    }
    ++consortium.milestones;
    const Scenario& scenario = world.scenarios[consortium.scenario];
    if (met(scenario, progress_[event.consortium.index], context)) {
        context.conclude(Outcome::reached);
    } else if (++consortium.missed > misses_borne && context.pending(scenario.clock)) {
        context.conclude(Outcome::dissolved);
        world.ledger.consortia_dissolved += 1.0;
        context.cancel(scenario.clock);
        dissolve(consortium, context);
        return;
    } else {
        context.conclude(Outcome::missed);
    }
    await_milestone(event.consortium, context);
}

void Consortia::dissolve(const Consortium& consortium, Context& context) const {
    const ScenarioId id = consortium.scenario;
    context.world().release(context.world().scenarios[id]);
    context.after(sim::Duration{0}, Unmatched{id});
}

void Consortia::on_firm_exited(const FirmExited& event, Context& context) {
    World& world = context.world();
    const Party leaver(event.firm);
    std::vector<ConsortiumId> memberships = memberships_.take(event.firm.index);
    std::reverse(memberships.begin(), memberships.end());
    for (const ConsortiumId id : memberships) {
        Consortium& consortium = world.consortia[id];
        if (!consortium.active) continue;
        std::vector<Party>& members = consortium.members;
        const auto place = std::find(members.begin(), members.end(), leaver);
        if (place == members.end()) continue;
        Scenario& scenario = world.scenarios[consortium.scenario];
        if (members.size() == 1) {
            withdraw(consortium.scenario, ScenarioState::identified, context);
            continue;
        }
        members.erase(place);
        world.leave_contract(leaver);
        scenario.supplier = members.front();
    }
}

}  // namespace cultivar
