"""Whatever happens to a file of a research tool: an error that helps, or a sound transcript."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_insights.errors import InsightsError
from interview_insights.read import read_study
from interview_insights.read.chat_codes import plain_words
from interview_insights.read.qda_codings import read_codings

FORMATS = Path(__file__).parents[1] / "data" / "formats"
KINDS = ("eaf", "elan-tab", "cha", "lrc", "ttml", "qdpx")
EXAMPLES = sorted(p for kind in KINDS for p in (FORMATS / kind).iterdir() if p.suffix != ".json")
quick = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 60),
        st.one_of(
            st.binary(max_size=12),
            st.sampled_from(
                [
                    b"<",
                    b">",
                    b'"',
                    b"\t",
                    b"\n",
                    b"\x15",
                    b"[",
                    b"&x;",
                    b"-->",
                    b"\x00",
                    b"]]>",
                    b"NaN",
                    b"1e999",
                    b"-1",
                    b"\xff\xfe",
                    b"<!--",
                    b"&#0;",
                    b"\xed\xa0\x80",
                ]
            ),
        ),
    ),
    min_size=1,
    max_size=6,
)


def mutated(data, changes):
    for where, length, content in changes:
        at = int(where * len(data))
        data = data[:at] + content + data[at + length :]
    return data


def check(path):
    try:
        study = read_study(path)
    except InsightsError as error:
        assert error.message.endswith((".", "!", "?"))
        return
    for transcript in study.transcripts:
        for turn in transcript.turns:
            assert transcript.text[turn.start_char : turn.end_char] == turn.text
            assert turn.text
            assert "\x15" not in turn.text
            assert turn.place.number >= 1
            assert not turn.start_s < 0
            assert [m.start_char for m in turn.marks] == sorted(m.start_char for m in turn.marks)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parent.name}-{p.stem}")
@quick
@given(changes=edits)
def test_any_change_of_a_file(tmp_path, path, changes):
    target = tmp_path / f"a{path.suffix}"
    target.write_bytes(mutated(path.read_bytes(), changes))
    check(target)


@pytest.mark.parametrize("path", [p for p in EXAMPLES if p.suffix == ".qdpx"], ids=lambda p: p.stem)
@quick
@given(changes=edits, which=st.integers(0, 20))
def test_any_change_within_an_archive(tmp_path, path, changes, which):
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(members)[which % len(members)] if which > 10 else "project.qde"
    members[name] = mutated(members[name], changes)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    target = tmp_path / "a.qdpx"
    target.write_bytes(buffer.getvalue())
    check(target)
    try:
        codings, texts = read_codings(target)
    except InsightsError:
        return
    assert all(0 <= c.start_char <= c.end_char and c.source in texts for c in codings)


@quick
@given(st.text(alphabet="ab0 .[]<>()&=+-*:/!?@_^#x\x15\t„‡∆°{}\"',1", max_size=60))
def test_any_codes(text):
    words, counts, listeners = plain_words(text, frozenset())
    assert words == words.strip()
    assert not set(words) & set("<>")
    assert all(count > 0 for count in counts.values())
    assert listeners >= 0
