"""Every column of every schema is guarded: each fault is planted in each column."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from handmade import make_tables

from interview_insights import frames
from interview_insights.errors import RunError

TABLES = make_tables()
COLUMNS = [(name, column) for name, schema in frames.SCHEMAS.items() for column in schema]
IDS = [f"{name}-{column.name}" for name, column in COLUMNS]


def planted(name: str, column: str, value: Any) -> pd.DataFrame:
    """A good table with one bad cell, in its last row."""
    frame = TABLES[name].copy()
    cells = frame[column].tolist()
    frame[column] = pd.Series([*cells[:-1], value])
    return frame


def wrong_values(column: frames.Column) -> list[Any]:
    wrong: dict[str, list[Any]] = {
        "text": [7, 0.5, b"bytes"],
        "int": ["7", 1.5],
        "float": ["0.5"],
        "bool": ["True", 2],
        "list": ["a | b", None],
    }
    values = list(wrong[column.kind])
    if not column.nullable and column.kind != "list":
        values += [None, math.nan]
    if column.low is not None:
        values.append(column.low - 1)
    if column.high is not None:
        values.append(column.high + 0.01)
    return values


def test_the_tables_of_a_run_have_a_schema_each() -> None:
    assert set(frames.SCHEMAS) == set(TABLES)
    for schema in frames.SCHEMAS.values():
        names = [column.name for column in schema]
        assert len(set(names)) == len(names)
        assert all(column.meaning for column in schema)


@pytest.mark.parametrize("name", frames.SCHEMAS)
def test_a_good_table_comes_back_as_it_is(name: str) -> None:
    frame = TABLES[name]
    before = frame.copy()
    assert len(frame) > 1
    assert frames.check(name, frame) is frame
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("name", frames.SCHEMAS)
def test_an_empty_table_has_typed_columns_and_passes(name: str) -> None:
    frame = frames.empty(name)
    assert list(frame.columns) == [column.name for column in frames.SCHEMAS[name]]
    assert len(frame) == 0
    kinds = {"text": "O", "list": "O", "int": "i", "float": "f", "bool": "b"}
    for column in frames.SCHEMAS[name]:
        assert frame[column.name].dtype.kind == kinds[column.kind], column.name
    assert frames.check(name, frame) is frame


@pytest.mark.parametrize(("name", "column"), COLUMNS, ids=IDS)
def test_a_wrong_value_is_refused_with_table_and_column(name: str, column: frames.Column) -> None:
    for value in wrong_values(column):
        with pytest.raises(RunError) as caught:
            frames.check(name, planted(name, column.name, value))
        assert name in caught.value.message, value
        assert column.name in caught.value.message, value
        assert caught.value.hint


@pytest.mark.parametrize(("name", "column"), COLUMNS, ids=IDS)
def test_a_missing_column_is_refused_by_name(name: str, column: frames.Column) -> None:
    with pytest.raises(RunError, match=column.name):
        frames.check(name, TABLES[name].drop(columns=column.name))
    with pytest.raises(RunError, match=column.name):
        frames.check(name, frames.empty(name).drop(columns=column.name))


@pytest.mark.parametrize(
    ("name", "column"),
    [pair for pair in COLUMNS if pair[1].nullable],
    ids=[i for i, pair in zip(IDS, COLUMNS, strict=True) if pair[1].nullable],
)
def test_a_nullable_column_may_be_empty_throughout(name: str, column: frames.Column) -> None:
    frame = TABLES[name].copy()
    missing = math.nan if column.kind == "float" else None
    dtype = "float64" if column.kind == "float" else "object"
    frame[column.name] = pd.Series([missing] * len(frame), dtype=dtype)
    frames.check(name, frame)


@pytest.mark.parametrize(
    ("name", "column"),
    [pair for pair in COLUMNS if pair[1].low is not None],
    ids=[i for i, pair in zip(IDS, COLUMNS, strict=True) if pair[1].low is not None],
)
def test_bounds_belong_to_the_range(name: str, column: frames.Column) -> None:
    for bound in (column.low, column.high):
        if bound is not None:
            value = int(bound) if column.kind == "int" else bound
            frames.check(name, planted(name, column.name, value))


def test_rounding_at_the_upper_bound_is_forgiven() -> None:
    frames.check("themes", planted("themes", "stability", 1.0 + 1e-12))


def test_an_unexpected_column_is_refused_by_name() -> None:
    with pytest.raises(RunError, match="mood"):
        frames.check("themes", TABLES["themes"].assign(mood="good"))


def test_columns_in_another_order_are_refused() -> None:
    frame = TABLES["facts"]
    with pytest.raises(RunError, match="order"):
        frames.check("facts", frame[list(frame.columns[::-1])])


def test_an_unknown_table_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        frames.check("moods", TABLES["facts"])
