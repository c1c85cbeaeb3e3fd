# SPDX-License-Identifier: Apache-2.0
"""Calendar, policy, plans, and scenarios from need to trial (docs/model.md, 3.3)."""
import math

import numpy

from world import DAY, YEAR, Thing, date_of, days, instant, next_month, picked


class Pipeline:
    """What agencies, owners and suppliers do; methods named as events are what an event does."""

    def begin(self):
        regions, today = self.world.regions, date_of(self.now)
        self.needs, self.projects, self.applications, self.templates, self.usual_effort = 0, 0, [], [], 0.0
        self.desks = [Thing(line=[], busy=0) for _ in range(max(4, self.world.agencies))]
        self.waiting_lists, self.on_list = ({region: [] for region in regions + [None]} for _ in range(2))
        self.openness, self.opened, self.opened_at = self["soe.openness"], 0.0, self.now
        self.after(0, "YearStarted", today.year)
        self.at(next_month(self.now), "MonthStarted", 1)
        starts = [(change.at, "PolicyChanged", i, 0) for i, change in enumerate(self.world.changes)]
        self.fill_places()
        for event in starts + [(instant(today.replace(month=1, day=31)), "RegionPlanned", r) for r in regions]:
            self.at(*event)
        for owner in self.world.firms:
            self.wind_need(owner, 0)
        for kind, region in [("ListReleased", r) for r in regions + [None]] + [("MatchingHeld", r) for r in regions]:
            self.plan_round(kind, region)
        for family in self.world.families:
            for firm in self.world.firms:
                self.enrol(firm, family)
            self.refresh(family)

    def year_started(self, year):
        self.at(instant(date_of(self.now).replace(year + 1)), "YearStarted", year + 1, cause=None)
    def month_started(self, month):
        self.at(next_month(self.now), "MonthStarted", month + 1, cause=None)
        live = sum(category.live for category in self.world.categories)
        kept = 2.0**(-(YEAR / 12.0) / self["region.heat_half_life"])
        for category in self.world.categories if live else []:
            category.heat = kept * category.heat + (1.0 - kept) * category.live / live
        self.roll_out()
        for family in self.world.families:
            self.refresh(family)
    def policy_changed(self, i, step):
        change, policy, self.in_force = self.world.changes[i], self.world.policy, self.event
        change.origin = change.origin if step else policy[change.name]
        due = min(next_month(self.now), change.at + change.ramp)
        way = (self.now - change.at) / change.ramp if self.now < due else 1.0
        policy[change.name] = change.origin + (change.target - change.origin) * way if way < 1.0 else change.target
        if self.now < due and not any(change.at < c.at <= due for c in self.world.changes if c.name == change.name):
            self.at(due, "PolicyChanged", i, step + 1)
        self.integrate_openness()
        for scenario in [s for firm in self.world.firms for s in firm.waiting] if change.name == "soe.openness" else []:
            self.wind_opening(scenario)
        for desk in self.desks:
            self.serve_line(desk)
        for family in self.world.families:
            self.refresh(family)
    def plan_round(self, kind, region):
        of = "matching.interval" if kind == "MatchingHeld" else "list.interval_" + ("region" if region else "national")
        interval = self[of] / self["policy.speed"]
        due = self.world.start + days(self.take("phase", kind, region) * interval)
        due += 0 if due > self.now else days(interval) * ((self.now - due) // days(interval) + 1)
        self.at(due, kind, region, cause=None)

    def region_planned(self, region):
        categories, today = self.world.categories, date_of(self.now)
        noise = numpy.array([self.take("plan noise", region, category, at=today.year) for category in categories])
        heat = numpy.array([category.heat for category in categories])
        spread = heat.std() if heat.std() > 1e-12 * (1.0 + heat.mean()) else math.inf
        scores = (heat - heat.mean()) / spread + self["region.temperature"] * noise
        ties = [self.take("plan tie", category, at=today.year) for category in categories]
        ranked = sorted(zip(scores, ties, categories), key=lambda one: one[:2], reverse=True)
        region.focus = [category for *_, category in ranked[:int(self["region.focus"])]]
        self.at(instant(today.replace(today.year + 1)), "RegionPlanned", region, cause=None)

    def wind_need(self, owner, number):
        rate = self["need.rate"] * (1.0 + self["need.focus_boost"]) * owner.size**self["need.size_exponent"]
        wait = self.take("review of owner", owner, at=number) / rate
        self.after(days(wait * YEAR), "OwnerReviewed", owner, number, cause=None)
    def owner_reviewed(self, owner, number):
        self.wind_need(owner, number + 1)
        need = owner, number
        category = self.world.categories[picked(owner.sector.needs, self.take("category", need))]
        kept = 1.0 if category in owner.region.focus else 1.0 / (1.0 + self["need.focus_boost"])
        if self.take("in focus", need) >= kept:
            return
        u, major = self.take("tier", need), self["tier.major"]
        tier = ["major", "integrated", "small"][(u >= major) + (u >= major + self["tier.integrated"])]
        self.take("value", need)
        scenario = Thing(word=self.needs, owner=owner, region=owner.region, category=category, tier=tier, trials=0,
                         listings=0, required=[], needed=[], clock=None, last=None)
        left = [t for t in self.world.technologies if t.family.id in category.families]
        for i in range(min(int(self["bundle." + tier]), len(left), 5)):
            pick = i + int(self.take("bundle", need))
            left[i], left[pick] = left[pick], left[i]
            scenario.required.append(left[i])
            scenario.needed.append(min(max(self["requirement.readiness"] + self.take("readiness", need), 4.0), 9.0))
        self.needs += 1
        self.after(0, "NeedArose", scenario)

    def need_arose(self, scenario):
        scenario.last = self.event
        if scenario.owner.owner in ("central_soe", "local_soe"):
            self.integrate_openness()
            scenario.threshold = self.opened + self.take("open clock", scenario)
            scenario.owner.waiting.append(scenario)
            self.wind_opening(scenario)
        elif self.take("open", scenario) < self["open.private"]:
            self.after(days(self.take("open delay", scenario) * (self["open.delay"] / 2.0)), "NeedOpened", scenario)
    def integrate_openness(self):
        self.opened += self.openness * ((self.now - self.opened_at) / DAY / YEAR)
        self.openness, self.opened_at = self["soe.openness"], self.now
    def wind_opening(self, scenario):
        due = self.now + days(max(0.0, scenario.threshold - self.opened) / self.openness * YEAR)
        scenario.clock = scenario.clock or self.at(due, "OpeningReached", scenario, cause=scenario.last)
        scenario.clock.time = due
    def opening_reached(self, struck):
        self.integrate_openness()
        self.take("open kind", struck.owner, at=struck.owner.openings)
        oldest, struck.clock, struck.owner.openings = struck.owner.waiting.pop(0), None, struck.owner.openings + 1
        if oldest is not struck:
            struck.threshold = oldest.threshold
            self.pending.remove(oldest.clock)
            self.wind_opening(struck)
        self.after(0, "NeedOpened", oldest, cause=oldest.last)

    def need_opened(self, scenario):
        scenario.last = self.event
        if scenario.listings <= self["matching.relists"]:
            self.waiting_lists[None if scenario.owner.owner == "central_soe" else scenario.region].append(scenario)
    unmatched = need_opened
    def list_released(self, region):
        self.plan_round("ListReleased", region)
        self.list_or_lock(self.waiting_lists[region])
    def breakthrough_made(self, technology):
        self.list_or_lock(technology.locked, self.event)
    def list_or_lock(self, waiting, cause=None):
        scenarios, waiting[:] = list(waiting), []
        for scenario in scenarios:
            missing = [needed - t.readiness for t, needed in zip(scenario.required, scenario.needed)]
            if max(missing) > 0.0:
                scenario.required[missing.index(max(missing))].locked.append(scenario)
            else:
                self.after(0, "Listed", scenario, cause=cause or scenario.last)

    def listed(self, scenario):
        scenario.last, scenario.listed_at, scenario.listings = self.event, self.now, scenario.listings + 1
        scenario.category.live += 1
        self.on_list[scenario.region].append(scenario)
        regions, number, heard = self.world.regions, scenario.listings, [scenario.owner]
        weights = [len(region.suppliers) * scenario.region.near[region] for region in regions]
        for _ in range(int(self.take("reach", scenario, at=number)) if any(weights) else 0):
            region = regions[picked(weights, self.take("who hears", scenario, at=number))]
            supplier = region.suppliers[int(self.take("who hears", scenario, at=number))]
            if supplier not in heard:
                heard.append(supplier)
                delay = self["apply.delay"] * self.take("apply delay", scenario, supplier, at=number)
                self.after(days(delay), "Applied", scenario, supplier, number)
    def room(self, supplier):
        return int(self["firm.supply_capacity"]) - supplier.contracts
    def applied(self, scenario, supplier, listing):
        if scenario not in self.on_list[scenario.region] or scenario.listings != listing:
            self.event.outcome = "too late"
        elif self.room(supplier) < 1:
            self.event.outcome = "no capacity"
        else:
            # What becomes of it is known at the round, and written beside the application then.
            self.event.outcome, own, sigma = self.row.outcome, supplier.capability, self["cognition.sigma"]
            mastery = numpy.mean([min(1.0, own[t.word] / self["cognition.full_fit"]) for t in scenario.required])
            squares = numpy.mean([(mine - theirs)**2 for mine, theirs in zip(own, scenario.owner.capability)])
            self.applications.append(Thing(scenario=scenario, supplier=supplier, event=self.event, time=self.now,
                                           fit=mastery * math.exp(-squares / (2.0 * sigma * sigma))))

    def owner_utility(self, one, equal_access):
        bias = ((self["matching.home_bias"] if one.supplier.region is one.scenario.region else 0.0) +
                (self["matching.state_bias"] if one.supplier.owner in ("central_soe", "local_soe") else 0.0) +
                self["matching.size_bias"] * math.log(one.supplier.size))
        price = (1.0 + self["matching.margin"]) * (1.0 - 0.5 * one.fit)
        return one.fit + (1.0 - equal_access) * bias - self["matching.price_weight"] * price
    def matching_held(self, region):
        self.plan_round("MatchingHeld", region)
        before = self.now - days(self["matching.interval"] / self["policy.speed"])
        number, rule, region.rounds = region.rounds, self["matching.rule"], region.rounds + 1
        ties = {s: self.take("round tie", region, s, at=number) for s in self.on_list[region] if s.listed_at <= before}
        scenarios = sorted(ties, key=ties.get)
        self.on_list[region] = [s for s in self.on_list[region] if s not in ties]
        offers = [one for one in self.applications if one.scenario in ties]
        self.applications = [one for one in self.applications if one.scenario not in ties]
        for one in offers:
            one.place, one.tie = scenarios.index(one.scenario), self.take("round tie", region, one.supplier, at=number)
            one.able = one.fit >= self["matching.reservation"]
        pairs = self.deferred_acceptance(offers) if rule == "deferred_acceptance" else self.serve(offers, rule)
        for one in offers:
            told = ("chosen" if pairs.get(one.scenario) is one else "not fit enough" if not one.able else
                    "another was preferred" if one.scenario in pairs else "no capacity")
            assert one.event.outcome == told, f"event {one.event.id}: the twin says {told}, the run {one.event.outcome}"
        for scenario in sorted(scenarios, key=lambda s: s not in pairs):
            if one := pairs.get(scenario):
                scenario.supplier, scenario.fit = one.supplier, one.fit
                one.supplier.contracts += 1
                self.after(0, "Matched", scenario, one.supplier, cause=one.event)
            else:
                scenario.category.live -= 1
                self.after(0, "Unmatched", scenario, cause=scenario.last)
    def serve(self, offers, rule):
        rank = {"administrative": lambda one: -self.owner_utility(one, 0.0), "first_come": lambda one: one.time,
                "lottery": lambda one: self.take("lottery", one.scenario, one.supplier, at=one.scenario.listings)}[rule]
        room, pairs = {one.supplier: self.room(one.supplier) for one in offers}, {}
        for one in sorted(offers, key=lambda one: (rank(one), one.place, one.tie)):
            if one.able and room[one.supplier] > 0 and one.scenario not in pairs:
                room[one.supplier] -= 1
                pairs[one.scenario] = one
        return pairs
    def deferred_acceptance(self, offers):
        """Gale and Shapley: whoever has room proposes to the best scenario not yet asked, which keeps its best."""
        left, pairs, access = {one.supplier: [] for one in offers}, {}, self["matching.equal_access"]
        for one in sorted(offers, key=lambda one: (-one.fit, one.place)):
            left[one.supplier] += [one] if one.able else []
        while True:
            used = [one.supplier for one in pairs.values()]
            free = [supplier for supplier in left if left[supplier] and used.count(supplier) < self.room(supplier)]
            if not free:
                return pairs
            one = left[free[0]].pop(0)
            rivals = [one, pairs.get(one.scenario, one)]
            pairs[one.scenario] = min(rivals, key=lambda rival: (-self.owner_utility(rival, access), rival.tie))

    def matched(self, scenario, _):
        self.after(self.lognormal("contract.time", 0.5, "contract", scenario), "Contracted", scenario)
    def review_started(self, scenario):
        stages, parallel = range(int(self["review.stages"])), self["review.parallel"]
        scenario.missing = len(stages)
        scenario.follows = [stage for stage in stages[1:] if self.take("overlap", scenario, at=stage) >= parallel]
        for stage in stages:
            if stage not in scenario.follows:
                self.submit(scenario, stage)
    def submit(self, scenario, stage):
        self.desks[stage % len(self.desks)].line.append((scenario, stage, self.event))
        self.serve_line(self.desks[stage % len(self.desks)])
    def serve_line(self, desk):
        reviewers = max(1, math.floor(self["review.servers"] * len(self.world.firms) / 1000.0 + 0.5))
        while desk.line and desk.busy < reviewers:
            (scenario, stage, cause), desk.busy = desk.line.pop(0), desk.busy + 1
            took = self["review.mean"] / self["policy.speed"] * self.take("approval", scenario, at=stage)
            self.after(days(took), "ApprovalGiven", scenario, stage, scenario.listings, cause=cause)
    def approval_given(self, scenario, stage, _):
        desk, scenario.missing = self.desks[stage % len(self.desks)], scenario.missing - 1
        desk.busy -= 1
        if scenario.missing == 0:
            self.after(0, "ReviewFinished", scenario)
        elif stage + 1 in scenario.follows:
            self.submit(scenario, stage + 1)
        self.serve_line(desk)

    def trial_started(self, scenario):
        time = self.lognormal("trial.duration." + scenario.tier, 0.5, "trial", scenario, at=scenario.trials)
        self.after(time, "TrialEnded", scenario)
    def trial_ended(self, scenario):
        number, own, scenario.trials = scenario.trials, scenario.supplier.capability, scenario.trials + 1
        odds = (self["trial.beta_base"] + self["trial.beta_fit"] * (scenario.fit - 0.5) +
                self["trial.beta_iteration"] * math.log1p(number))
        for t in scenario.required:
            own[t.word] = float(numpy.float32(own[t.word] + self["trial.capability_gain"] * (1.0 - own[t.word])))
        for family in {t.family for t in scenario.required}:
            family.experience[scenario.region] += self["trial.experience"] / self.world.scale
        if self.take("outcome", scenario, at=number) < 1.0 / (1.0 + math.exp(-odds)):
            self.event.outcome = "passed"
            delay = 15.0 + (self["validate.delay"] - 15.0) * self.take("validation", scenario)
            self.after(days(delay), "Validated", scenario)
        elif self.take("learning", scenario, at=number) < self["trial.learn"] and number + 1 < self["trial.max_trials"]:
            self.event.outcome = "failed"
            self.after(self.lognormal("trial.iter_delay", 0.5, "redesign", scenario, at=number), "Redesigned", scenario)
        else:
            self.event.outcome = "gave up"
            scenario.supplier.contracts -= 1
            scenario.category.live -= 1
