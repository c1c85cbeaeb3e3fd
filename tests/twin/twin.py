# SPDX-License-Identifier: Apache-2.0
"""The model's core path, played a second time beside the events of a run."""
import heapq
import itertools
import re

from pipeline import Pipeline
from spread import Spread
from trials import Trials
from world import NOBODY, Thing, day_of, found, next_month

CURRENT = object()
PRIORITIES = {"PolicyChanged": 0, "YearStarted": 1, "MonthStarted": 1, "RegionPlanned": 1, "ListReleased": 1,
              "MatchingHeld": 3, "Matched": 3, "Unmatched": 3}


class Twin(Pipeline, Trials, Spread):
    """A world under a seed. It reads the events of the run for three things only: to compare; to take over a time that
    lies within one tick of its own, so that roundings do not add up; and where rounding decides if a passage came."""

    def __init__(self, path, seed):
        world = self.world = found(path, seed)
        self.chance, self.policy, self.now = world.chance, world.policy, world.start
        self.pending, self.numbers, self.event, self.in_force = [], itertools.count(), None, None
        self.scenarios, self.projects, self.templates, self.applications = itertools.count(), [], [], []
        self.desks = [Thing(line=[], busy=0) for _ in range(max(4, world.agencies))]
        self.misread = None
        self.usual_effort = self.public_spend = self.opened = 0.0
        self.real_thousands = sum(region.industrial_firms for region in world.regions) / 1000.0
        self.waiting_lists, self.on_list = ({region: [] for region in world.regions + [None]} for _ in range(2))
        self.at(self.now, "YearStarted", day_of(self.now).year)
        self.at(next_month(self.now), "MonthStarted", 1)
        for i, change in enumerate(world.changes):
            if change.at <= self.now and change.ramp == 0:
                self.policy[change.parameter] = change.target
            else:
                self.at(change.at, "PolicyChanged", i, 0)
        self.openness, self.opened_at = self.policy["soe.openness"], self.now
        self.fill_places()
        for each, agents in ((self.plan_next, world.regions), (lambda owner: self.wind_need(owner, 0), world.owners),
                             (self.plan_list, world.regions + [None]), (self.plan_matching, world.regions)):
            for agent in agents:
                each(agent)
        self.roll_out()
        self.begin_influence()

    def at(self, time, kind, *about, cause=CURRENT):
        event = Thing(kind=kind, about=about, number=next(self.numbers), row=None, outcome="", through=None,
                      cause=self.event if cause is CURRENT else cause)
        self.move(event, time)
        return event

    def after(self, delay, kind, *about, cause=CURRENT):
        return self.at(self.now + delay, kind, *about, cause=cause)

    def move(self, event, time):
        self.cancel(event)
        event.time = time
        heapq.heappush(self.pending, (time, PRIORITIES.get(event.kind, 2), event.number, event))

    def cancel(self, event):
        self.pending = [entry for entry in self.pending if entry[3] is not event]
        heapq.heapify(self.pending)

    def policy_changed(self, change, step):
        self.policy_step(change, step)
        self.bend_needs()
        self.bend_openings()
        for desk in self.desks:
            self.serve_line(desk)
        for family in self.world.families:
            self.refresh(family)

    def month_started(self, month):
        self.at(next_month(self.now), "MonthStarted", month + 1, cause=None)
        self.warm_up()
        self.roll_out()
        self.spread_awareness()
        self.month_of_influence()

    def expected_outcome(self):
        return self.expected[self.event.row].outcome

    def play(self, rows):
        """Plays the run whose events are given; the first difference in words, or None."""
        self.expected = rows
        for number, row in enumerate(rows):
            event = self.event = heapq.heappop(self.pending)[3]
            self.now, event.row = row.time if abs(event.time - row.time) <= 1 else event.time, number
            if event.kind == row.kind:
                getattr(self, re.sub("(?<!^)([A-Z])", r"_\1", event.kind).lower())(*event.about)
            words = [NOBODY if thing is None else getattr(thing, "word", thing) for thing in event.about]
            cause, through, policy = (other and other.row for other in (event.cause, event.through, self.in_force))
            twin = Thing(time=self.now, kind=event.kind, outcome=event.outcome, cause=cause, through=through,
                         policy=policy, entity=words + [0] * (4 - len(words)))
            if vars(twin) != vars(row):
                return f"event {number}: the twin has {twin}, the run {row}"
            if self.misread:
                return self.misread
        if any(one.event.outcome for one in self.applications):
            return "an application has an outcome before its round"
        left = min(self.pending)
        return f"the twin goes on with {left[3].kind}" if left[0] < self.world.end - 1 else None
