# SPDX-License-Identifier: Apache-2.0
"""Calendar, policy, plans, and scenarios from need to application (docs/model.md, 3.3)."""
import itertools
import math

from chance import child
from world import DAY, GOVERNMENT, Thing, day_of, days, in_years, instant, next_month, years

TIERS = ["major", "integrated", "small"]
LIVE = ["listed", "matched", "in review", "in trial", "redesign", "succeeded"]


def standardised(values):
    mean = sum(values) / len(values)
    sd = math.sqrt(sum((value - mean) * (value - mean) for value in values) / len(values))
    return [(value - mean) / sd if sd > 1e-12 * (1.0 + abs(mean)) else 0.0 for value in values]


class Pipeline:
    """What agencies and owners do; methods named as events are what an event does."""

    def policy_step(self, i, step):
        change = self.world.changes[i]
        end, dates = change.at + change.ramp, [change.at]
        while dates[-1] < end:
            dates.append(min(next_month(dates[-1]), end))
        if step == 0:
            change.origin = self.policy[change.parameter]
        if step + 1 == len(dates):
            self.policy[change.parameter] = change.target
        else:
            x = (self.now - change.at) / change.ramp
            if change.shape == "logistic":
                low, here, high = (1.0 / (1.0 + math.exp(-10.0 * (way - 0.5))) for way in (0.0, x, 1.0))
                x = (here - low) / (high - low)
            self.policy[change.parameter] = change.origin + (change.target - change.origin) * x
            self.at(dates[step + 1], "PolicyChanged", i, step + 1)
        self.in_force = self.event

    def year_started(self, year):
        self.at(instant(year + 1), "YearStarted", year + 1, cause=None)
        share = self.policy["region.budget"]
        self.credit = {region: share * region.research_government * self.world.scale for region in self.world.regions}
        self.credit["nation"] = self.policy["ndrc.budget"] * (len(self.world.firms) / 1000.0)

    def next_round(self, key, interval):
        first = self.world.start + days(self.chance("phase", key).uniform() * interval)
        return first if first > self.now else first + days(interval) * ((self.now - first) // days(interval) + 1)

    # Regional plans

    def plan_next(self, region):
        year = day_of(self.now).year
        this = instant(year, 1, 31)
        self.at(this if this > self.now else instant(year + 1, 1, 31), "RegionPlanned", region, cause=None)

    def warm_up(self):
        live = sum(category.live for category in self.world.categories)
        kept = 2.0**(-(365.25 / 12.0) / self.policy["region.heat_half_life"])
        for category in self.world.categories if live else []:
            category.heat = kept * category.heat + (1.0 - kept) * category.live / live

    def region_planned(self, region):
        policy, categories, year = self.policy, self.world.categories, day_of(self.now).year
        own = [category.success[region] for category in categories]
        heat, advantage = standardised([category.heat for category in categories]), standardised(region.advantage)
        success, delta = standardised([s / max(1.0, sum(own)) for s in own]), policy["region.differentiation"]
        ranks = []
        for d, category in enumerate(categories):
            noise = self.chance("plan noise", child(region.key, category.key), year)
            score = ((1.0 - delta) * heat[d] + delta * advantage[d] + policy["region.success_weight"] * success[d] +
                     noise.gumbel(policy["region.temperature"]))
            ranks.append((score, self.chance("plan tie", category.key, year).uniform(), d))
        region.focus = [categories[d] for *_, d in sorted(ranks)[::-1][:int(policy["region.focus"])]]
        self.plan_next(region)

    # Needs

    def need_rate(self, owner):
        boost = 1.0 + self.policy["need.focus_boost"]
        if owner.word >= GOVERNMENT:
            return self.policy["need.government_rate"] * boost * len(owner.region.firms) / 1000.0
        return self.policy["need.rate"] * boost * owner.size**self.policy["need.size_exponent"]

    def wind_need(self, owner, number):
        owner.rate = self.need_rate(owner)
        wait = self.chance("review of owner", owner.key, number).exponential(1.0 / owner.rate)
        owner.clock = self.after(years(wait), "OwnerReviewed", owner, number, cause=None)

    def bend_needs(self):
        for owner in self.world.owners:
            before, owner.rate = owner.rate, self.need_rate(owner)
            if owner.rate != before:
                left = (owner.clock.time - self.now) / DAY
                self.move(owner.clock, self.now + days(left * (before / owner.rate)))

    def owner_reviewed(self, owner, number):
        self.wind_need(owner, number + 1)
        world, policy, key = self.world, self.policy, child(child(owner.key, "need"), number)
        shares = owner.sector.needs if owner.word < GOVERNMENT else [float(c.governmental) for c in world.categories]
        if not any(shares):
            return
        category = world.categories[self.chance("category", key).weighted(shares)]
        kept = 1.0 if category in owner.region.focus else 1.0 / (1.0 + policy["need.focus_boost"])
        if self.chance("in focus", key).uniform() >= kept:
            return
        u, major = self.chance("tier", key).uniform(), policy["tier.major"]
        tier = TIERS[(u >= major) + (u >= major + policy["tier.integrated"])]
        value = self.chance("value", key).lognormal(policy["value." + tier], 0.6)
        scenario = Thing(word=next(self.scenarios), key=key, owner=owner, region=owner.region, category=category,
                         value=value * owner.size**policy["value.size_exponent"], tier=tier, state="need", trials=0,
                         listings=0, required=[], needed=[], clock=None, last=None)
        left = [t for t in world.technologies if t.family.id in category.families]
        choice, level = self.chance("bundle", key), self.chance("readiness", key)
        for i in range(min(int(policy["bundle." + tier]), len(left), 5)):
            pick = i + choice.integer(len(left) - i)
            left[i], left[pick] = left[pick], left[i]
            scenario.required.append(left[i])
            scenario.needed.append(min(max(level.normal(policy["requirement.readiness"], 1.0), 4.0), 9.0))
        self.after(0, "NeedArose", scenario)

    def enter(self, scenario, state):
        scenario.category.live += (state in LIVE) - (scenario.state in LIVE)
        scenario.state = state

    # Opening

    def need_arose(self, scenario):
        scenario.last = self.event
        if scenario.owner.state_owned:
            self.integrate_openness()
            scenario.threshold = self.opened + self.chance("open clock", scenario.key).exponential(1.0)
            scenario.owner.waiting.append(scenario)
            self.wind_opening(scenario)
        elif (scenario.owner.word >= GOVERNMENT or
              self.chance("open", scenario.key).uniform() < self.policy["open.private"]):
            delay = self.chance("open delay", scenario.key).gamma(2.0, self.policy["open.delay"])
            self.after(days(delay), "NeedOpened", scenario)

    def integrate_openness(self):
        self.opened += self.openness * in_years(self.now - self.opened_at)
        self.openness, self.opened_at = self.policy["soe.openness"], self.now

    def wind_opening(self, scenario):
        due = self.now + years(max(0.0, scenario.threshold - self.opened) / self.openness)
        if scenario.clock:
            self.move(scenario.clock, due)
        else:
            scenario.clock = self.at(due, "OpeningReached", scenario, cause=scenario.last)

    def bend_openings(self):
        changed = self.policy["soe.openness"] != self.openness
        self.integrate_openness()
        for scenario in itertools.chain(*(firm.waiting for firm in self.world.firms)) if changed else []:
            self.wind_opening(scenario)

    def opening_reached(self, struck):
        self.integrate_openness()
        owner, struck.clock = struck.owner, None
        by_value = self.chance("open kind", owner.key, owner.openings).uniform() < self.policy["soe.high_value_share"]
        owner.openings += 1
        chosen = max(owner.waiting, key=lambda s: s.value) if by_value else owner.waiting[0]
        if chosen is not struck:
            struck.threshold = chosen.threshold
            self.cancel(chosen.clock)
            self.wind_opening(struck)
        owner.waiting.remove(chosen)
        self.after(0, "NeedOpened", chosen, cause=chosen.last)

    def need_opened(self, scenario):
        scenario.last = self.event
        self.wait_for_list(scenario)

    # Lists and applications

    def wait_for_list(self, scenario):
        self.enter(scenario, "identified")
        self.waiting_lists[None if scenario.owner.owner == "central_soe" else scenario.region].append(scenario)

    def plan_list(self, region):
        key = child(region.key, "list") if region else child(0, "national list")
        interval = self.policy["list.interval_region" if region else "list.interval_national"]
        due = self.next_round(key, interval / self.policy["policy.speed"])
        self.at(due, "ListReleased", region, cause=None)

    def gap(self, scenario):
        """How far the technology that misses most falls short, and which it is."""
        missing = [needed - t.readiness for t, needed in zip(scenario.required, scenario.needed)]
        return max(0.0, *missing), scenario.required[missing.index(max(missing))]

    def list_released(self, region):
        self.plan_list(region)
        waiting, self.waiting_lists[region] = self.waiting_lists[region], []
        for scenario in waiting:
            self.list_or_lock(scenario, scenario.last)

    def list_or_lock(self, scenario, cause):
        missing, technology = self.gap(scenario)
        if missing > self.policy["trial.max_gap"]:
            self.enter(scenario, "locked")
            technology.locked.append(scenario)
        else:
            self.after(0, "Listed", scenario, cause=cause)

    def breakthrough_made(self, technology):
        waiting, technology.locked = technology.locked, []
        for scenario in waiting:
            self.list_or_lock(scenario, self.event)

    def unmatched(self, scenario):
        scenario.last = self.event
        if scenario.listings <= self.policy["matching.relists"]:
            self.wait_for_list(scenario)
        else:
            self.enter(scenario, "unmatched")

    def listed(self, scenario):
        scenario.last, scenario.listed_at = self.event, self.now
        self.enter(scenario, "listed")
        scenario.listings += 1
        self.on_list[scenario.region].append(scenario)
        regions, home, number = self.world.regions, scenario.region, scenario.listings
        audiences = [len(r.suppliers) if r is home else r.supplier_firms for r in regions]
        totals = list(itertools.accumulate(count * home.near[r] for count, r in zip(audiences, regions)))
        reach = self.chance("reach", scenario.key, number).poisson(self.policy["apply.reach"])
        choice, heard = self.chance("who hears", scenario.key, number), [scenario.owner]
        for _ in range(reach if totals[-1] > 0.0 else 0):
            r = choice.by_totals(totals)
            supplier = regions[r].suppliers[choice.integer(audiences[r])]
            if supplier not in heard:
                heard.append(supplier)
                delay = self.chance("apply delay", child(scenario.key, supplier.key), number)
                self.after(days(delay.exponential(self.policy["apply.delay"])), "Applied", scenario, supplier, number)
