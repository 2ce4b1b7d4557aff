"""Who is behind the texts of a REFI-QDA project: its cases and their variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interview_insights.read.qda_project import Case, Project

_GROUPS = (
    "group",
    "segment",
    "cohort",
    "status",
    "customer group",
    "customer segment",
    "customer status",
    "condition",
    "gruppe",
    "kundengruppe",
    "groupe",
    "grupo",
    "gruppo",
    "groep",
)
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Person:
    """What a project states about the respondent of a text."""

    name: str
    group: str
    attributes: Mapping[str, str]


def people_of(project: Project, group_column: str = "") -> tuple[dict[str, Person], list[str]]:
    """Return who is behind each text, by its guid.

    Parameters
    ----------
    project : Project
    group_column : str
        Name of the variable that holds the group; where empty, one named group,
        segment, cohort, status or the like.

    Returns
    -------
    people : dict of str to Person
    warnings : list of str
    """
    by_source: dict[str, list[Case]] = {}
    for case in project.cases:
        for guid in case.sources:
            by_source.setdefault(guid, []).append(case)
    people: dict[str, Person] = {}
    shared: list[str] = []
    for part in project.parts:
        tied = by_source.get(part.guid, [])
        # MAXQDA keeps a document's own variables in a case without a name.
        named = [case for case in tied if case.name]
        own: dict[str, str] = dict(part.values)
        for case in tied:
            if not case.name and len(case.sources) == 1:
                own |= case.values
        name = ""
        if len(named) == 1:
            own |= named[0].values
            name = named[0].name
        elif named:
            shared.append(part.name)
            own |= _common([case.values for case in named])
        if name or own:
            group = _group(own, group_column)
            rest = {k: v for k, v in own.items() if k != group}
            people[part.guid] = Person(name, own.get(group, ""), rest)
    return people, [
        *_several(shared),
        *_wide(project.cases),
        *_unknown(people, project, group_column),
    ]


def _common(values: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return what all cases of a group discussion have in common."""
    return {
        name: value
        for name, value in values[0].items()
        if all(other.get(name) == value for other in values[1:])
    }


def _group(values: Mapping[str, str], group_column: str) -> str:
    """Return the name of the variable that holds the group, empty where there is none."""
    wanted = [group_column.casefold().strip()] if group_column.strip() else _GROUPS
    by_name = {" ".join(n.casefold().replace("_", " ").split()): n for n in values}
    by_name |= {n.casefold(): n for n in values}
    return next((by_name[name] for name in wanted if name in by_name), "")


def _several(shared: Sequence[str]) -> list[str]:
    if not shared:
        return []
    listed = ", ".join(f'"{name}"' for name in shared[:_SHOWN])
    more = f" and {len(shared) - _SHOWN} more" if len(shared) > _SHOWN else ""
    return [f"Several cases are tied to {listed}{more}; none was taken as the participant."]


def _wide(cases: Sequence[Case]) -> list[str]:
    wide = [case for case in cases if case.name and len(case.sources) > 1]
    return [
        f'The case "{case.name}" is tied to {len(case.sources)} sources, which were taken as'
        " interviews of one participant."
        for case in wide[:_SHOWN]
    ]


def _unknown(people: Mapping[str, Person], project: Project, group_column: str) -> list[str]:
    if not group_column or any(person.group for person in people.values()) or not project.parts:
        return []
    return [f'No source has a value of the variable "{group_column}", which should hold the group.']
