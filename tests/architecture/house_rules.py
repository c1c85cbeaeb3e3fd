# SPDX-License-Identifier: Apache-2.0
"""What no file may hold, and where files may lie."""
import re

TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "sim", "models", "scenarios", "experiments", "tests", "notebooks",
             "docs", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff", "dev"}
NOT_TRACKED = {"build", "results"}
LONGEST = 300
TWIN, TWIN_LONGEST = "tests/twin/", 800

SOURCE = (".hpp", ".cpp", ".py", "CMakeLists.txt", "dev", ".ci/run")
BUILD = ("CMakeLists.txt", "CMakePresets.json", "dev", ".ci/run")

# Words that break "same input, same results" or hand text to a shell.
BANNED_CODE = [
    (r"std\s*::\s*\w+_distribution\b", "draws of std:: differ between libraries; use sim/random.hpp"),
    (r"\b(random_device|mt19937(_64)?|minstd_rand0?|default_random_engine)\b", "one source of chance: sim/random.hpp"),
    (r"\bs?rand\s*\(", "one source of chance: sim/random.hpp"),
    (r"std\s*::\s*(ranges\s*::\s*)?(shuffle|sample)\b", "use Stream::shuffle"),
    (r"\b(system|popen)\s*\(", "no shell sees what a user writes"),
    (r"\b(class|struct)\s+\w*(Mgr|Impl|Utils?|Base|Helper)\b", "a name that says nothing"),
]
BANNED_FLAGS = [(r"-ffast-math|-Ofast|-funsafe-math", "results would depend on the compiler"),
                (r"-march=|-mtune=|-mfma\b|-mavx", "results would depend on the processor")]
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b")

ELEMENTARY = """exp exp2 expm1 log log2 log10 log1p pow sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh
atanh cbrt hypot erf erfc tgamma lgamma""".split()
FROM_CMATH = re.compile(r"(std\s*::|(?<![\w>])::)\s*(" + "|".join(ELEMENTARY) + r")\b")
FROM_EIGEN = re.compile(r"\.\s*(" + "|".join(ELEMENTARY) + r")\s*\(\s*\)")

COMMENT_OR_STRING = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"', re.DOTALL)


def code_of(text):
    """C++ without comments and with empty strings; lines stay where they are."""
    def replacement(match):
        found = match.group(0)
        return ('""' if found[0] in 'R"' else "") + "\n" * found.count("\n")
    return COMMENT_OR_STRING.sub(replacement, text)


def found(path, text, pattern, reason):
    return [f"{path}:{text.count(chr(10), 0, match.start()) + 1}: '{match.group(0).strip()}' — {reason}"
            for match in re.finditer(pattern, text)]


def word_faults(tree):
    faults = []
    for path, text in tree.items():
        if path.startswith("tests/architecture/"):
            continue
        faults += found(path, text, UNFINISHED, "finish it or leave it out")
        if path.endswith((".hpp", ".cpp")):
            for pattern, reason in BANNED_CODE:
                faults += found(path, code_of(text), pattern, reason)
        if path.endswith(BUILD):
            for pattern, reason in BANNED_FLAGS:
                faults += found(path, text, pattern, reason)
    return faults


def elementary_faults(tree):
    """Functions whose last bit differs between libraries and processors come from sim/elementary.hpp alone."""
    faults = []
    for path, text in tree.items():
        known = path.startswith(("sim/", "models/", "scenarios/", "experiments/"))
        if not known or not path.endswith((".hpp", ".cpp")) or path.startswith("sim/elementary"):
            continue
        for pattern in (FROM_CMATH, FROM_EIGEN):
            faults += found(path, code_of(text), pattern, "take it from sim/elementary.hpp")
    return faults


def file_faults(tree):
    faults = []
    with_code = {path.rpartition("/")[0] for path in tree if path.endswith((".cpp", ".hpp"))}
    for path, text in tree.items():
        if path.endswith(SOURCE):
            if "SPDX-License-Identifier: Apache-2.0" not in "\n".join(text.splitlines()[:2]):
                faults.append(f"{path}: no SPDX line at the top")
            if (lines := len(text.splitlines())) > LONGEST:
                faults.append(f"{path}: {lines} lines, more than {LONGEST}")
        if path.endswith((".yaml", ".yml")) and path.rpartition("/")[0] in with_code:
            faults.append(f"{path}: YAML beside C++")
    return faults


def twin_faults(tree):
    """The second program stays small enough to be read in one sitting."""
    lines = sum(len(text.splitlines()) for path, text in tree.items() if path.startswith(TWIN))
    return [f"{TWIN}: {lines} lines in all, more than {TWIN_LONGEST}"] if lines > TWIN_LONGEST else []


def top_level_faults(entries):
    return [f"{entry}: not an entry of the top level" for entry in entries
            if entry not in TOP_LEVEL | NOT_TRACKED and not entry.startswith(".")]
