"""When ELAN's annotations stand: time slots without a value, and annotations without slots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from interview_insights.records import NO_TIME

if TYPE_CHECKING:
    from interview_insights.read.elan import Linked

_MOST_SECONDS = 10_000_000.0


class TimeOrder:
    """The time slots of a file, in its order.

    A slot without a value lies somewhere between its neighbours: it is given a place in
    the order, spread evenly as ELAN does, but no time, for nobody measured one.
    """

    def __init__(self) -> None:
        self._slots: dict[str, float] = {}
        self._keys: dict[str, float] | None = None

    def add(self, slot: str, value: str | None, unit: float) -> None:
        """Take the next slot; ``unit`` is seconds per unit of its value."""
        try:
            time = float(value) * unit if value else NO_TIME
        except ValueError:
            time = NO_TIME
        self._slots[slot] = time if 0 <= time < _MOST_SECONDS else NO_TIME

    def time(self, slot: str) -> float:
        """Return a slot's time in seconds, NaN where it has none."""
        return self._slots.get(slot, NO_TIME)

    def key(self, slot: str) -> float:
        """Return a number that orders a slot among the others."""
        if self._keys is None:
            self._keys = self._spread()
        return self._keys.get(slot, 0.0)

    def _spread(self) -> dict[str, float]:
        keys: dict[str, float] = {}
        before, waiting = 0.0, list[str]()
        for slot, time in self._slots.items():
            if math.isnan(time):
                waiting.append(slot)
                continue
            step = max(0.0, time - before) / (len(waiting) + 1)
            keys |= {w: before + step * n for n, w in enumerate(waiting, 1)}
            keys[slot] = before = time
            waiting = []
        return keys | dict.fromkeys(waiting, before)


def anchored(linked: Sequence[Linked], order: TimeOrder) -> None:
    """Give annotations their times and keys.

    An annotation that hangs on another has the other's time; of several that part one,
    in the order of their links, the first has its beginning and the last its end.

    Parameters
    ----------
    linked : sequence of Linked
        All annotations of the file; their times and keys are set.
    order : TimeOrder
    """
    by_id = {each.id: each for each in linked}
    anchors = _roots(linked, by_id)
    depth = _depths(linked, by_id)
    followed = {each.previous for each in linked if each.previous}
    for each in linked:
        slots = by_id[anchors[each.id]].slots
        if slots is None:
            continue
        annotation = each.annotation
        annotation.key = (order.key(slots[0]), depth[each.id])
        if not each.previous:
            annotation.start_s = order.time(slots[0])
        if each.id not in followed:
            annotation.end_s = order.time(slots[1])


def _roots(linked: Sequence[Linked], by_id: dict[str, Linked]) -> dict[str, str]:
    """Return the annotation at the end of each one's links; loops are cut."""
    found: dict[str, str] = {}
    for each in linked:
        chain: dict[str, None] = {}
        here = each
        while here.id not in found and here.id not in chain:
            chain[here.id] = None
            following = "" if here.slots else here.parent
            if following not in by_id:
                break
            here = by_id[following]
        root = found.get(here.id, here.id)
        found |= dict.fromkeys(chain, root)
    return found


def _depths(linked: Sequence[Linked], by_id: dict[str, Linked]) -> dict[str, int]:
    """Return how many annotations come before each one in its chain; loops are cut."""
    found: dict[str, int] = {}
    for each in linked:
        chain: dict[str, None] = {}
        here: Linked | None = each
        while here is not None and here.id not in found and here.id not in chain:
            chain[here.id] = None
            here = by_id.get(here.previous)
        depth = found.get(here.id, 0) + 1 if here is not None else 0
        for name in reversed(chain):
            found[name] = depth
            depth += 1
    return found
