from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from interview_insights.errors import ReadError
from interview_insights.read.plain_table import number_of, read_plain_table


def test_comments_blank_rows_and_short_rows(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("# Google\n# ----\n\nCity;Active users\nLeeds;50\n\nYork\n", encoding="utf-8")
    table = read_plain_table(path)
    assert table.columns == ("City", "Active users")
    assert table.rows == (("Leeds", "50"), ("York", ""))
    assert table.column("users activeusers") == 1
    assert table.column("country") is None


def test_a_workbook_is_read_by_its_first_sheet_with_rows(tmp_path):
    book = Workbook()
    book.create_sheet("Orders")
    for row in (("Customer ID", "Total"), ("c1", 12.5), ("c2", None)):
        book["Orders"].append(row)
    book.save(tmp_path / "orders.xlsx")
    table = read_plain_table(tmp_path / "orders.xlsx")
    assert table.column("customerid") == 0
    assert [number_of(row[1]) for row in table.rows] == [12.5, None]


@pytest.mark.parametrize(
    "content",
    [b"", b"a,b\n", b"only one column\n1\n2\n", b"PK\x03\x04 broken", b"\x00\x01\x02" * 90],
)
def test_what_is_no_table_is_told_in_a_sentence(tmp_path, content):
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    with pytest.raises(ReadError):
        read_plain_table(path)


@given(st.integers(0, 10**9), st.sampled_from(["£", "$", "", "EUR "]))
def test_amounts_in_either_notation(cents, sign):
    value = cents / 100
    english = f"{sign}{value:,.2f}"
    german = english.replace(",", "_").replace(".", ",").replace("_", ".")
    assert number_of(english) == pytest.approx(value)
    assert number_of(german) == pytest.approx(value)


@given(st.text())
def test_any_text_is_a_number_or_none(text):
    found = number_of(text)
    assert found is None or isinstance(found, float)
