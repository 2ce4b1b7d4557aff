"""Timed Text captions (TTML, IMSC, DFXP): ``<p begin end>`` with agents as speakers.

Read with defusedxml: ttconv, the reference library, keeps styles and regions but drops
the agents, and the caption libraries parse with the standard parser, entities and all.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from typing import Any

from interview_insights.errors import ReadError
from interview_insights.read.clock import seconds
from interview_insights.read.payload import with_names
from interview_insights.read.reading import Reading, Source
from interview_insights.read.xml_events import local_name, local_names, parse_events
from interview_insights.records import NO_TIME, Place, Utterance

_HINT = "Export the captions again, as .vtt or .ttml."
_CLOCK = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2})(?:(\.\d{1,9})|:(\d{1,4})(?:\.\d{1,4})?)?")
_OFFSET = re.compile(r"(\d{1,15}(?:\.\d{1,9})?)(h|ms|m|s|f|t)")
_MOST_SECONDS = 1_000_000.0


@dataclass(slots=True)
class _Element:
    """An open element: when it begins and ends, and who speaks in it."""

    name: str
    begin: float = 0.0
    end: float = NO_TIME
    agent: str = ""
    timed: bool = False


@dataclass(slots=True)
class _Captions:
    """Target of :func:`parse_events`; collects what is said, and the agents' names."""

    frame_rate: float = 30.0
    tick_rate: float = 1.0
    open: list[_Element] = field(default_factory=lambda: [_Element("")])
    agents: dict[str, str] = field(default_factory=dict)
    spoken: list[Utterance] = field(default_factory=list)
    count: int = 0
    lost: int = 0
    _paragraph: _Element | None = None
    _words: list[str] = field(default_factory=list)
    _agent_id: str = ""

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        name, given = local_name(tag), local_names(attrs)
        above = self.open[-1]
        if name == "tt":
            self._rates(given)
        elif name == "agent":
            self._agent_id = given.get("id", "")
        elif name == "br":
            self._words.append(" ")
        element = self._element(name, given, above)
        self.open.append(element)
        if name == "p":
            self.count += 1
            self._paragraph, self._words = element, []
        elif self._paragraph:
            if element.agent != above.agent:
                self._flush(above.agent)
            if element.timed and not self._paragraph.timed:
                # Some exports time the words alone.
                self._paragraph.begin, self._paragraph.timed = element.begin, True

    def end(self, tag: str) -> None:
        element, name = self.open.pop(), local_name(tag)
        if name == "agent":
            self._agent_id = ""
        elif self._paragraph and (name == "p" or element.agent != self.open[-1].agent):
            self._flush(element.agent)
            self._paragraph = None if name == "p" else self._paragraph

    def data(self, text: str) -> None:
        inside = self.open[-1].name
        if inside == "name" and self._agent_id:
            before = self.agents.get(self._agent_id, "")
            self.agents[self._agent_id] = f"{before} {text}".strip()[:200]
        elif self._paragraph and inside in ("p", "span"):
            self._words.append(text)

    def close(self) -> Any:
        return self

    def _flush(self, agent: str) -> None:
        """Hand on the words since the last change of speaker."""
        words, self._words = "".join(self._words), []
        if self._paragraph and words.strip():
            begin = self._paragraph.begin if self._paragraph.timed else NO_TIME
            end = self._paragraph.end
            self.spoken.append(Utterance(agent, words, Place("cue", self.count), begin, end))

    def _rates(self, given: dict[str, str]) -> None:
        rate = _number(given.get("frameRate", ""), 30.0)
        above, _, below = given.get("frameRateMultiplier", "").replace(":", " ").partition(" ")
        factor = _number(above, 1.0) / _number(below, 1.0)
        self.frame_rate = rate * factor
        # Without a rate of ticks a tick is a frame where frames are given, else a second.
        self.tick_rate = _number(given.get("tickRate", ""), rate if "frameRate" in given else 1.0)

    def _element(self, name: str, given: dict[str, str], above: _Element) -> _Element:
        begin, end, base = above.begin, above.end, above.begin
        if "begin" in given:
            own = self._seconds(given["begin"])
            self.lost += math.isnan(own)
            # Times count from the element around, but some players' files count them all
            # from the start: there they would end after what is around them.
            if own >= above.begin and own <= above.end < above.begin + own:
                base = 0.0
            begin = base + own
        if "end" in given:
            end = base + self._seconds(given["end"])
        elif "dur" in given:
            end = begin + self._seconds(given["dur"])
        timed = above.timed or "begin" in given
        return _Element(name, begin, end, given.get("agent", above.agent), timed)

    def _seconds(self, value: str) -> float:
        value = value.strip()[:40]
        clock = _CLOCK.fullmatch(value)
        if clock:
            whole = int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3])
            return whole + float(clock[4] or 0) + int(clock[5] or 0) / self.frame_rate
        offset = _OFFSET.fullmatch(value)
        if not offset:
            return seconds(value)  # "12.3" and "1:02.3", which the standard does not know
        unit = {
            "h": 3600.0,
            "m": 60.0,
            "s": 1.0,
            "ms": 0.001,
            "f": 1 / self.frame_rate,
            "t": 1 / (self.tick_rate or 1.0),
        }[offset[2]]
        result = float(offset[1]) * unit
        return result if result < _MOST_SECONDS else NO_TIME


def _number(text: str, otherwise: float) -> float:
    try:
        value = float(text)
    except ValueError:
        return otherwise
    return value if 0.001 < value < 1e12 else otherwise


def read_ttml(source: Source) -> tuple[Reading, ...]:
    """Read TTML captions; places are cues, its paragraphs counted from 1.

    Parameters
    ----------
    source : Source

    Returns
    -------
    tuple of Reading
        One. Speakers are the agents (``ttm:agent``), else names before the words.

    Raises
    ------
    ReadError
        The XML is damaged or declares entities, or holds no paragraph with words.
    """
    captions = _Captions()
    parse_events(source.text, captions, source.path, _HINT)
    if not captions.spoken:
        raise ReadError("The captions hold no paragraph with words.", path=source.path, hint=_HINT)
    utterances = [replace(u, speaker=_name(captions.agents, u.speaker)) for u in captions.spoken]
    # Some exports sort by region, not by time.
    if all(u.start_s >= 0 for u in utterances):
        utterances.sort(key=lambda u: u.start_s)
    told = f"Of the times of the captions {captions.lost} cannot be read." if captions.lost else ""
    return (Reading(with_names(utterances), warnings=(told,) if told else ()),)


def _name(agents: dict[str, str], agent: str) -> str:
    first = agent.strip().partition(" ")[0]  # a paragraph may have several agents
    return " ".join(agents.get(first, first).split())
