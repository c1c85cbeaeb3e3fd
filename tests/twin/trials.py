# SPDX-License-Identifier: Apache-2.0
"""From application to validation, and research (docs/model.md, 3.3)."""
import math

from chance import child
from world import DAY, INSTITUTE, Thing, days, single, years


class Trials:
    """What becomes of listed scenarios, and what research teams do; methods named as events are what an event does."""

    # Matching

    def room(self, supplier):
        slots = "institute.project_slots" if supplier.word & INSTITUTE else "firm.supply_capacity"
        return int(self.policy[slots]) - supplier.contracts

    def applied(self, scenario, supplier, listing):
        if scenario.state != "listed" or scenario.listings != listing:
            self.event.outcome = "too late"
        elif self.room(supplier) < 1:
            self.event.outcome = "no capacity"
        else:
            # What becomes of it is known at the round, and written beside the application then.
            self.event.outcome = self.expected_outcome()
            self.applications.append(Thing(scenario=scenario, supplier=supplier, fit=self.fit(scenario, supplier),
                                           event=self.event, time=self.now, key=child(scenario.key, supplier.key)))

    def fit(self, scenario, supplier):
        own, full, sigma = supplier.capability, self.policy["cognition.full_fit"], self.policy["cognition.sigma"]
        mastery = sum(min(1.0, own[t.word] / full) for t in scenario.required) / len(scenario.required)
        squares = sum((mine - theirs) * (mine - theirs)
                      for mine, theirs in zip(own, getattr(scenario.owner, "capability", own)))
        return mastery * math.exp(-squares / len(own) / (2.0 * sigma * sigma))

    def owner_utility(self, one, equal_access):
        policy, supplier = self.policy, one.supplier
        bias = ((policy["matching.home_bias"] if supplier.region is one.scenario.region else 0.0) +
                (policy["matching.state_bias"] if supplier.state_owned else 0.0) +
                policy["matching.size_bias"] * math.log(supplier.size))
        price = (1.0 + policy["matching.margin"]) * (1.0 - 0.5 * one.fit)
        return one.fit + (1.0 - equal_access) * bias - policy["matching.price_weight"] * price

    def supplier_utility(self, one):
        km = one.supplier.region.km[one.scenario.region]
        return self.policy["matching.margin"] + one.fit - self.policy["matching.distance"] * km / 1000.0

    def plan_matching(self, region):
        interval = self.policy["matching.interval"] / self.policy["policy.speed"]
        due = self.next_round(child(region.key, "matching"), interval)
        self.at(due, "MatchingHeld", region, cause=None)

    def matching_held(self, region):
        self.plan_matching(region)
        before = self.now - days(self.policy["matching.interval"] / self.policy["policy.speed"])
        number, region.rounds = region.rounds, region.rounds + 1

        def tie(thing):
            return self.chance("round tie", child(region.key, thing.key), number).long()

        scenarios = sorted((s for s in self.on_list[region] if s.listed_at <= before), key=tie)
        self.on_list[region] = [s for s in self.on_list[region] if s.listed_at > before]
        offers = [one for one in self.applications if one.scenario in scenarios]
        self.applications = [one for one in self.applications if one.scenario not in scenarios]
        for one in offers:
            one.place, one.tie = scenarios.index(one.scenario), tie(one.supplier)
        able = [one for one in offers if one.fit >= self.policy["matching.reservation"]]
        rule = self.policy["matching.rule"]
        pairs = self.deferred_acceptance(able) if rule == "deferred_acceptance" else self.serve(able, rule)
        for one in offers:
            told = ("chosen" if pairs.get(one.scenario) is one else "not fit enough" if one not in able else
                    "another was preferred" if one.scenario in pairs else "no capacity")
            if one.event.outcome != told:
                self.misread = f"event {one.event.row}: the twin says {told}, the run {one.event.outcome}"
        for scenario in sorted(scenarios, key=lambda s: s not in pairs):
            if scenario in pairs:
                scenario.supplier, scenario.fit = pairs[scenario].supplier, pairs[scenario].fit
                scenario.supplier.contracts += 1
                self.enter(scenario, "matched")
                self.after(0, "Matched", scenario, scenario.supplier, cause=pairs[scenario].event)
            else:
                self.after(0, "Unmatched", scenario, cause=scenario.last)

    def serve(self, offers, rule):
        rank = {"administrative": lambda one: -self.owner_utility(one, 0.0), "first_come": lambda one: one.time,
                "lottery": lambda one: self.chance("lottery", one.key, one.scenario.listings).uniform()}[rule]
        room, pairs = {one.supplier: self.room(one.supplier) for one in offers}, {}
        for one in sorted(offers, key=lambda one: (rank(one), one.place, one.tie)):
            if room[one.supplier] > 0 and one.scenario not in pairs:
                room[one.supplier] -= 1
                pairs[one.scenario] = one
        return pairs

    def deferred_acceptance(self, offers):
        """Gale and Shapley: whoever has room proposes to the best scenario not yet asked, which keeps its best."""
        left, pairs, access = {one.supplier: [] for one in offers}, {}, self.policy["matching.equal_access"]
        for one in sorted(offers, key=lambda one: (-self.supplier_utility(one), one.place)):
            left[one.supplier].append(one)
        while True:
            used = [one.supplier for one in pairs.values()]
            free = [supplier for supplier in left if left[supplier] and used.count(supplier) < self.room(supplier)]
            if not free:
                return pairs
            one = left[free[0]].pop(0)
            rivals = [one, pairs.get(one.scenario, one)]
            pairs[one.scenario] = min(rivals, key=lambda rival: (-self.owner_utility(rival, access), rival.tie))

    # Contracts and review

    def matched(self, scenario, _):
        delay = self.chance("contract", scenario.key).lognormal(self.policy["contract.time"], 0.5)
        self.after(days(delay), "Contracted", scenario)

    def contracted(self, scenario):
        self.after(0, "ReviewStarted", scenario)

    def review_started(self, scenario):
        self.enter(scenario, "in review")
        stages, scenario.repeated = range(int(self.policy["review.stages"])), False
        scenario.missing = len(stages)
        if not stages:
            self.after(0, "ReviewFinished", scenario)
        scenario.follows = [stage for stage in stages[1:] if self.chance("overlap", scenario.key, stage).uniform() >=
                            self.policy["review.parallel"]]
        for stage in stages:
            if stage not in scenario.follows:
                self.submit(scenario, stage)

    def submit(self, scenario, stage):
        desk = self.desks[stage % len(self.desks)]
        desk.line.append((scenario, stage, self.event))
        self.serve_line(desk)

    def serve_line(self, desk):
        policy = self.policy
        reviewers = max(1, math.floor(policy["review.servers"] * len(self.world.firms) / 1000.0 + 0.5))
        while desk.line and desk.busy < reviewers:
            (scenario, stage, cause), desk.busy = desk.line.pop(0), desk.busy + 1
            draw = self.chance("approval", scenario.key, stage + 64 * scenario.repeated)
            took = draw.exponential(policy["review.mean"] / policy["policy.speed"])
            self.after(days(took), "ApprovalGiven", scenario, stage, scenario.listings, cause=cause)

    def approval_given(self, scenario, stage, _):
        desk, policy = self.desks[stage % len(self.desks)], self.policy
        desk.busy, scenario.missing = desk.busy - 1, scenario.missing - 1
        if scenario.missing > 0:
            if stage + 1 in scenario.follows:
                self.submit(scenario, stage + 1)
        elif not scenario.repeated and (self.chance("conflict", scenario.key).uniform() <
                                        policy["review.conflict"] * (1.0 - policy["review.cohesion"])):
            scenario.missing, scenario.repeated = 1, True
            self.submit(scenario, stage)
        else:
            self.after(0, "ReviewFinished", scenario)
        self.serve_line(desk)

    def review_finished(self, scenario):
        self.after(0, "AccessGranted", scenario)

    def access_granted(self, scenario):
        self.after(0, "TrialStarted", scenario)

    redesigned = access_granted

    # Trials

    def trial_started(self, scenario):
        self.enter(scenario, "in trial")
        fund = "nation" if scenario.tier == "major" else scenario.region
        granted = min(self.policy["subsidy.rate"] * self.policy["trial.cost"] * scenario.value, self.credit[fund])
        self.credit[fund] -= granted
        self.public_spend += granted
        median = self.policy["trial.duration." + scenario.tier]
        time = self.chance("trial", scenario.key, scenario.trials).lognormal(median, 0.5)
        self.after(days(time), "TrialEnded", scenario)

    def trial_ended(self, scenario):
        policy, number, own = self.policy, scenario.trials, scenario.supplier.capability
        odds = (policy["trial.beta_base"] - policy["trial.beta_gap"] * self.gap(scenario)[0] +
                policy["trial.beta_fit"] * (scenario.fit - 0.5) + policy["trial.beta_iteration"] * math.log1p(number))
        scenario.trials += 1
        for t in scenario.required:
            own[t.word] = single(own[t.word] + policy["trial.capability_gain"] * (1.0 - own[t.word]))
        for family in {t.family for t in scenario.required}:
            family.experience[scenario.region] += policy["trial.experience"] / self.world.scale
        if self.chance("outcome", scenario.key, number).uniform() < 1.0 / (1.0 + math.exp(-odds)):
            self.event.outcome = "passed"
            self.enter(scenario, "succeeded")
            delay = self.chance("validation", scenario.key).uniform(15.0, policy["validate.delay"])
            self.after(days(delay), "Validated", scenario)
            return
        self.ask_for_more(scenario)
        learnt = self.chance("learning", scenario.key, number).uniform() < policy["trial.learn"]
        again = learnt and number + 1 < policy["trial.max_trials"]
        self.event.outcome = "failed" if again else "gave up"
        self.enter(scenario, "redesign" if again else "stopped")
        if again:
            delay = self.chance("redesign", scenario.key, number).lognormal(policy["trial.iter_delay"], 0.5)
            self.after(days(delay), "Redesigned", scenario)
        else:
            scenario.supplier.contracts -= 1

    def signal(self, technology):
        age = (self.now - technology.signal_at) / DAY
        return technology.signal * 2.0**(-age / self.policy["research.signal_half_life"])

    def ask_for_more(self, scenario):
        policy, major, integrated = self.policy, self.policy["tier.major"], self.policy["tier.integrated"]
        usual = (major * policy["value.major"] + integrated * policy["value.integrated"] +
                 (1.0 - major - integrated) * policy["value.small"])
        for technology, needed in zip(scenario.required, scenario.needed):
            if technology.readiness < needed:
                strength = scenario.value / usual / (len(self.world.firms) / 1000.0)
                technology.signal, technology.signal_at = self.signal(technology) + strength, self.now

    # Research

    def slots(self, team):
        return self.policy["institute.project_slots"] if team.word & INSTITUTE else 1

    def open_for_research(self):
        ready, places = self.policy["research.prerequisite"], self.policy["research.teams"]
        return [t for t in self.world.technologies if t.readiness < 9.0 and t.working < places and
                all(needed.readiness >= ready for needed in t.builds_on)]

    def fill_places(self):
        teams, new = self.world.firms + self.world.institutes, []
        while choices := self.open_for_research():
            first = choices[0]
            weights = [team.capability[first.word] * team.research if team.projects < self.slots(team) else 0.0
                       for team in teams]
            if sum(weights) <= 0.0:
                break
            team = teams[self.chance("team", first.key, first.drawn).weighted(weights)]
            first.drawn += 1
            technology = max(choices, key=lambda t: self.signal(t) + team.capability[t.word])
            new.append(Thing(word=len(self.projects), key=child(child(team.key, technology.key), technology.begun),
                             technology=technology, team=team, effort=team.research / self.slots(team), steps=0,
                             readiness=technology.readiness, active=True))
            self.projects.append(new[-1])
            technology.begun, technology.working = technology.begun + 1, technology.working + 1
            team.projects += 1
        if new and not self.usual_effort:
            self.usual_effort = sum(project.effort for project in new) / len(new)
        for project in new:
            self.take_step(project)

    def take_step(self, project):
        policy, technology, signal = self.policy, project.technology, self.signal(project.technology)
        speed = ((project.effort / self.usual_effort)**policy["research.funding_elasticity"] *
                 (1.0 + policy["research.demand_pull"] * signal / (1.0 + signal)) /
                 (policy["research.bottleneck_factor"] if technology.bottleneck else 1.0))
        mean = policy["research.step_years.%d" % min(max(math.floor(project.readiness), 4), 8)] / speed
        time = self.chance("step", project.key, project.steps).gamma(policy["research.step_shape"], mean)
        self.after(years(time), "ReadinessStepped", project)

    def end_project(self, project):
        if project.active:
            project.active = False
            project.technology.working -= 1
            project.team.projects -= 1

    def readiness_stepped(self, project):
        technology = project.technology
        if project.active:
            self.end_step(project, technology)
            self.fill_places()
        if not technology.bottleneck:
            self.breakthrough_made(technology)
        if technology is technology.family.core:
            self.refresh(technology.family)

    def end_step(self, project, technology):
        draw, project.steps = self.chance("step outcome", project.key, project.steps).uniform(), project.steps + 1
        if draw < self.policy["research.abandon"]:
            self.event.outcome = "abandoned"
            self.end_project(project)
            return
        self.event.outcome = "a level up"
        project.readiness = min(9.0, project.readiness + 1.0)
        if project.readiness > technology.readiness and technology.bottleneck:
            self.after(0, "BreakthroughMade", technology)
        technology.readiness = max(technology.readiness, project.readiness)
        for other in self.projects if technology.readiness >= 9.0 else []:
            if other.technology is technology:
                self.end_project(other)
        if project.active:
            self.take_step(project)
