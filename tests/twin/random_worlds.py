# SPDX-License-Identifier: Apache-2.0
"""Small worlds of named firms drawn at random, as the text of a world file."""
import datetime
import random

import yaml

from world import OWNERS, described, neutral, number, written

RULES = ["administrative", "first_come", "lottery", "deferred_acceptance"]
# Drawn from their whole range, in the worlds at the start or by a dated change.
LEVERS = ["region.differentiation", "region.temperature", "need.focus_boost", "need.government_rate", "open.private",
          "soe.openness", "soe.high_value_share", "list.interval_region", "trial.max_gap", "matching.interval",
          "matching.equal_access", "matching.home_bias", "matching.state_bias", "matching.size_bias",
          "matching.price_weight", "matching.reservation", "matching.distance", "review.mean", "review.parallel",
          "review.conflict", "review.cohesion", "policy.speed",
          "trial.beta_base", "trial.beta_gap", "trial.beta_fit", "trial.learn", "trial.cost", "trial.experience",
          "validate.delay", "subsidy.rate", "spill.aware", "research.abandon", "research.bottleneck_factor",
          "research.demand_pull", "adoption.pause", "adoption.stock", "adoption.order", "coverage.threshold",
          "adoption.readiness", "firm.risk_aversion", "synergy.pair", "synergy.gate", "integration.pair",
          "adoption.horizon"]
AT_START = ["need.size_exponent", "region.success_weight", "bundle.major", "bundle.small", "matching.relists",
            "review.stages", "trial.max_trials", "research.teams", "firm.supply_capacity", "institute.project_slots",
            "adoption.size_slope", "spill.home_share", "tech.count_components", "region.advantage_noise",
            "spill.length", "coverage.coast_lead", "firm.size_tail"]
# What makes a few years and a few firms busy, and decisions close: low and high.
BUSY = {"need.rate": (0.3, 1.0), "region.focus": (1, 3), "requirement.readiness": (5, 7.5), "apply.reach": (3, 9),
        "list.interval_national": (120, 300), "contract.time": (10, 60), "trial.duration.major": (60, 300),
        "trial.duration.integrated": (40, 200), "trial.duration.small": (30, 120), "trial.iter_delay": (14, 60),
        "firm.ties_degree": (0, 9), "adoption.install": (30, 120), "adoption.pause": (30, 200),
        "spill.aware": (0.2, 0.9), "spill.pool": (0, 1), "synergy.pair": (0, 1), "integration.pair": (0, 0.5),
        "synergy.gate": (0, 0.5), "tier.major": (0.05, 0.15), "tier.integrated": (0.35, 0.5),
        "trial.beta_base": (-1, 0), "coverage.p": (0.05, 0.1), "coverage.q": (0.5, 1.0),
        "research.step_years.6": (0.5, 2.0), "research.step_years.7": (0.5, 2.0), "ndrc.budget": (70, 700)}


def drawn(luck, name, ends=None):
    low, high = ends or (number(end) for end in described()[name].range.split(" … "))
    return luck.randint(int(low), int(high)) if described()[name].unit == "count" else luck.uniform(low, high)


def random_world(seed):
    """The text of a world; the same for the same seed."""
    luck = random.Random(seed)
    families = luck.sample(["5g", "ai", "robotics", "industrial_internet"], luck.choice([1, 2, 3, 3]))
    categories = ["mines", "ports", "plants", "services"][:luck.randint(2, 4)]
    sectors, regions = ["machinery", "mining"], ["EAST", "WEST", "NORTH"][:luck.randint(2, 3)]

    def some(names):
        return sorted(luck.sample(names, luck.randint(1, len(names))))

    firms = [{"name": f"Firm-{i}", "region": regions[i] if i < len(regions) else luck.choice(regions),
              "sector": luck.choice(sectors), "owner": luck.choice(OWNERS), "supplier": luck.random() < 0.4,
              "size": f"{luck.lognormvariate(6.0, 1.0):.2f} m_cny/year"} for i in range(luck.randint(4, 8))]
    places = [{"code": code, "name": code.title(), "macro_region": "east", "coastal": luck.random() < 0.5,
               "gdp": f"{luck.randint(10000, 90000)} m_cny/year", "secondary_share": round(luck.uniform(0.2, 0.6), 3),
               "research_government": f"{luck.randint(0, 900)} m_cny/year",
               "research_enterprise": f"{luck.randint(20, 90)} m_cny/year", "hightech_firms": 1,
               "industrial_firms": sum(firm["region"] == code for firm in firms) + luck.randint(0, 3),
               "hightech_revenue": f"{luck.randint(100, 9000)} m_cny/year"} for code in regions]
    distances = [{"between": [a, b], "distance": f"{luck.randint(50, 1500)} km"}
                 for a in regions for b in regions if a < b]
    values = {name: drawn(luck, name, ends) for name, ends in BUSY.items()}
    values.update((name, drawn(luck, name)) for name in LEVERS + AT_START if luck.random() < 0.35)
    values["matching.rule"] = luck.choice(RULES)
    for family in families:
        for name, *ends in (("adoption.p", 0.02, 0.05), ("adoption.q", 0.5, 1.5), ("cost.initial", 3.0, 50.0)):
            values[f"{name}.{family}"] = luck.uniform(*ends)
    if luck.random() < 0.1:
        values["adoption.decision"] = "always"
    end = datetime.date(2019 + luck.randint(3, 4), luck.randint(1, 12), 28)
    changes = []
    for name in luck.sample(LEVERS + ["need.rate", "matching.rule"], 3):
        value = luck.choice(RULES) if name == "matching.rule" else drawn(luck, name)
        changes.append({"from": datetime.date(luck.choice([2019, 2020]), luck.randint(1, 12), luck.choice([1, 15])),
                        "set": {name: written(name, value)}})
        if name != "matching.rule" and luck.random() < 0.5:
            changes[-1].update(ramp=f"{luck.randint(1, 700)} days", shape=luck.choice(["linear", "logistic"]))
    world = {
        "format": "cultivar-world/1", "title": f"world {seed}",
        "world": {"start": datetime.date(2019, 1, 1), "end": end, "scale": luck.choice([1, 0.5])},
        "regions": {"list": places, "distances": distances},
        "families": [{"id": family, "name": family, "core_readiness": luck.randint(6, 8), "bottleneck_readiness":
                      luck.randint(4, 7), "needs_coverage": luck.random() < 0.4} for family in families],
        "categories": [{"id": name, "name": name, "area": "any", "families": some(families),
                        "governmental": luck.random() < 0.3} for name in categories],
        "sectors": [{"id": name, "name": name, "value_added_share": share, "families": some(families),
                     "home_categories": some(categories), "high_technology": luck.random() < 0.5}
                    for name, share in zip(sectors, luck.choice([(0.5, 0.5), (0.2, 0.8), (0.7, 0.3)]))],
        "agencies": [{"id": f"A{i}", "name": f"agency {i}"} for i in range(luck.randint(1, 6))],
        "firms": firms, "policy": changes,
        "set": {name: written(name, value) for name, value in values.items()} | neutral(families)}
    return yaml.safe_dump(world, sort_keys=False, allow_unicode=True)
