# SPDX-License-Identifier: Apache-2.0
"""Worlds of named firms as their YAML tells them, and their first day (docs/model.md, 3.1 and 3.2)."""
import datetime
import functools
import itertools
import math
import pathlib
import re
import struct
from types import SimpleNamespace

import yaml

from chance import Stream, child

ROOT = pathlib.Path(__file__).resolve().parents[2]
DAY = 86_400_000_000
INSTITUTE, GOVERNMENT, NOBODY = 1 << 30, 2 << 30, 2**32 - 1
OWNERS = ["central_soe", "local_soe", "private_large", "sme", "foreign"]

# The mechanisms that the twin plays; it puts all others to their neutral values, and these parameters to the given.
PLAYED = ["founding", "funding", "planning", "needs", "opening", "listing", "application", "matching", "contracting",
          "review", "trial", "validation", "research", "coverage", "adoption", "influence"]
NEUTRAL_TOO = {}


class Thing(SimpleNamespace):
    """Anything with attributes; equal to itself alone."""
    __eq__, __hash__ = object.__eq__, object.__hash__


def instant(year, month=1, day=1):
    return (datetime.date(year, month, day) - datetime.date(1970, 1, 1)).days * DAY


def day_of(time):
    return datetime.date(1970, 1, 1) + datetime.timedelta(time // DAY)


def next_month(time):
    return instant(day_of(time).year + day_of(time).month // 12, day_of(time).month % 12 + 1)


def days(count):
    return max(0, math.floor(count * DAY))


def years(count):
    return days(count * 365.25)


def in_years(span):
    return span / DAY / 365.25


def single(x):
    """Rounded to single precision, in which capabilities are kept."""
    return struct.unpack("f", struct.pack("f", x))[0]


def number(text):
    found = re.match(r"([-+]?[\d.]+(?:e[-+]?\d+)?) *(%?)", str(text))
    return float(found[1]) / (100 if found[2] else 1) if found else text


@functools.cache
def described():
    """The rows of the tables of parameters in docs/model.md, by name, in their order."""
    rows, text = {}, (ROOT / "docs/model.md").read_text(encoding="utf-8")
    for mechanism, table in re.findall(r"<!-- fields:begin (\w+) -->(.*?)<!-- fields:end -->", text, re.S):
        for name, *cells in re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|", table, re.M):
            rows[name] = Thing(mechanism=mechanism, unit=cells[0], default=cells[1], range=cells[2], neutral=cells[3])
    return rows


def written(name, value):
    """A value as YAML and the command line want it."""
    row = described().get(name) or described()[name.rpartition(".")[0] + ".<family>"]
    return f"{value} {row.unit}" if re.search("year|day|cny|km|firm", row.unit) else value


def neutral(families):
    """What leaves the mechanisms that the twin does not play without a trace."""
    result = {name: written(name, value) for name, value in NEUTRAL_TOO.items()}
    for name, row in described().items():
        for family in families if "<family>" in name else [""]:
            if row.mechanism not in PLAYED and row.neutral != "–":
                value = number(row.neutral)
                whole = isinstance(value, float) and value.is_integer()
                result[name.replace("<family>", family)] = written(name, int(value) if whole else value)
    return result


def read(path):
    """The description of a world, with its parameters as policy."""
    text = yaml.safe_load(path.read_text(encoding="utf-8"))
    start, end = (instant(day.year, day.month, day.day) for day in (text["world"]["start"], text["world"]["end"]))
    world = Thing(start=start, end=end + DAY, scale=text["world"]["scale"], changes=[], policy={}, distance={})
    for table in ("families", "categories", "sectors", "firms"):
        setattr(world, table, [Thing(**row) for row in text[table]])
    world.regions = [Thing(**{k: number(v) for k, v in row.items()}) for row in text["regions"]["list"]]
    for row in text["regions"]["distances"]:
        world.distance[frozenset(row["between"])] = number(row["distance"])
    for name, row in described().items():
        general, *members = row.default.split(", ")
        for family in world.families if "<family>" in name else [Thing(id="")]:
            value = dict(member.rsplit(" ", 1) for member in members).get(family.id, general)
            world.policy[name.replace("<family>", family.id)] = number(value)
    world.policy.update((name, number(value)) for name, value in text.get("set", {}).items())
    order = list(world.policy)
    for change in text.get("policy", []):
        for name in sorted(change["set"], key=order.index):
            day, ramp = change["from"], days(number(change.get("ramp", 0)))
            world.changes.append(Thing(parameter=name, target=number(change["set"][name]), ramp=ramp,
                                       at=instant(day.year, day.month, day.day), shape=change.get("shape", "linear")))
    return world


def found(path, seed):
    """The world on its first day."""
    world = read(path)
    world.chance = lambda *draw: Stream(seed, *draw)
    for step in (found_places, found_technologies, found_firms, found_institutes, found_ties):
        step(world, world.policy, world.chance)
    return world


def found_places(world, policy, chance):
    for category in world.categories:
        category.key, category.heat, category.live = child(child(0, "category"), category.id), 0.0, 0
        category.success = {region: 0.0 for region in world.regions}
        category.governmental = getattr(category, "governmental", False)
    for sector in world.sectors:
        home, count = getattr(sector, "home_categories", []), len(world.categories)
        sector.needs = [(1.0 - 0.7) / count + (0.7 / len(home) if c.id in home else 0.0) if home else 1.0 / count
                        for c in world.categories]

    def fits(mix):
        return [sum(share * s.needs[d] for share, s in zip(mix, world.sectors)) for d in range(len(world.categories))]

    def tilt(own, nation):
        return min(max(own / nation, 0.25), 4.0) if nation > 0.0 else 1.0

    gdp = sum(region.gdp for region in world.regions)
    industry = sum(region.gdp * region.secondary_share for region in world.regions) / gdp
    hightech = sum(region.hightech_revenue for region in world.regions) / gdp
    nation = fits([sector.value_added_share for sector in world.sectors])
    for r, region in enumerate(world.regions):
        region.word, region.key, region.focus, region.rounds = r, child(child(0, "region"), region.code), [], 0
        tilts = (tilt(region.secondary_share, industry), tilt(region.hightech_revenue / region.gdp, hightech))
        mix = [s.value_added_share * tilts[getattr(s, "high_technology", False)] for s in world.sectors]
        here = fits([share / sum(mix) for share in mix])
        region.advantage = [math.log(own / of_nation) + chance("advantage", child(region.key, c.id)).normal(
            0.0, policy["region.advantage_noise"]) for own, of_nation, c in zip(here, nation, world.categories)]
        region.firms = [firm for firm in world.firms if firm.region == region.code]
        region.km = {other: world.distance.get(frozenset((region.code, other.code)), 0.0) for other in world.regions}
        region.near = {other: math.exp(-km / policy["spill.length"]) for other, km in region.km.items()}


def found_technologies(world, policy, chance):
    world.technologies, components = [], int(policy["tech.count_components"])
    for f, family in enumerate(world.families):
        family.word, family.key = f, child(child(0, "family"), family.id)
        family.needs_coverage = getattr(family, "needs_coverage", False)
        bottleneck = chance("bottleneck", family.key).integer(components)
        for who in ["core", *range(components)]:
            level = family.core_readiness - (who != "core")
            world.technologies.append(Thing(
                word=len(world.technologies), key=child(family.key, who), family=family, bottleneck=who == bottleneck,
                readiness=float(family.bottleneck_readiness if who == bottleneck else level), signal=0.0, signal_at=0,
                builds_on=[], drawn=0, begun=0, working=0, locked=[]))
        family.core, *parts = world.technologies[-1 - components:]
        family.core.builds_on = [part for part in parts if not part.bottleneck]
        family.experience = {region: 0.0 for region in world.regions}
        family.users = {region: [] for region in world.regions}


def capabilities(world, key, own, high, low, sd):
    draws = [world.chance("capability", child(key, t.key)).normal(high if t.family.id in own else low, sd)
             for t in world.technologies]
    return [single(min(max(draw, 0.0), 1.0)) for draw in draws]


def found_firms(world, policy, chance):
    least, most, tail = (policy["firm.size_" + end] for end in ("min", "max", "tail"))
    median = least * (1.0 - 0.5 * (1.0 - (least / most)**tail))**(-1.0 / tail)
    for i, firm in enumerate(world.firms):
        revenue, base = number(firm.size), policy["firm.capability_base"]
        firm.word, firm.key = i, child(child(0, "named firm"), firm.name)
        firm.region = next(region for region in world.regions if region.code == firm.region)
        firm.sector = next(sector for sector in world.sectors if sector.id == firm.sector)
        firm.state_owned = firm.owner in ("central_soe", "local_soe")
        firm.size, firm.value_added = revenue / median, revenue * policy["firm.value_added_share"]
        firm.research = revenue * chance("firm research", firm.key).lognormal(policy["firm.rd_intensity"], 0.8)
        firm.capability = capabilities(world, firm.key, firm.sector.families, base, base / 2,
                                       policy["firm.capability_noise"])
        firm.premium, firm.waiting, firm.openings, firm.contracts, firm.projects = 0.0, [], 0, 0, 0
        firm.installed, firm.ordered, firm.paused, firm.passages = set(), set(), {}, {f: 0 for f in world.families}


def found_institutes(world, policy, chance):
    world.institutes, each = [], policy["institute.funds_each"]
    for region in world.regions:
        wanted, total = region.research_enterprise * len(region.firms) / region.industrial_firms, 0.0
        for firm in region.firms:
            total += firm.research
        for firm in region.firms:
            firm.research *= wanted / total
        region.suppliers = [firm for firm in region.firms if getattr(firm, "supplier", False)]
        region.supplier_firms = len(region.suppliers)
        for i in range(math.floor(region.research_government * world.scale / each + 0.5)):
            key, order = child(child(region.key, "institutes"), i), [family.id for family in world.families]
            chance("institute families", key).shuffle(order)
            high, low = policy["institute.capability_high"], policy["institute.capability_low"]
            region.suppliers.append(Thing(
                word=INSTITUTE | len(world.institutes), key=key, region=region, research=each, size=1.0, contracts=0,
                state_owned=True, projects=0, capability=capabilities(world, key, order[:2], high, low, 0.15)))
            world.institutes.append(region.suppliers[-1])
    world.owners = world.firms + [Thing(word=GOVERNMENT | region.word, key=child(region.key, "government"), owner="",
                                        region=region, size=1.0, state_owned=False) for region in world.regions]


def found_ties(world, policy, chance):
    ties = {firm: set() for firm in world.firms}
    for firm in world.firms:
        groups = [sorted((o for o in s.firms if o is not firm), key=lambda o: o.key) for s in world.regions]
        totals = list(itertools.accumulate(firm.region.near[s] * len(g) for s, g in zip(world.regions, groups)))
        stream = chance("ties", firm.key)
        for _ in range(stream.poisson(policy["firm.ties_degree"] / 2) if totals[-1] > 0.0 else 0):
            others = groups[stream.by_totals(totals)]
            other = others[stream.integer(len(others))]
            ties[firm].add(other)
            ties[other].add(firm)
    for firm in world.firms:
        firm.ties = sorted(ties[firm], key=lambda other: other.word)
