# SPDX-License-Identifier: Apache-2.0
"""Chance as docs/model.md (2.7 and 3.4) and sim/random.hpp state it, written a second time."""
import bisect
import itertools
import math
import statistics

WORD, LONG = 2**32 - 1, 2**64 - 1

PURPOSES = {
    "firm research": 4, "capability": 7, "institute families": 8, "advantage": 9, "bottleneck": 10, "ties": 11,
    "phase": 12, "plan noise": 20, "plan tie": 21, "review of owner": 30, "category": 31, "in focus": 32, "tier": 33,
    "bundle": 34, "readiness": 35, "value": 36, "open": 40, "open delay": 41, "open clock": 42, "open kind": 43,
    "reach": 50, "who hears": 51, "apply delay": 52, "round tie": 60, "lottery": 61, "contract": 62, "overlap": 70,
    "approval": 71, "trial": 80, "outcome": 81, "learning": 82, "redesign": 83, "validation": 84,
    "team": 90, "step": 91, "step outcome": 92, "influence": 100, "influence cause": 101, "tie": 102, "awareness": 103,
    "installation": 104, "tie thinning": 105, "conflict": 111,
    "factory": 151}


def mixed(x):
    x = ((x ^ (x >> 30)) * 0xbf58476d1ce4e5b9) & LONG
    x = ((x ^ (x >> 27)) * 0x94d049bb133111eb) & LONG
    return x ^ (x >> 31)


def hash_of(name):
    text = name.encode()
    result = mixed(len(text) + 1)
    for at in range(0, len(text), 8):
        result = mixed(result ^ mixed((int.from_bytes(text[at:at + 8], "little") + 0x9e3779b97f4a7c15) & LONG))
    return result


def child(parent, who):
    """The key of the child that a parent, or 0 for none, knows by a name or a number (or by a key, taken as one)."""
    kind, number = (0x6e, hash_of(who)) if isinstance(who, str) else (0x75, who)
    start = mixed((parent + 0x9e3779b97f4a7c15 * kind) & LONG)
    return mixed(start ^ mixed((number + 0xd1b54a32d192ed03) & LONG))


def philox(a, b, c, d, k, m):
    """Four words from Philox 4x32-10 (Salmon et al. 2011)."""
    for _ in range(10):
        p, q = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (q >> 32) ^ b ^ k, q & WORD, (p >> 32) ^ d ^ m, p & WORD
        k, m = (k + 0x9E3779B9) & WORD, (m + 0xBB67AE85) & WORD
    return [a, b, c, d]


class Stream:
    """The draws of one entity for one purpose and occurrence, under the seed of a run."""
    normal_law = statistics.NormalDist()

    def __init__(self, seed, purpose, key, occurrence=0):
        self.seed, self.key = (seed & WORD, seed >> 32), (key & WORD, key >> 32)
        self.second, self.occurrence, self.words = PURPOSES[purpose], occurrence, []

    def word(self):
        if not self.words:
            self.words = philox(self.occurrence, self.second, *self.key, *self.seed)[::-1]
            self.second += 0x10000
        return self.words.pop()

    def long(self):
        low = self.word()
        return low | self.word() << 32

    def uniform(self, low=0.0, high=1.0):
        return low + (high - low) * (((self.long() >> 12) + 0.5) * 2.0**-52)

    def integer(self, count):
        """Lemire's method without bias."""
        product = self.word() * count
        while product & WORD < 2**32 % count:
            product = self.word() * count
        return product >> 32

    def exponential(self, mean):
        return -mean * math.log(self.uniform())

    def normal(self, mean=0.0, sd=1.0):
        return mean + sd * self.normal_law.inv_cdf(self.uniform())

    def lognormal(self, median, sigma):
        return median * math.exp(sigma * self.normal())

    def gumbel(self, scale):
        return -scale * math.log(-math.log(self.uniform()))

    def gamma(self, shape, mean):
        """Marsaglia and Tsang's method, for a shape of 1 or more."""
        d = shape - 1.0 / 3
        c = 1.0 / math.sqrt(9.0 * d)
        while True:
            x, u = self.normal(), self.uniform()
            root = 1.0 + c * x
            v = root * root * root
            if v > 0.0 and (u < 1.0 - 0.0331 * x**4 or math.log(u) < 0.5 * x * x + d * (1.0 - v + math.log(v))):
                return d * v * (mean / shape)

    def poisson(self, mean):
        """By inversion, for a mean below 10."""
        assert mean < 10.0
        u, p, k = self.uniform(), math.exp(-mean), 0
        while u > p > 0.0:
            u, k = u - p, k + 1
            p *= mean / k
        return k

    def weighted(self, weights):
        return self.by_totals(list(itertools.accumulate(weights)))

    def by_totals(self, totals):
        return min(bisect.bisect_right(totals, self.uniform() * totals[-1]), bisect.bisect_left(totals, totals[-1]))

    def shuffle(self, items):
        for i in range(len(items), 1, -1):
            j = self.integer(i)
            items[i - 1], items[j] = items[j], items[i - 1]
