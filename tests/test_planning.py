"""recruit, guide and triangulate: functions and commands."""

from __future__ import annotations

import io
import json
import math
import random

import docx
import pandas as pd
import pytest
import typer.main
from typer.testing import CliRunner

import interview_insights as ii
from interview_insights import frames
from interview_insights.cli.app import app
from interview_insights.coding.codebook import default_codebook
from interview_insights.compare.questions import is_hypothetical, is_leading, is_question
from interview_insights.compare.triangulation import triangulate
from interview_insights.errors import ReadError
from interview_insights.language.fact_amounts import amount_of
from interview_insights.recruiting import recruit
from interview_insights.report.guide import guide_docx, guide_markdown, make_guide

ORDERS = """\
Order ID,Customer ID,Email,Order Date,Total
1,often,o@x.test,2026-01-03,£20.00
2,often,o@x.test,2026-05-03,£40.00
3,often,new@x.test,2026-09-03,£41.00
4,twice,t@x.test,2026-02-01,10
5,twice,t@x.test,2026-02-11,11
6,angry,a@x.test,2026-03-11,9
7,happy,h@x.test,2026-03-12,9
8,=cmd(),c@x.test,2026-04-12,9
9,,x@x.test,2026-03-11,9
10,lost,l@x.test,someday,9
"""
REVIEWS = """\
customer,stars,review
angry,1,Broken on arrival
happy,5,Lovely
=cmd(),2,Meh
often,1,Once it was late
"""


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (tmp_path / "reviews.csv").write_text(REVIEWS, encoding="utf-8")
    return tmp_path / "orders.csv", tmp_path / "reviews.csv"


def names(candidates):
    return [person.customer for person in candidates]


def test_best_and_worst_customers(tables):
    found = recruit(*tables, n=10)
    assert names(found.good) == ["often", "twice"]  # a poor review does not undo three orders
    assert names(found.bad) == ["angry", "=cmd()"]  # the poorest first; who was happy is not asked
    assert (found.customers, found.passed_over) == (5, 2)
    assert found.good[0].contact == {"Email": "new@x.test"}  # of the latest order
    assert "3 orders" in found.good[0].reason
    assert "101.00" in found.good[0].reason
    assert "rated 1 of 5: “Broken on arrival”" in found.bad[0].reason
    assert all(0 <= person.score <= 1 for person in (*found.good, *found.bad))
    assert names(recruit(*tables, n=1).good) == ["often"]


def test_the_order_of_rows_does_not_matter(tables):
    orders, reviews = tables
    first = recruit(orders, reviews)
    for path in tables:
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        random.Random(1).shuffle(rows)
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    assert recruit(orders, reviews) == first


def test_without_reviews_whoever_never_came_back_is_asked(tables):
    found = recruit(tables[0])
    assert names(found.bad) == ["angry", "happy", "=cmd()"]
    assert any("No ratings" in remark for remark in found.remarks)


def test_days_first_are_told_from_the_column(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text("email,date\na,03/04/2026\na,25/04/2026\nb,01/02/2026\n", encoding="utf-8")
    found = recruit(path)
    assert found.good[0].last_order.isoformat() == "2026-04-25"
    assert found.bad[0].last_order.isoformat() == "2026-02-01"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "customer"),
        ("customer,b\n1,2\n", "date"),
        ("customer,date\n,2026-01-01\n", "No row"),
    ],
)
def test_orders_that_tell_too_little(tmp_path, text, words):
    (tmp_path / "orders.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=words):
        recruit(tmp_path / "orders.csv")


def _numbers(fact, normalised):
    found = amount_of(fact, normalised)
    return (found.low, found.high, found.unit) if found else (math.nan, math.nan, None)


def facts(*rows):
    return pd.DataFrame(
        [
            (person, fact, value, normalised, *_numbers(fact, normalised), "s")
            for person, fact, value, normalised in rows
        ],
        columns=[column.name for column in frames.SCHEMAS["facts"]],
    )


def test_shares_are_compared_where_they_can_be():
    own = facts(
        *((f"p{i}", "age", "twenty", "20") for i in range(8)),
        ("p8", "age", "seventy", "70"),
        ("p0", "location", "in Leeds", "Leeds"),
        ("p1", "location", "Rome", "Rome"),
        ("p2", "technology", "my iPad", "iPad"),
    )
    users = [
        ("age", "18-24", 100.0), ("age", "25-34", 800.0), ("age", "65+", 100.0),
        ("location", "Leeds", 5.0), ("device", "tablet", 5.0), ("browser", "x", 1.0),
    ]  # fmt: skip
    found = triangulate(own, 10, users)
    rows = found.table.set_index(["dimension", "value"])
    assert rows.loc[("age", "18-24"), "verdict"] == "over"
    assert rows.loc[("age", "25-34"), "verdict"] == "under"
    assert rows.loc[("age", "65+"), "verdict"] == "agrees"
    assert rows.loc[("age", "65+"), "interviewees"] == 1
    assert rows.loc[("location", "Leeds"), "stated"] == 1
    assert rows.loc[("device", "tablet"), "interviewees"] == 1
    told = " ".join(found.remarks)
    assert "age: 1 of 10 did not say" in told
    assert "location: what 1 said" in told
    assert "browser" in told
    assert (rows["low"] <= rows["share"]).all()
    assert (rows["share"] <= rows["high"]).all()


def test_facts_that_nobody_stated_are_unknown():
    found = triangulate(facts(), 3, [("gender", "female", 2.0), ("gender", "male", 0.0)])
    assert set(found.table["verdict"]) == {"unknown"}


def test_a_guide_asks_first_what_few_spoke_of():
    book = default_codebook()
    heard = {code.name: 9 for code in book.codes} | {"values": 0, "discovery": 1}
    guide = make_guide(book, "Fernside", heard, 10)
    labels = {code.name: code.label for code in book.codes}
    assert set(guide.gaps) == {labels["values"], labels["discovery"]}
    by_lens = {section.lens: section.questions for section in guide.sections}
    assert by_lens["mindset"][0][0] == labels["values"]
    assert by_lens["mindset"][0][2] == "0 of 10"
    assert by_lens["driver"][0][0] == labels["discovery"]
    assert all(3 <= len(questions) <= 5 for questions in by_lens.values())
    assert 7 <= len(guide.survey) <= 20
    assert {kind for kind, _ in guide.survey} == {
        "demographic", "education", "career", "finances", "drivers", "barriers", "mindset"
    }  # fmt: skip


def test_the_guide_keeps_its_own_rules():
    guide = make_guide(default_codebook())
    asked = [text for section in guide.sections for _, text, _ in section.questions]
    for text in asked:
        last = text.split(". ")[-1]
        assert is_question(text) or text.startswith(("Tell me", "Walk me"))
        assert not is_leading(last), text
        assert not is_hypothetical(last), text
        assert "{" not in text


def test_guides_are_written_as_markdown_and_word(tmp_path):
    guide = make_guide(default_codebook(), "Fernside")
    text = guide_markdown(guide)
    assert text.startswith("# Interview guide: Fernside\n")
    data = guide_docx(guide)
    assert data == guide_docx(guide)
    document = docx.Document(io.BytesIO(data))
    words = "\n".join(p.text for p in document.paragraphs)
    for reminder in guide.reminders:
        assert reminder in words
        assert reminder in text
    assert len(document.tables) == 3


def run_cli(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_commands(tables, tmp_path, sample_folder):
    out = tmp_path / "c.csv"
    done = run_cli("recruit", tables[0], "--reviews", tables[1], "--out", out)
    assert done.exit_code == 0
    assert "'=cmd()" in out.read_text(encoding="utf-8")  # no formula for a spreadsheet
    found = json.loads(run_cli("recruit", tables[0], "--json").stdout)
    assert [c["customer"] for c in found["candidates"]][:2] == ["often", "twice"]
    assert "# Interview guide: Fernside" in run_cli("guide", sample_folder).stdout
    assert run_cli("guide", "--out", tmp_path / "g.pdf").exit_code == 2
    for name in ("g.docx", "g.md"):
        assert run_cli("guide", sample_folder, "--out", tmp_path / name).exit_code == 0
        assert (tmp_path / name).stat().st_size > 1000
    ages = tmp_path / "ga.csv"
    ages.write_text("# GA4\nAge,Active users\n18-44,10\n45+,30\n(not set),5\n", encoding="utf-8")
    table = json.loads(run_cli("triangulate", sample_folder, ages, "--json").stdout)["table"]
    people = ii.load_run(sample_folder).facts.query("fact == 'age'")["participant"].nunique()
    assert sum(row["interviewees"] for row in table) == people
    assert [row["users_share"] for row in table] == [0.25, 0.75]


def test_every_planning_command_is_registered():
    assert {"recruit", "guide", "triangulate"} <= set(typer.main.get_command(app).commands)
