# SPDX-License-Identifier: Apache-2.0
"""The model's core path, played again beside the events and draws of a run; random_worlds.py tells what is left out."""
import math
import re

from pipeline import Pipeline
from spread import Spread
from world import NOBODY, Draws, Thing, days, found

CURRENT = object()
PRIORITIES = {"PolicyChanged": 0, "YearStarted": 1, "MonthStarted": 1, "RegionPlanned": 1, "ListReleased": 1,
              "MatchingHeld": 3, "Matched": 3, "Unmatched": 3}
LEADS_TO = {"Contracted": "ReviewStarted", "ReviewFinished": "AccessGranted", "AccessGranted": "TrialStarted",
            "Redesigned": "TrialStarted"}


class Twin(Pipeline, Spread):
    """A world under the draws of a run. Of the run's events it reads three things only: what to compare; a time that
    lies within one tick of its own, so that roundings do not add up; and where rounding decides if a passage came."""

    def __init__(self, text, draws):
        self.draws, self.row, self.event, self.in_force, self.pending, self.made = Draws(draws), None, None, None, [], 0
        self.draws.enter(0)
        self.world = found(text, self.draws.take)
        self.now, self.take = self.world.start, self.draws.take
        self.begin()
    def __getitem__(self, parameter):
        return self.world.policy[parameter]

    def at(self, time, kind, *about, cause=CURRENT):
        self.made += 1
        self.pending.append(Thing(time=time, rank=(PRIORITIES.get(kind, 2), self.made), kind=kind, about=about, id=None,
                                  cause=self.event if cause is CURRENT else cause, through=None, outcome="none"))
        return self.pending[-1]
    def lognormal(self, median, sigma, *draw, at=0):
        return days(self[median] * math.exp(sigma * self.take(*draw, at=at)))
    def after(self, delay, kind, *about, cause=CURRENT):
        return self.at(self.now + delay, kind, *about, cause=cause)

    def play(self, rows):
        """Plays the run whose events are given; raises AssertionError at the first difference."""
        for row in rows:
            event = min(self.pending, key=lambda event: (event.time, event.rank))
            self.pending.remove(event)
            self.draws.enter(row.id)
            self.row, self.event, event.id = row, event, row.id
            self.now = row.time if abs(event.time - row.time) <= 1 else event.time
            if event.kind in LEADS_TO:
                self.after(0, LEADS_TO[event.kind], *event.about)
            elif event.kind == row.type:
                told = getattr(self, re.sub("(?<!^)([A-Z])", r"_\1", event.kind).lower())(*event.about)
                event.outcome = told or event.outcome
            words = [NOBODY if thing is None else getattr(thing, "word", thing) for thing in event.about]
            cause, through, policy = (other.id if other else 0 for other in (event.cause, event.through, self.in_force))
            twin = dict(id=row.id, time=self.now, type=event.kind, outcome=event.outcome, cause=cause, through=through,
                        policy=policy, entity=words + [0] * (4 - len(words)))
            assert twin == vars(row), f"the twin has {twin}, the run {vars(row)}"
        assert not self.draws.left and not self.draws.events, "the run draws more"
        assert all(one.event.outcome == "none" for one in self.applications), "an outcome before its round"
        assert min(event.time for event in self.pending) >= self.world.end - 1, "the twin goes on"
