# SPDX-License-Identifier: Apache-2.0
"""Worlds of named firms as their YAML tells them, their draws, and their first day (docs/model.md, 3.1 to 3.4)."""
import datetime
import itertools
import math
from types import SimpleNamespace

import numpy
import yaml

EPOCH, DAY, YEAR, NOBODY = datetime.date(1970, 1, 1), 86_400_000_000, 365.25, 2**32 - 1


class Thing(SimpleNamespace):
    """Anything with attributes; equal to itself alone."""
    __eq__, __hash__ = object.__eq__, object.__hash__


class Draws:
    """The draws of a run by event. Their order matters only among those of one purpose within an event."""

    def __init__(self, rows):
        self.left, self.known = [], {}
        self.events = {event: list(draws) for event, draws in itertools.groupby(rows, key=lambda row: row[0])}
    def enter(self, event):
        """Goes on to the draws of an event (0: the founding) once those of the one before have all been taken."""
        assert not self.left, f"the run draws more: {self.left} (event, purpose, key, occurrence, value)"
        self.left = self.events.pop(event, [])
    def take(self, purpose, *owner, at=0):
        """What came out of the law at standard scale. One number stands for one purpose, one key for one owner."""
        for place, (_, number, key, time, _) in enumerate(self.left):
            pairs = {number: purpose, (number, key): (purpose, *owner)}
            pairs |= {twin: run for run, twin in pairs.items()}
            if time == at and all(self.known.get(one, other) == other for one, other in pairs.items()):
                self.known |= pairs
                return self.left.pop(place)[-1]
        raise AssertionError(f"the twin draws {purpose} {at}, the run only {self.left}")


def picked(weights, u):
    totals = list(itertools.accumulate(weights))
    return next(place for place, total in enumerate(totals) if total > u * totals[-1])


def instant(date):
    return (date - EPOCH).days * DAY


def date_of(time):
    return EPOCH + datetime.timedelta(time // DAY)


def next_month(time):
    return instant((date_of(time).replace(day=1) + datetime.timedelta(31)).replace(day=1))


def days(count):
    return max(0, math.floor(count * DAY))


def number(value):
    word = str(value).split()[0]
    return word if word[0].isalpha() else float(word)


def found(text, take):
    """The world on its first day, from YAML that leaves nothing to defaults; its parameters are its policy."""
    text = yaml.load(text, yaml.CSafeLoader)
    world = Thing(
        start=instant(text["world"]["start"]), end=instant(text["world"]["end"]) + DAY, scale=text["world"]["scale"],
        policy={name: number(value) for name, value in text["set"].items()}, agencies=len(text["agencies"]),
        changes=[Thing(name=name, target=number(value), at=instant(row["from"]), ramp=days(number(row.get("ramp", 0))))
                 for row in text["policy"] for name, value in row["set"].items()], technologies=[],
        regions=[Thing(**row) for row in text["regions"]["list"]],
        **{table: [Thing(**row) for row in text[table]] for table in ("families", "categories", "sectors", "firms")})
    world.real_firms = sum(region.industrial_firms for region in world.regions)
    km = {frozenset(row["between"]): number(row["distance"]) for row in text["regions"]["distances"]}
    for r, region in enumerate(world.regions):
        region.word, region.focus, region.rounds, region.coverage = r, [], 0, 0.0
        region.firms = [firm for firm in world.firms if firm.region == region.code]
        region.suppliers = [firm for firm in region.firms if firm.supplier]
        region.near = {other: math.exp(-km.get(frozenset((region.code, other.code)), 0.0) /
                                       world.policy["spill.length"]) for other in world.regions}
        for category in world.categories:
            take("advantage", region, category)
    for category in world.categories:
        category.heat, category.live = 0.0, 0
    for sector in world.sectors:
        home, count = sector.home_categories, len(world.categories)
        sector.needs = [(1.0 - 0.7) / count + (0.7 / len(home) if c.id in home else 0.0) for c in world.categories]
    components = int(world.policy["tech.count_components"])
    for f, family in enumerate(world.families):
        family.word, bottleneck = f, take("bottleneck", family)
        for who in ["core", *range(components)]:
            level = family.bottleneck_readiness if who == bottleneck else family.core_readiness - (who != "core")
            world.technologies.append(Thing(word=len(world.technologies), family=family, bottleneck=who == bottleneck,
                                            readiness=float(level), builds_on=[], drawn=0, worked_on=False, locked=[]))
        family.core, *parts = world.technologies[-1 - components:]
        family.core.builds_on = [part for part in parts if not part.bottleneck]
        family.experience, family.users = dict.fromkeys(world.regions, 0.0), {region: [] for region in world.regions}
        family.clocks = {region: Thing(integral=0.0, since=0.0, rate=0.0, bound=0.0, event=None, close=False,
                                       passages=[]) for region in world.regions}
    found_firms(world, world.policy, take)
    return world


def found_firms(world, policy, take):
    least, most, tail = (policy["firm.size_" + end] for end in ("min", "max", "tail"))
    median = least * (1.0 - 0.5 * (1.0 - (least / most)**tail))**(-1.0 / tail)
    for i, firm in enumerate(world.firms):
        revenue = number(firm.size)
        firm.word, firm.size, firm.value_added = i, revenue / median, revenue * policy["firm.value_added_share"]
        firm.region = next(region for region in world.regions if region.code == firm.region)
        firm.sector = next(sector for sector in world.sectors if sector.id == firm.sector)
        firm.research = revenue * (policy["firm.rd_intensity"] * math.exp(0.8 * take("firm research", firm)))
        firm.waiting, firm.openings, firm.contracts, firm.busy, firm.paused = [], 0, 0, False, {}
        firm.installed, firm.ordered, firm.passages = set(), set(), dict.fromkeys(world.families, 0)
        take("age", firm)
    for region in world.regions:
        wanted = number(region.research_enterprise) * len(region.firms) / region.industrial_firms
        sum_drawn = sum(firm.research for firm in region.firms)
        for firm in region.firms:
            firm.research *= wanted / sum_drawn
    for firm in world.firms:
        base, noise = policy["firm.capability_base"], policy["firm.capability_noise"]
        draws = [(base if t.family.id in firm.sector.families else base / 2) + noise * take("capability", firm, t)
                 for t in world.technologies]
        firm.capability = numpy.clip(draws, 0.0, 1.0).astype("f4").tolist()
    for firm in world.firms:
        take("ties", firm)
