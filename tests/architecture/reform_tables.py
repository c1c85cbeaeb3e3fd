# SPDX-License-Identifier: Apache-2.0
"""Writes the tables of docs/reform.md, between their marks, from the results of experiments/reform_levers.yaml.

    reform_tables.py results/reform_levers.h5           prints them
    reform_tables.py results/reform_levers.h5 --write   writes them into the page

The first variant is the baseline, the last all levers together, those between one lever each. Differences are taken
seed by seed; ± is half of Student's 95 % interval for their mean.
"""
import datetime
import math
import pathlib
import re
import statistics
import sys

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs/reform.md"
TABLES = ("levers", "together", "course", "behind")
MARK = r"(<!-- {0}:begin -->\n).*?(<!-- {0}:end -->)"

METRICS = {"validated": ("validated scenarios", "{:,.0f}"), "value_realised": ("value realised, bn CNY", "{:,.1f}"),
           "adopters": ("adopters, firms", "{:,.0f}"), "public_spend": ("public spend, bn CNY", "{:,.2f}"),
           "sme_share": ("share of small and medium firms", "{:.4f}"),
           "similarity": ("similarity of regions", "{:.4f}")}
PER_UNIT = {"value_realised": 1000, "public_spend": 1000}  # m_cny in a bn
COURSES = {"validated": "validated scenarios", "adopters": "installed families"}
YEARS = (2026, 2027, 2028, 2030, 2032, 2035)

# What a lever is meant to move, or moved where nothing else shows it: (lever, metric, meaning).
BEHIND = [("owners_open", "soe_opened", "needs opened by state-owned firms"),
          ("owners_open", "contracted", "contracts"), ("owners_open", "unmatched", "scenarios that found nobody"),
          ("local_fit", "plan_similarity", "similarity of plans"), ("local_fit", "redundancy", "share of redundant scenarios"),
          ("no_duplicates", "duplicates", "refused as duplicates"), ("no_duplicates", "listed", "scenarios listed"),
          ("no_duplicates", "redundancy", "share of redundant scenarios"),
          ("joint_review", "review_days", "days of review"),
          ("joint_review", "stuck_share", "share of accesses over a year after the contract"),
          ("joint_review", "in_trial", "scenarios tried"),
          ("joint_review", "pilot_wait", "days in line for a pilot facility"),
          ("tolerance", "sanctions", "sanctions"), ("tolerance", "identified", "needs opened"),
          ("sandboxes", "sandbox_wait", "days in line for a sandbox"),
          ("pilots", "pilot_wait", "days in line for a pilot facility"),
          ("pilots", "piloted", "scenarios verified in pilot facilities"),
          ("first_purchase", "first_uses", "installations bought first"),
          ("first_purchase", "cost_index", "cost of a family over its cost in 2019"),
          ("open_data", "ai_stage", "mean stage of AI"), ("equal_access", "blocking_pairs", "blocking pairs"),
          ("stable_matching", "blocking_pairs", "blocking pairs"),
          ("stable_matching", "home_share", "share of contracts within the region")]


def student(probability, freedom):
    """Student's quantile by its expansion about the normal one (Abramowitz & Stegun 26.7.5)."""
    z = statistics.NormalDist().inv_cdf(probability)
    return (z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
            + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3))


def interval(values):
    """Mean and half of its 95 % interval."""
    n = len(values)
    return statistics.fmean(values), student(0.975, n - 1) * statistics.stdev(values) / math.sqrt(n)


def differences(variant, baseline):
    return [a - b for a, b in zip(variant, baseline, strict=True)]


def interaction(runs):
    """Seed by seed, what the last variant adds to the first beyond the sum of what the others add to it."""
    baseline, *singles, together = runs.values()
    return [all_of_them - base - sum(alone - base for alone in each)
            for base, all_of_them, *each in zip(baseline, together, *singles, strict=True)]


def signed(value, form):
    text = form.format(abs(value))
    return ("−" if value < 0 else "+") + text if re.search("[1-9]", text) else "0"


def effect(values, form, relative_to=None):
    """`+1,234 ± 56 * (+7.4 %)`; a star marks an interval that leaves out 0."""
    if not any(values):
        return "0"
    mean, half = interval(values)
    text = f"{signed(mean, form)} ± {form.format(half)}" + (" *" if abs(mean) > half else "")
    return text if not relative_to else f"{text} ({signed(100 * mean / relative_to, '{:.2f}')} %)"


def table(head, rows):
    return "".join("| " + " | ".join(line) + " |\n" for line in [head, ["---"] * len(head), *rows])


def levers(metrics):
    """One row a variant: what it changes at the end."""
    names = list(metrics["validated"])
    rows = [[f"`{names[0]}`, mean", *(METRICS[m][1].format(statistics.fmean(metrics[m][names[0]])) for m in METRICS)]]
    for name in names[1:]:
        cells = [effect(differences(metrics[m][name], metrics[m][names[0]]), METRICS[m][1],
                        statistics.fmean(metrics[m][names[0]])) for m in METRICS]
        rows.append([f"`{name}`", *cells])
    return table(["variant", *(title for title, _ in METRICS.values())], rows)


def together(metrics):
    """One row a metric: the levers' sum, all of them at once, and the rest."""
    rows = []
    for metric, (title, form) in METRICS.items():
        runs = metrics[metric]
        baseline, *_, last = runs.values()
        whole, rest = differences(last, baseline), interaction(runs)
        rows.append([title, signed(statistics.fmean(whole) - statistics.fmean(rest), form), effect(whole, form),
                     effect(rest, form)])
    return table(["metric at the end of 2035", "sum of the levers alone", "together", "together − sum"], rows)


def course(series):
    """Relative differences by the ends of years, of the variants that make one."""
    text = ""
    for metric, title in COURSES.items():
        runs = series[metric]
        first = next(iter(runs))
        means = {name: [statistics.fmean(year) for year in years] for name, years in runs.items()}
        rows = [[f"`{first}`, mean", *(f"{mean:,.0f}" for mean in means[first])]]
        for name, years in list(runs.items())[1:]:
            pairs = [differences(year, base) for year, base in zip(years, runs[first])]
            if any(any(pair) for pair in pairs):
                rows.append([f"`{name}`", *(effect_of_year(pair, mean) for pair, mean in zip(pairs, means[first]))])
        text += ("\n" if text else "") + table([f"{title}, by the end of", *map(str, YEARS)], rows)
    return text


def effect_of_year(pair, mean):
    return re.sub(r" ±.*?(?= \*|$)", " %", effect([100 * value / mean for value in pair], "{:.2f}"))


def behind(metrics):
    rows = []
    for lever, metric, meaning in BEHIND:
        runs = metrics[metric]
        baseline = next(iter(runs.values()))
        mean = statistics.fmean(baseline)
        form = "{:,.0f}" if mean >= 1000 or metric == "duplicates" else "{:.3f}" if mean >= 1 else "{:.5f}"
        rows.append([f"`{lever}`", f"{meaning} (`{metric}`)", form.format(mean),
                     effect(differences(runs[lever], baseline), form, mean)])
    return table(["lever", "what it moves", "without", "difference"], rows)


def read(path):
    """Metrics by name, variant and seed; courses by name, variant, year and seed."""
    import h5py
    with h5py.File(path) as file:
        names = list(file["design/variants"].asstr())
        by_run = file["metrics/variant"].asstr()[:]
        days = file["series/time"][:]
        places = [list(days).index((datetime.date(year + 1, 1, 1) - datetime.date(2019, 1, 1)).days) for year in YEARS]
        wanted = {*METRICS, *(metric for _, metric, _ in BEHIND)}
        metrics = {metric: {name: list(file["metrics"][metric][:][by_run == name] / PER_UNIT.get(metric, 1))
                            for name in names} for metric in wanted}
        series = {}
        for metric in COURSES:
            totals = [file["series"][metric][:, place, ...].reshape(len(by_run), -1).sum(axis=1) for place in places]
            series[metric] = {name: [list(total[by_run == name]) for total in totals] for name in names}
    return metrics, series


def filled(page, texts):
    """The page with each table between its marks, and the names of tables that have no single place in it."""
    lost = []
    for name, text in texts.items():
        page, places = re.subn(MARK.format(name), lambda m, t=text: f"{m.group(1)}\n{t}\n{m.group(2)}", page,
                               flags=re.DOTALL)
        lost += [name] if places != 1 else []
    return page, lost


def main():
    metrics, series = read(sys.argv[1])
    texts = dict(zip(TABLES, (levers(metrics), together(metrics), course(series), behind(metrics))))
    if "--write" not in sys.argv:
        print("\n".join(texts.values()))
        return 0
    page, lost = filled(PAGE.read_text(encoding="utf-8"), texts)
    PAGE.write_text(page, encoding="utf-8")
    print("\n".join(f"{PAGE.name}: has no one place for '{name}'" for name in lost))
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
