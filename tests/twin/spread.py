# SPDX-License-Identifier: Apache-2.0
"""Coverage, templates, influence and adoption (docs/model.md, 3.3)."""
import heapq
import itertools
import math

from chance import child
from world import Thing, days, in_years, years


class Spread:
    """How solutions and technology spread; methods named as events are what an event does."""

    def roll_out(self):
        p, q = self.policy["coverage.p"], self.policy["coverage.q"]
        for region in self.world.regions:
            t = in_years(self.now - self.world.start) - (0.0 if region.coastal else self.policy["coverage.coast_lead"])
            decay = math.exp(-(p + q) * t)
            region.coverage = (1.0 - decay) / (1.0 + q / p * decay) if t > 0.0 else 0.0

    # Templates

    def validated(self, scenario):
        self.enter(scenario, "validated")
        scenario.supplier.contracts -= 1
        scenario.category.success[scenario.region] += 1.0
        families = sorted({technology.family for technology in scenario.required}, key=lambda family: family.word)
        number = sum(1 << family.word for family in families)
        known = [t for t in self.templates if (t.category, t.number) == (scenario.category, number)]
        if not known:
            nothing = dict.fromkeys(self.world.regions, 0.0)
            known = [Thing(word=len(self.templates), key=child(scenario.category.key, number), families=families,
                           number=number, category=scenario.category, first={}, cases=nothing, exposure=dict(nothing))]
            self.templates += known
        for region in self.world.regions:
            known[0].cases[region] += region.near[scenario.region]
        known[0].first.setdefault(scenario.region, self.event)

    def spread_awareness(self):
        hazard = -math.log1p(-self.policy["spill.aware"])
        for solution, region in itertools.product(self.templates, self.world.regions):
            around = sum(near * len(other.firms) for other, near in region.near.items()) / 1000.0
            solution.exposure[region] += hazard * solution.cases[region] / around

    def knows(self, firm, solution):
        draw = self.chance("awareness", child(firm.key, solution.key)).exponential(1.0)
        return 0.0 < solution.exposure[firm.region] >= draw

    def known_case(self, solution, firm):
        """The first validation in the firm's own region, or in the nearest that has one."""
        return solution.first[max((firm.region.near[r], -r.word, r) for r in solution.first)[2]]

    # Influence

    def begin_influence(self):
        world, policy = self.world, self.policy
        for region in world.regions:
            total = sum(near * len(other.firms) for other, near in region.near.items() if other is not region)
            region.home = policy["spill.home_share"] if total > 0.0 else 1.0
            region.abroad = {r: near / total for r, near in region.near.items() if r is not region and total > 0.0}
        for firm in world.firms:
            firm.reach = firm.size**policy["adoption.size_slope"]
        for family in world.families:
            family.past, family.crowding = [], 1.0
            family.clocks = {
                (area, tied): Thing(integral=0.0, since=0.0, rate=0.0, bound=0.0, event=None, passages=[], close=False)
                for area in world.regions for tied in (0, 1)}
            for firm in world.firms:
                self.enrol(firm, family)
            self.refresh(family)

    def enrol(self, firm, family):
        clock = family.clocks[firm.region, int(bool(firm.ties))]
        draw = self.chance("influence", child(firm.key, family.key), firm.passages[family])
        firm.passages[family] += 1
        heapq.heappush(clock.passages, (clock.integral + draw.exponential(1.0) / firm.reach, firm.word))

    def open_family(self, family, region):
        covered = not family.needs_coverage or region.coverage >= self.policy["coverage.threshold"]
        return covered and family.core.readiness >= self.policy["adoption.readiness"]

    def of(self, name, family):
        return self.policy[name + "." + family.id]

    def refresh(self, family):
        """The clocks of a family take up what has changed; a higher rate moves them now, a lower when they strike."""
        for (region, tied), clock in family.clocks.items():
            self.integrate(clock)
            abroad = sum(weight * len(family.users[r]) for r, weight in region.abroad.items())
            inside = (region.home * (0.5 if tied else 1.0) * (len(family.users[region]) / len(region.firms)) +
                      (1.0 - region.home) * abroad)
            clock.rate = ((self.of("adoption.p", family) + self.of("adoption.q", family) * inside) * family.crowding
                          if self.open_family(family, region) else 0.0)
            if clock.passages and (clock.rate > clock.bound or clock.rate == 0.0):
                self.wind_influence(clock, region, family, tied)

    def integrate(self, clock):
        now = in_years(self.now - self.world.start)
        clock.integral, clock.since = clock.integral + clock.rate * (now - clock.since), now

    def wind_influence(self, clock, region, family, tied):
        self.cancel(clock.event if clock.rate == 0.0 else None)
        clock.bound = clock.rate * (1.0 if clock.close else 1.0 + 0.02)
        if clock.rate == 0.0:
            clock.event = None
            return
        due = self.now + years(max(0.0, clock.passages[0][0] - clock.integral) / clock.bound) + 1
        if clock.event:
            self.move(clock.event, due)
        else:
            clock.event = self.at(due, "InfluenceReached", region, family, tied, cause=None)

    def influence_reached(self, region, family, tied):
        clock = family.clocks[region, tied]
        clock.event, clock.close, self.event.outcome = None, True, "put off"
        self.integrate(clock)
        while self.passed(clock):
            firm = self.world.firms[heapq.heappop(clock.passages)[1]]
            number = firm.passages[family]
            self.enrol(firm, family)
            clock.close, self.event.outcome = False, ""
            cause = self.influence_cause(firm, family, number)
            self.after(0, "AdoptionConsidered", firm, family, None, number, cause=cause)
        self.wind_influence(clock, region, family, tied)

    def passed(self, clock):
        """Whether the next threshold is passed; the run decides where rounding would."""
        left = clock.passages[0][0] - clock.integral
        if abs(left) > 1e-14 * max(1.0, clock.integral):
            return left <= 0.0
        return clock.close and self.expected_outcome() == ""

    def influence_cause(self, firm, family, number):
        q, home, sources, weights = self.of("adoption.q", family), firm.region, list(family.users.values()), []
        for region, users in family.users.items():
            share = home.home * (0.5 if firm.ties else 1.0) / len(home.firms)
            weights.append(q * (share if region is home else (1.0 - home.home) * home.abroad[region]) * len(users))
        stream = self.chance("influence cause", child(firm.key, family.key), number)
        source = stream.weighted(weights + [self.of("adoption.p", family)])
        return self.in_force if source == len(weights) else sources[source][stream.integer(len(sources[source]))]

    def arm_tie(self, firm, source, family, number, cause):
        rate = self.of("adoption.q", family) * firm.region.home * 0.5 / len(firm.ties) * firm.reach
        draw = self.chance("tie", child(child(firm.key, source.key), family.key), number)
        self.after(years(draw.exponential(1.0 / rate)), "AdoptionConsidered", firm, family, source, number, cause=cause)

    def month_of_influence(self):
        for family in self.world.families:
            share = sum(len(users) for users in family.users.values()) / len(self.world.firms)
            growth = share - (family.past[-12] if len(family.past) >= 12 else 0.0)
            family.crowding = math.exp(self.policy["adoption.stock"] * share + self.policy["adoption.order"] * growth)
            family.past.append(share)
            self.refresh(family)

    # Adoption

    def adoption_considered(self, firm, family, tie, number):
        self.event.outcome = self.obstacle(firm, family, tie, number) or self.decide(firm, family, tie, number)
        if tie:
            self.arm_tie(firm, tie, family, number + 1, self.event.cause)

    def obstacle(self, firm, family, tie, number):
        if self.now < firm.paused.get(family, self.now):
            return "paused"
        if family.core.readiness < self.policy["adoption.readiness"]:
            return "not ready"
        if not self.open_family(family, firm.region):
            return "no coverage"
        key = child(child(firm.key, tie.key), family.key) if tie else 0
        return "put off" if tie and self.chance("tie thinning", key, number).uniform() >= family.crowding else ""

    def decide(self, firm, family, tie, number):
        firm.paused[family] = self.now + days(self.policy["adoption.pause"])
        always = self.policy["adoption.decision"] == "always"
        choice = self.best(firm, family, [] if always else self.templates)
        if not choice.families and not choice.solution:
            return "held already"
        if not always and choice.benefit < (1.0 + self.policy["firm.risk_aversion"]) * choice.cost:
            return "not worth it"
        firm.ordered.update(choice.families)
        if choice.solution:
            firm.premium = max(firm.premium, self.premium(len(choice.solution.families)))
            self.event.through = self.known_case(choice.solution, firm)
        key = child(firm.key, family.key)
        factory = choice.solution and any(new.needs_coverage for new in choice.families)
        purpose, time, sigma = (("factory", "factory.build", 0.3) if factory else
                                ("installation", "adoption.install", 0.5))
        wait = self.chance(purpose, child(key, tie.key) if tie else key, 2 * number + bool(tie))
        self.after(days(wait.lognormal(self.policy[time], sigma)), "Installed", firm, choice.solution,
                   sum(1 << new.word for new in choice.families), family)
        return "adopted"

    def gain(self, n, overlap="synergy.overlap"):
        return self.policy["tech.productivity"] * float(n)**self.policy[overlap]

    def premium(self, n):
        v, pair, gate = (self.policy[name] for name in ("tech.productivity", "synergy.pair", "synergy.gate"))
        return (self.gain(n, "synergy.overlap_integrated") - self.gain(n) + pair * v * n * (n - 1.0) / 2.0 +
                gate * n * v) if n > 1 else 0.0

    def cost(self, firm, family):
        elsewhere = sum(near * family.experience[r] for r, near in firm.region.near.items() if r is not firm.region)
        known = (family.experience[firm.region] + self.policy["spill.pool"] * elsewhere) / self.real_thousands
        wright = self.of("cost.initial", family) * (1.0 + known)**math.log2(1.0 - self.of("learning.rate", family))
        return firm.size**self.policy["cost.size_exponent"] * wright

    def best(self, firm, family, templates):
        """The choice of highest benefit less cost: the family by itself, or a template that holds it."""
        policy, held = self.policy, firm.installed | firm.ordered
        horizon, discount = policy["adoption.horizon"], policy["adoption.discount"]
        worth = firm.value_added * ((1.0 - (1.0 + discount)**-horizon) / discount if discount > 0.0 else horizon)
        costs = {one: self.cost(firm, one) for one in self.world.families}
        gain, best = self.gain(len(held)), Thing(families=[], solution=None, benefit=0.0, cost=0.0)
        if family not in held:
            best = Thing(families=[family], solution=None, benefit=(self.gain(len(held) + 1) - gain) * worth,
                         cost=costs[family])
        for solution in sorted(templates, key=lambda t: t.number):
            new, pairs = [t for t in solution.families if t not in held], itertools.combinations(solution.families, 2)
            more = (self.gain(len(held) + len(new)) - gain +
                    max(0.0, self.premium(len(solution.families)) - firm.premium))
            other = Thing(families=new, solution=solution, benefit=more * worth, cost=sum(costs[one] for one in new) +
                          policy["integration.pair"] * sum(math.sqrt(costs[t] * costs[u]) for t, u in pairs))
            concerns = firm.sector.needs[self.world.categories.index(solution.category)] >= 0.03
            covered = firm.region.coverage >= policy["coverage.threshold"] or not any(t.needs_coverage for t in new)
            better = other.benefit > 0.0 and other.benefit - other.cost > best.benefit - best.cost
            if family in solution.families and concerns and covered and better and self.knows(firm, solution):
                best = other
        return best

    def installed(self, firm, solution, families, _):
        new = [family for family in self.world.families if families >> family.word & 1]
        firm.installed.update(new)
        firm.ordered.difference_update(new)
        if solution:
            self.event.through = self.known_case(solution, firm)
        for family in new:
            family.experience[firm.region] += 1.0 / self.world.scale
            family.users[firm.region].append(self.event)
            self.refresh(family)
            for other in firm.ties:
                self.arm_tie(other, firm, family, 0, self.event)
