# SPDX-License-Identifier: Apache-2.0
"""Research, coverage, templates, influence and adoption (docs/model.md, 3.3)."""
import heapq
import math

from world import DAY, YEAR, Thing, days, picked


class Spread:
    """How technology grows and spreads; methods named as events are what an event does."""

    def fill_places(self):
        teams, new = self.world.firms, []
        while choices := [t for t in self.world.technologies if t.readiness < 9.0 and not t.worked_on and
                          all(part.readiness >= self["research.prerequisite"] for part in t.builds_on)]:
            first = choices[0]
            weights = [0.0 if team.busy else team.capability[first.word] * team.research for team in teams]
            if sum(weights) <= 0.0:
                break
            team = teams[picked(weights, self.take("team", first, at=first.drawn))]
            chosen = max(choices, key=lambda t: team.capability[t.word])
            new.append(Thing(word=self.projects, technology=chosen, team=team, steps=0, readiness=chosen.readiness))
            chosen.worked_on, team.busy = True, True
            first.drawn, self.projects = first.drawn + 1, self.projects + 1
        self.usual_effort = self.usual_effort or sum(project.team.research for project in new) / len(new)
        for project in new:
            self.take_step(project)
    def take_step(self, project):
        speed = ((project.team.research / self.usual_effort)**self["research.funding_elasticity"] /
                 (self["research.bottleneck_factor"] if project.technology.bottleneck else 1.0))
        mean = self["research.step_years.%d" % min(max(math.floor(project.readiness), 4), 8)] / speed
        time = self.take("step", project, at=project.steps) * (mean / self["research.step_shape"])
        self.after(days(time * YEAR), "ReadinessStepped", project)
    def readiness_stepped(self, project):
        technology, number, project.steps = project.technology, project.steps, project.steps + 1
        abandoned = self.take("step outcome", project, at=number) < self["research.abandon"]
        self.event.outcome = "abandoned" if abandoned else "a level up"
        if not abandoned:
            project.readiness = technology.readiness = min(9.0, project.readiness + 1.0)
            if technology.bottleneck:
                self.after(0, "BreakthroughMade", technology)
        if abandoned or project.readiness >= 9.0:
            technology.worked_on = project.team.busy = False
        else:
            self.take_step(project)
        self.fill_places()
        if not technology.bottleneck:
            self.breakthrough_made(technology)
        if technology is technology.family.core:
            self.refresh(technology.family)

    def validated(self, scenario):
        scenario.supplier.contracts -= 1
        scenario.category.live -= 1
        families = sorted({technology.family for technology in scenario.required}, key=lambda family: family.word)
        solution = next((t for t in self.templates if (t.category, t.families) == (scenario.category, families)), None)
        if not solution:
            cases, exposure = (dict.fromkeys(self.world.regions, 0.0) for _ in range(2))
            solution = Thing(word=len(self.templates), families=families, number=sum(1 << f.word for f in families),
                             category=scenario.category, first={}, cases=cases, exposure=exposure)
            self.templates.append(solution)
        for region in self.world.regions:
            solution.cases[region] += region.near[scenario.region]
        solution.first.setdefault(scenario.region, self.event)
    def known_case(self, solution, firm):
        """The first validation in the firm's own region, or in the nearest that has one."""
        return solution.first[max((firm.region.near[r], -r.word, r) for r in solution.first)[2]]
    def roll_out(self):
        p, q, hazard = self["coverage.p"], self["coverage.q"], -math.log1p(-self["spill.aware"])
        for region in self.world.regions:
            t = (self.now - self.world.start) / DAY / YEAR - (0.0 if region.coastal else self["coverage.coast_lead"])
            decay = math.exp(-(p + q) * t)
            region.coverage = (1.0 - decay) / (1.0 + q / p * decay) if t > 0.0 else 0.0
            around = sum(near * len(other.firms) for other, near in region.near.items()) / 1000.0
            for solution in self.templates:
                solution.exposure[region] += hazard * solution.cases[region] / around

    def enrol(self, firm, family):
        clock, number = family.clocks[firm.region], firm.passages[family]
        firm.passages[family] += 1
        wait = self.take("influence", firm, family, at=number) / firm.size**self["adoption.size_slope"]
        heapq.heappush(clock.passages, (clock.integral + wait, firm.word))
    def open_family(self, family, region):
        covered = not family.needs_coverage or region.coverage >= self["coverage.threshold"]
        return covered and family.core.readiness >= self["adoption.readiness"]
    def hazards(self, family, region):
        p, q = self["adoption.p." + family.id], self["adoption.q." + family.id]
        return [q * len(family.users[region]) / len(region.firms), p]
    def refresh(self, family):
        """The clocks of a family take up what has changed; a higher rate moves them now, a lower when they strike."""
        for region, clock in family.clocks.items():
            self.integrate(clock)
            clock.rate = sum(self.hazards(family, region)) if self.open_family(family, region) else 0.0
            if clock.rate > clock.bound or clock.rate == 0.0:
                self.wind_influence(clock, region, family)
    def integrate(self, clock):
        now = (self.now - self.world.start) / DAY / YEAR
        clock.integral, clock.since = clock.integral + clock.rate * (now - clock.since), now
    def wind_influence(self, clock, region, family):
        clock.bound, due = clock.rate * (1.0 if clock.close else 1.0 + 0.02), math.inf
        if clock.rate > 0.0:
            due = self.now + days(max(0.0, clock.passages[0][0] - clock.integral) / clock.bound * YEAR) + 1
        clock.event = clock.event or self.at(due, "InfluenceReached", region, family, 0, cause=None)
        clock.event.time = due
    def influence_reached(self, region, family, _):
        clock = family.clocks[region]
        clock.event, clock.close, self.event.outcome = None, True, "put off"
        self.integrate(clock)
        while self.passed(clock):
            firm = self.world.firms[heapq.heappop(clock.passages)[1]]
            number, clock.close, self.event.outcome = firm.passages[family], False, "none"
            self.enrol(firm, family)
            outside = picked(self.hazards(family, region), self.take("influence cause", firm, family, at=number))
            cause = self.in_force if outside else family.users[region][
                int(self.take("influence cause", firm, family, at=number))]
            self.after(0, "AdoptionConsidered", firm, family, None, number, cause=cause)
        self.wind_influence(clock, region, family)
    def passed(self, clock):
        """Whether the next threshold is passed; the run decides where rounding would."""
        left, by_rounding = clock.passages[0][0] - clock.integral, clock.close and self.row.outcome == "none"
        return left <= 0.0 if abs(left) > 1e-14 * max(1.0, clock.integral) else by_rounding

    def adoption_considered(self, firm, family, _, number):
        if self.now < firm.paused.get(family, self.now):
            return "paused"
        if not self.open_family(family, firm.region):
            return "not ready" if family.core.readiness < self["adoption.readiness"] else "no coverage"
        firm.paused[family] = self.now + days(self["adoption.pause"])
        benefit, cost, families, solution = self.best(firm, family)
        if not families and not solution:
            return "held already"
        if benefit < (1.0 + self["firm.risk_aversion"]) * cost:
            return "not worth it"
        firm.ordered.update(families)
        self.event.through = self.known_case(solution, firm) if solution else None
        factory = solution and any(new.needs_coverage for new in families)
        law = ("factory.build", 0.3, "factory") if factory else ("adoption.install", 0.5, "installation")
        wait = self.lognormal(*law, firm, family, at=2 * number)
        self.after(wait, "Installed", firm, solution, sum(1 << new.word for new in families), family)
        return "adopted"
    def gain(self, n):
        return self["tech.productivity"] * float(n)**self["synergy.overlap"]
    def cost(self, firm, family):
        weights = {r: near * (1.0 if r is firm.region else self["spill.pool"]) for r, near in firm.region.near.items()}
        known = sum(weight * family.experience[r] for r, weight in weights.items()) * 1000.0 / self.world.real_firms
        learnt = (1.0 + known)**math.log2(1.0 - self["learning.rate." + family.id])
        return firm.size**self["cost.size_exponent"] * self["cost.initial." + family.id] * learnt
    def best(self, firm, family):
        """Benefit, cost and families of what is worth most: the family by itself, or what is missing of a template."""
        held, horizon, discount = firm.installed | firm.ordered, self["adoption.horizon"], self["adoption.discount"]
        worth = firm.value_added * (1.0 - (1.0 + discount)**-horizon) / discount
        costs, best = {one: self.cost(firm, one) for one in self.world.families}, (0.0, 0.0, [], None)
        concerning = [t for t in sorted(self.templates, key=lambda t: t.number) if family in t.families and
                      firm.sector.needs[self.world.categories.index(t.category)] >= 0.03]
        for solution in [None] + concerning:
            families = solution.families if solution else [family]
            new, exposure = [t for t in families if t not in held], solution and solution.exposure[firm.region]
            benefit, cost = (self.gain(len(held) + len(new)) - self.gain(len(held))) * worth, sum(costs[t] for t in new)
            covered = firm.region.coverage >= self["coverage.threshold"] or not any(t.needs_coverage for t in new)
            better = solution and benefit > 0.0 and benefit - cost > best[0] - best[1]
            if new and not solution or (better and covered and exposure > 0.0 and
                                        self.take("awareness", firm, solution) <= exposure):
                best = benefit, cost, new, solution
        return best
    def installed(self, firm, solution, families, _):
        new = [family for family in self.world.families if families >> family.word & 1]
        firm.installed, firm.ordered = firm.installed | set(new), firm.ordered - set(new)
        self.event.through = self.known_case(solution, firm) if solution else None
        for family in new:
            family.experience[firm.region] += 1.0 / self.world.scale
            family.users[firm.region].append(self.event)
            self.refresh(family)
