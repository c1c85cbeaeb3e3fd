# SPDX-License-Identifier: Apache-2.0
"""Who may include what: the chain of folders and the owner of every package."""
import re

CHAIN = ["sim", "models", "scenarios", "experiments", "notebooks"]

FILES = ["filesystem", "fstream", "iostream"]
POSIX = ["fcntl.h", "unistd.h", "signal.h", "errno.h", "time.h", "poll.h", "spawn.h", "sys/*"]
THREADS = ["thread", "mutex", "shared_mutex", "atomic", "condition_variable", "future", "stop_token", "semaphore",
           "latch", "barrier", "pthread.h"]

# Header pattern -> the folders that may include it, beside tests.
OWNERS = [
    (["Random123/*", "boost/*", "Eigen/*", "sleef.h", "sys/mman.h"], ["sim"]),
    (["yaml-cpp/*"], ["scenarios"]),
    (["hdf5*.h", "H5*.h", "CLI/*", "xxhash.h"] + THREADS, ["experiments"]),
    (["pybind11/*"], ["notebooks"]),
    (["doctest/*", "ns3/*"], []),
    (FILES + POSIX, ["scenarios", "experiments", "notebooks"]),
]

STANDARD = """algorithm any array bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes climits clocale
cmath compare complex concepts csignal cstddef cstdint cstdio cstdlib cstring ctime deque exception execution
forward_list functional initializer_list iomanip ios iosfwd istream iterator limits list locale map
memory memory_resource new numbers numeric optional ostream queue random ranges ratio regex scoped_allocator set
source_location span sstream stack stdexcept streambuf string string_view system_error tuple type_traits typeindex
typeinfo unordered_map unordered_set utility valarray variant vector version""".split()

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def matches(header, pattern):
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), header) is not None


def fault_of_own_header(folder, header, tree):
    if header not in tree:
        return f'"{header}" is no file named from the root'
    to = header.split("/")[0]
    if folder == "tests" or to == folder:
        return None
    if to not in CHAIN or CHAIN.index(to) > CHAIN.index(folder):
        return f'"{header}" points right: {folder} must not know {to}'
    return None


def fault_of_package(folder, header):
    if folder == "tests":
        return None
    for patterns, owners in OWNERS:
        if any(matches(header, pattern) for pattern in patterns):
            return None if folder in owners else f"<{header}> belongs to {' and '.join(owners) or 'tests'}"
    return None if header in STANDARD else f"<{header}> is of a package without an owner"


def include_faults(tree):
    """tree: path -> text. One line a fault; C++ files outside the chain and tests are faults themselves."""
    faults = []
    for path, text in tree.items():
        if not path.endswith((".hpp", ".cpp")):
            continue
        folder = path.split("/")[0]
        if folder not in CHAIN + ["tests"]:
            faults.append(f"{path}: no C++ outside {', '.join(CHAIN)} and tests")
            continue
        for kind, header in INCLUDE.findall(text):
            own = kind == '"'
            fault = fault_of_own_header(folder, header, tree) if own else fault_of_package(folder, header)
            if fault:
                faults.append(f"{path}: {fault}")
    return faults
