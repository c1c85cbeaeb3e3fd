# SPDX-License-Identifier: Apache-2.0
"""Writes what `cultivar facts` says of results into docs/validation.md, between its marks.

    validation_tables.py PROGRAM MAIN.h5 OTHER.h5 …            prints the tables
    validation_tables.py PROGRAM MAIN.h5 OTHER.h5 … --write    writes them into the page

Every run of the last variant counts. The first file fills the table of facts; the others stand beside it in a second.
"""
import pathlib
import re
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs/validation.md"
MARKED = re.compile(r"(<!-- facts:begin -->\n).*?(<!-- facts:end -->)", re.DOTALL)
FACT = re.compile(r"^(F\d+)  (.+)\n +target +(.+)\n +model +(.+)\n +(met|gap)$", re.MULTILINE)
MANY = "1000000"


def facts_of(program, result):
    """(id, fact, target, model, met or gap) of each fact."""
    text = subprocess.run([program, "facts", result, "--runs", MANY], check=True, capture_output=True, text=True).stdout
    return FACT.findall(text)


def description(result):
    """What was run: name, scale, seeds, and the digest of its data."""
    import h5py
    with h5py.File(result) as file:
        variants = list(file["design/variants"].asstr())
        world = file["design/worlds"].asstr()[-1]
        seeds = [int(seed) for seed in file["runs/seed"][:][file["runs/variant"][:] == len(variants) - 1]]
        name = f"variant `{variants[-1]}`" if len(variants) > 1 else "the world by itself"
        return {"name": name, "scale": re.search(r"\n  scale: (\S+)", world).group(1), "seeds": seeds,
                "digest": file.attrs["data_digest"]}


def table(head, rows):
    return "".join("| " + " | ".join(line) + " |\n" for line in [head, ["---"] * len(head), *rows])


def label(one):
    return f"scale {one['scale']}, {len(one['seeds'])} seed" + ("s" if len(one["seeds"]) > 1 else "")


def tables(described):
    """Markdown from pairs of a description and its facts, the first of them the main one."""
    runs = [[label(one), one["name"], f"{one['seeds'][0]} … {one['seeds'][-1]}" if one["seeds"][1:] else
             str(one["seeds"][0]), f"`{one['digest']}`"] for one, _ in described]
    (main, facts), *others = described
    met = sum(fact[4] == "met" for fact in facts)
    body = [[name, fact, target, model, f"**{verdict}**" if verdict == "gap" else verdict]
            for name, fact, target, model, verdict in facts]
    beside = [[fact[0], *(f"{model} ({verdict})" for *_, model, verdict in row)]
              for fact, *row in zip(facts, *(more for _, more in others), strict=True)]
    return (table(["run", "what", "seeds", "`data_digest` of the results"], runs)
            + f"\n{label(main).capitalize()}: {met} of {len(facts)} met.\n\n"
            + table(["", "fact", "target", "model", ""], body)
            + "\nThe same at other scales:\n\n"
            + table(["", *(label(one) for one, _ in others)], beside))


def filled(page, text):
    """The page with the tables between its marks, and how many places it has for them."""
    return MARKED.subn(lambda match: f"{match.group(1)}\n{text}\n{match.group(2)}", page)


def main():
    program, *results = [word for word in sys.argv[1:] if word != "--write"]
    text = tables([(description(result), facts_of(program, result)) for result in results])
    if "--write" not in sys.argv:
        print(text)
        return 0
    page, places = filled(PAGE.read_text(encoding="utf-8"), text)
    if places != 1:
        print(f"{PAGE}: has {places} places for the facts")
        return 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
