# SPDX-License-Identifier: Apache-2.0
"""What the twin plays, and small worlds of named firms drawn at random in which it plays it."""
import datetime
import pathlib
import random
import re

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLAYED = ["founding", "calendar", "planning", "needs", "opening", "listing", "application", "matching", "contracting",
          "review", "trial", "validation", "research", "coverage", "adoption", "influence"]
# Other mechanisms are put to their neutral values. Of those that it plays the twin leaves out institutes, needs of
# governments, supply ties, influence across regions, effects of stock and order, a region's advantage and success,
# openings by value, distance in matching, conflicts of approvals, absorptive capacity, readiness gaps in trials and the
# demand they signal, teams side by side on one technology, synergies and the cost of integration.
LEFT_OUT = {"institute.funds_each": 1000, "spill.home_share": 1, "research.teams": 1, "synergy.overlap": 0.8,
            "synergy.overlap_integrated": 0.8} | dict.fromkeys((
                "need.government_rate firm.ties_degree adoption.stock adoption.order region.differentiation "
                "region.success_weight soe.high_value_share matching.distance review.conflict trial.beta_absorb "
                "trial.max_gap synergy.pair synergy.gate integration.pair").split(), 0)
RULES = ["administrative", "first_come", "lottery", "deferred_acceptance"]
# From where to where parameters are drawn, so that a few years and a few firms are busy, and decisions close.
LEVERS = {"open.private": (0.0, 1.0), "soe.openness": (0.1, 1.0), "list.interval_region": (30.0, 365.0),
          "matching.interval": (7.0, 180.0), "matching.equal_access": (0.0, 1.0), "matching.reservation": (0.0, 0.8),
          "review.mean": (10.0, 120.0), "review.parallel": (0.0, 1.0), "policy.speed": (0.5, 3.0),
          "trial.learn": (0.4, 1.0), "spill.aware": (0.4, 0.9), "research.abandon": (0.0, 0.3),
          "adoption.pause": (30.0, 200.0), "adoption.horizon": (5.0, 15.0), "coverage.threshold": (0.0, 0.5),
          "adoption.readiness": (5.0, 8.0), "firm.risk_aversion": (0.0, 1.0)}
AT_START = {"need.rate": (0.5, 1.0), "region.focus": (1, 3), "requirement.readiness": (5.0, 7.5),
            "list.interval_national": (120.0, 300.0), "apply.reach": (3.0, 9.0), "contract.time": (10.0, 60.0),
            "trial.duration.major": (60.0, 300.0), "trial.duration.integrated": (40.0, 200.0), "review.stages": (1, 8),
            "trial.duration.small": (30.0, 120.0), "trial.beta_base": (-1.0, 0.0), "coverage.p": (0.05, 0.1),
            "matching.relists": (0, 10), "firm.supply_capacity": (1, 4), "trial.max_trials": (1, 4)}
OF_FAMILY = {"adoption.p": (0.02, 0.05), "adoption.q": (0.5, 1.5), "cost.initial": (1.0, 30.0)}


def like(old, value):
    unit = str(old).partition(" ")[2]
    return f"{value} {unit}" if unit else value


def neutral(values):
    """What replaces those of all parameters' values that would leave a trace of what the twin does not play."""
    found, text = {}, (ROOT / "docs/model.md").read_text(encoding="utf-8")
    for mechanism, table in re.findall(r"<!-- fields:begin (\w+) -->(.*?)<!-- fields:end -->", text, re.S):
        for name, value in re.findall(r"^\| `(.+?)(?:\.<family>)?` \|(?: .+? \|){3} (.+?) \|", table, re.M):
            found[name] = "–" if mechanism in PLAYED else value
    rows = {name: found.get(name) or found[name.rpartition(".")[0]] for name in values}
    others = {name: yaml.safe_load(value) for name, value in rows.items() if value != "–"}
    return {name: like(values[name], value) for name, value in (others | LEFT_OUT).items()}


def random_world(base, seed):
    """The text of a world, made of parts of a larger one; the same for the same seed."""
    luck = random.Random(seed)

    def drawn(ends):
        return luck.randint(*ends) if isinstance(ends[0], int) else luck.uniform(*ends)

    def some(rows, low=1):
        return luck.sample(rows, luck.randint(low, min(len(rows), 4)))

    families = [row | {"core_readiness": luck.randint(6, 8), "bottleneck_readiness": luck.randint(4, 7),
                       "needs_coverage": luck.random() < 0.4} for row in base["families"]]
    categories, regions = some(base["categories"], 2), some(base["regions"]["list"], 2)
    ids, homes, codes = ([row.get("id") or row["code"] for row in rows] for rows in (families, categories, regions))
    sectors = [row | {"families": some(ids), "home_categories": some(homes)} for row in base["sectors"]]
    firms = [{"name": f"Firm-{i}", "region": code, "sector": luck.choice(sectors)["id"],
              "supplier": luck.random() < 0.5, "size": f"{luck.lognormvariate(6, 1)} m_cny/year",
              "owner": luck.choice(["central_soe", "local_soe", "private_large", "sme", "foreign"])}
             for i, code in enumerate(codes + luck.choices(codes, k=luck.randint(2, 5)))]
    places = [row | {"coastal": luck.random() < 0.5, "research_government": "0 m_cny/year",
                     "industrial_firms": sum(firm["region"] == row["code"] for firm in firms)} for row in regions]
    values = base["set"] | {"matching.rule": luck.choice(RULES)}
    ends = LEVERS | AT_START | {f"{name}.{family}": ends for name, ends in OF_FAMILY.items() for family in ids}
    values |= {name: like(values[name], drawn(ends[name])) for name in ends}
    changes = [(name, like(values[name], drawn(LEVERS[name]))) for name in luck.sample(list(LEVERS), 2) * 2]
    policy = [{"from": datetime.date(2019, 1, 2) + datetime.timedelta(luck.randint(0, 700)), "set": {name: value}}
              for name, value in changes + [("matching.rule", luck.choice(RULES))]]
    policy[0]["ramp"] = f"{luck.randint(1, 700)} days"
    span = {"start": datetime.date(2019, 1, 1), "end": datetime.date(luck.randint(2022, 2023), luck.randint(1, 12), 28)}
    return yaml.dump(Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, data=base | {
        "world": span | {"scale": luck.choice([1, 0.5])}, "families": families, "sectors": sectors, "firms": firms,
        "categories": [row | {"families": some(ids)} for row in categories], "policy": policy,
        "agencies": base["agencies"][:luck.randint(1, 6)], "set": values | neutral(values), "regions": {
            "list": places, "distances": [r for r in base["regions"]["distances"] if set(r["between"]) <= set(codes)]}})
