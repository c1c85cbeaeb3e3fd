# SPDX-License-Identifier: Apache-2.0
"""The same runs by every build, thread count and processor feature give one data digest; run by `./dev verify`."""
import os
import pathlib
import subprocess
import sys
import tempfile

import h5py

ROOT = pathlib.Path(__file__).resolve().parents[2]

CASES = {
    "toy": ["scenarios/toy.yaml"],
    "delta": ["scenarios/delta.yaml", "--seeds", "3"],
    "nation": ["experiments/first_look.yaml", "--seeds", "2", "--to", "2021-12-31"],
    "levers": ["experiments/reform_levers.yaml", "--seeds", "1", "--scale", "1 %", "--to", "2028-12-31"],
}
NO_FMA = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4"}

# (label, build folder, threads, environment); the first is what the others must equal.
WAYS = [
    ("g++ Release", "release", 2, {}),
    ("g++ Release, one thread", "release", 1, {}),
    ("g++ Release, no FMA", "release", 2, NO_FMA),
    ("g++ Debug", "debug", 2, {}),
    ("g++ Debug, no FMA", "debug", 2, NO_FMA),
    ("clang++ Release", "clang", 2, {}),
    ("clang++ Release, no FMA", "clang", 2, NO_FMA),
    ("clang++ -O1, sanitized", "sanitize", 2, {}),
    ("clang++ -O1, threads watched", "tsan", 2, {}),
]


def digest(build, threads, environment, arguments):
    program = ROOT / "build" / build / "cultivar"
    with tempfile.TemporaryDirectory() as folder:
        result = pathlib.Path(folder, "result.h5")
        subprocess.run([program, "run", *arguments, "-j", str(threads), "-o", result], cwd=ROOT, check=True,
                       env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
        with h5py.File(result) as file:
            value = file.attrs["data_digest"]
    return value.decode() if isinstance(value, bytes) else str(value)


def main():
    differ = 0
    for case, arguments in CASES.items():
        expected = None
        for label, build, threads, environment in WAYS:
            value = digest(build, threads, environment, arguments)
            expected = expected or value
            differ += value != expected
            print(f"{case:8} {label:29} {value}{'' if value == expected else '  DIFFERS'}", flush=True)
        if digest("release", 2, {}, [*arguments, "--first-seed", "99"]) == expected:
            print(f"{case:8} another seed has the same digest: the comparison sees nothing")
            differ += 1
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
