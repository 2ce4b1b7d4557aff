from __future__ import annotations

import datetime
import io
import tempfile
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_insights.errors import InsightsError, ReadError
from interview_insights.read import read_study
from interview_insights.read.reading import Source
from interview_insights.read.tables import read_delimited, read_rows
from interview_insights.settings import Settings

FORMATS = Path(__file__).parents[1] / "data" / "formats"
EXAMPLES = sorted(
    path
    for kind in ("csv", "tsv", "xlsx")
    for path in (FORMATS / kind).iterdir()
    if path.suffix != ".json"
)


@pytest.fixture
def study(tmp_path):
    def _study(content, name="a.csv", **chosen):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_study(path, settings=Settings(**chosen))

    return _study


def said(study):
    return [[(t.speaker, t.text) for t in one.turns] for one in study.transcripts]


def warnings(study):
    return " ".join(w for one in study.transcripts for w in one.warnings)


def workbook(*sheets, hidden=(), merged=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# Cells and delimiters


@pytest.mark.parametrize(
    "content",
    [
        "speaker,text\nA,Why?\nB,Well, so, it is.\n",
        'speaker,text\nA,Why?\nB,"Well, so, it is."\n',
        "sep=;\nspeaker;text\nA;Why?\nB;Well, so, it is.\n",
        "speaker|text\nA|Why?\nB|Well, so, it is.\n",
        "speaker,text\nA,Why?\nspeaker,text\nB,Well, so, it is.\n",
    ],
)
def test_no_word_is_lost_to_a_delimiter(study, content):
    assert said(study(content)) == [[("A", "Why?"), ("B", "Well, so, it is.")]]


def test_a_column_beside_the_words_does_not_join_them(study):
    found = study("speaker,text,note\nA,Why?,x\nB,So.,y,z\n")
    assert said(found) == [[("A", "Why?"), ("B", "So.")]]
    assert 'left out: "note"' in warnings(found)


def test_quotation_marks_of_a_tool_that_does_not_quote(study):
    found = study('start\tspeaker\ttext\n0\tA\t"Why," she said.\n3\tB\t"I do\n5\tA\tSo?\n', "a.tsv")
    assert said(found) == [[("A", '"Why," she said.'), ("B", '"I do'), ("A", "So?")]]


def test_quoted_cells_with_line_ends_in_a_tsv(study):
    found = study('speaker\ttext\nA\t"Why\nnow?"\nB\t"So ""it"" is."\n', "a.tsv")
    assert said(found) == [[("A", "Why now?"), ("B", 'So "it" is.')]]
    assert str(found.transcripts[0].turns[1].place) == "row 3"


def test_commas_in_a_header_parted_by_semicolons(study):
    found = study(
        '"When";"What, if anything, and why, would you change?"\n'
        '1;"Make the map faster please, it hangs."\n2;"Dark colours, and bigger type, please."\n'
    )
    assert [one[1][1] for one in said(found)] == [
        "Make the map faster please, it hangs.",
        "Dark colours, and bigger type, please.",
    ]


def test_a_cell_as_long_as_an_interview(study):
    found = study('speaker,text\nA,Why?\nB,"' + "word " * 40_000 + '"\n')
    assert found.transcripts[0].words == 40_001


# Interviews in one table


def test_a_participant_who_alternates_is_a_speaker(study):
    found = study("participant,text\nAnna,Why come?\nBen,I like it.\nAnna,Else?\nBen,No.\n")
    assert [len(one) for one in said(found)] == [4]


def test_participants_in_blocks_are_interviews(study):
    found = study("participant,text\nP1,I like it.\nP1,It is near.\nP2,I moved away.\nP3,No.\n")
    assert [t.participant for t in found.transcripts] == ["P1", "P2", "P3"]
    assert said(found)[0] == [("P1", "I like it. It is near.")]


def test_participants_that_alternate_beside_speakers_are_no_interviews(study):
    found = study("participant,speaker,text\nP1,A,Why?\nP2,B,So.\nP1,A,Hm?\nP2,B,No.\n")
    assert [len(one) for one in said(found)] == [4]
    assert 'left out: "participant"' in warnings(found)


def test_an_interviewer_among_the_participants_makes_them_speakers(study):
    found = study("participant,text\nInterviewer,Why?\nInterviewer,Hm?\nP1,So.\nP1,It is.\n")
    assert len(found.transcripts) == 1


def test_respondents_with_a_row_for_each_question(study):
    found = study(
        "respondent_id,question,answer\nR1,Why leave?,Too dear.\nR1,Else?,Slow.\n"
        "R2,Why leave?,I moved.\n"
    )
    assert [t.participant for t in found.transcripts] == ["R1", "R2"]
    assert said(found)[1] == [("Interviewer", "Why leave?"), ("Respondent", "I moved.")]


def test_rows_of_an_interview_need_not_stand_together(study):
    found = study("call_id,speaker,text\n1,A,Why?\n2,A,How?\n1,B,So.\n2,C,Fast.\n")
    assert said(found) == [[("A", "Why?"), ("B", "So.")], [("A", "How?"), ("C", "Fast.")]]


def test_133_dialogues(study):
    rows = "".join(f"{n},A,Why is it {n}?\n{n},B,It is so.\n" for n in range(133))
    found = study(f"dialogue_id,speaker,text\n{rows}")
    assert len(found.transcripts) == len({t.id for t in found.transcripts}) == 133


def test_columns_that_say_the_same_throughout_are_attributes(study):
    found = study(
        "interview,speaker,text,age,mood\n1,A,Why?,34,calm\n1,B,So.,34,glad\n"
        "2,A,Why?,,calm\n2,C,No.,28,sad\n"
    )
    assert found.attributes == {"1": {"age": "34"}, "2": {"age": "28"}}
    assert 'left out: "mood"' in warnings(found)


def test_one_participant_of_one_interview(study):
    found = study("participant;speaker;text\nP7;Anna;Why?\nP7;Ben;So.\n")
    assert [t.participant for t in found.transcripts] == ["P7"]
    assert not found.attributes


# Groups


def test_a_segment_of_the_talk_is_no_group(study):
    found = study("speaker,text,segment\nA,Why?,intro\nB,So.,intro\nA,And?,main\nB,No.,main\n")
    assert found.transcripts[0].group not in ("intro", "main")


def test_a_segment_of_the_customers_is_their_group(study):
    found = study(
        "call_id,segment,speaker,text\n1,new,A,Why?\n1,new,B,So.\n2,old,A,Why?\n2,old,C,No.\n"
    )
    assert [t.group for t in found.transcripts] == ["new", "old"]
    assert 'The column "segment" was taken for the group.' in warnings(found)


def test_a_named_column_that_varies_within_an_interview_is_told(study):
    content = "call_id,plan,speaker,text\n1,x,A,Why?\n1,y,B,So.\n1,x,A,Hm?\n2,y,A,Why?\n2,y,C,No.\n"
    found = study(content, group_column="PLAN")
    assert [t.group for t in found.transcripts] == ["x", "y"]
    assert "several groups" in warnings(found)


def test_progress_is_no_group(study):
    found = study(
        "id,status,Why did you leave us?\n1,complete,It was too dear for me.\n"
        "2,partial,I moved to another town.\n3,complete,They never answered my mail.\n"
    )
    assert len({t.group for t in found.transcripts}) == 1
    assert found.attributes["1"]["status"] == "complete"


@pytest.mark.parametrize(
    "content", ["speaker,text\nA,Why?\nB,So.\n", "A: Why?\nB: So.\nA: Hm?\nB: No.\n"]
)
def test_a_missing_group_column_is_an_error(study, content):
    with pytest.raises(ReadError, match="no column 'plan' for the groups") as caught:
        study(content, group_column="plan")
    assert caught.value.hint


# Surveys and reviews


def survey(*columns):
    rows = zip(*(cells for _, cells in columns), strict=True)
    lines = [";".join(name for name, _ in columns), *(";".join(row) for row in rows)]
    return "\n".join(lines) + "\n"


OPEN = (
    "What would you change?",
    [
        "More buses at night.",
        "Cheaper tickets for students.",
        "no",
        "The doors close too fast for my mother.",
        "nothing",
        "no",
        "I cannot read the signs.",
        "Cleaner seats, and heating.",
    ],
)


SEVERAL = [
    "The bus to work, A tram",
    "A tram",
    "The bus to work",
    "A car of my own, The bus to work",
    "A car of my own, A tram",
    "The bus to work, A tram, A car of my own",
    "A car of my own",
    "A tram, A car of my own",
]


@pytest.mark.parametrize(
    "closed",
    [
        ("How likely are you to recommend us?", list("98710359")),
        (
            "Do you come by bus or by tram?",
            ["Bus", "Tram", "Bus", "Bus", "Tram", "Bus", "Bus", "Tram"],
        ),
        ("How often do you travel with us?", ["About once a month", "Less than once a year"] * 4),
        ("Which of these do you use?", SEVERAL),
        ("What is your email address?", [f"who{n}@example.org" for n in range(8)]),
        ("When did you last travel with us?", [f"2024-03-0{n + 1}" for n in range(8)]),
        ("Your full name", [f"Kim van der Lo {n}th" for n in range(8)]),
    ],
    ids=lambda closed: closed[0],
)
def test_closed_questions_are_attributes(study, closed):
    found = study(survey(closed, OPEN))
    assert {t.turns[0].text for t in found.transcripts} == {OPEN[0]}
    assert len(found.transcripts) == 8
    assert [found.attributes[t.participant][closed[0]] for t in found.transcripts] == closed[1]


def test_answers_of_few_words_are_answers(study):
    tools = [
        "Excel",
        "A paper diary",
        "My wife",
        "Nothing",
        "Trello",
        "Post-its",
        "Email",
        "A wall",
    ]
    found = study(survey(("What do you use instead of our tool?", tools), OPEN))
    assert [one[1] for one in said(found)] == [("Respondent", tool) for tool in tools]


def test_empty_answers_are_skipped_and_counted(study):
    found = study(
        "id,Why did you leave us?,What would bring you back?\n"
        "1,It was too dear for me.,n/a\n2,,-\n3,I moved to another town.,A shop in my street.\n"
    )
    assert [t.participant for t in found.transcripts] == ["1", "3"]
    assert "3 of 6 answers are empty." in warnings(found)
    assert "1 of 3 interviews in the file hold no words." in warnings(found)


def test_a_name_and_comments_within_a_form_are_no_talk(study):
    found = study(
        "Timestamp,Name,Comments,How did you hear about us?\n"
        "2024/01/01 10:00:00,Kim,The price is fair to me.,Radio\n"
        "2024/01/02 10:00:00,Lee,My sister works there.,Friend\n"
        "2024/01/03 10:00:00,Max,I cannot be bothered to change.,Radio\n"
    )
    assert [t.participant for t in found.transcripts] == ["Kim", "Lee", "Max"]
    assert found.attributes["Lee"]["How did you hear about us?"] == "Friend"


def test_a_table_of_topics(study):
    found = study(
        "id,segment,motivation,pain points\n"
        "1,a,I wanted to save time in the morning.,The lid leaks.\n"
        "2,b,My doctor told me to walk more.,It does not fit into my bag.\n"
        "3,a,It was a present from my son.,Nothing has bothered me so far.\n"
    )
    assert [t.group for t in found.transcripts] == ["a", "b", "a"]
    assert said(found)[0][2:] == [("Interviewer", "pain points"), ("Respondent", "The lid leaks.")]


def test_options_of_surveymonkey_in_a_column_each(study):
    found = study(
        "Respondent ID,Which do you use?,,,Why?\n"
        ",Bus,Tram,Other (please specify),Open-Ended Response\n"
        "7,Bus,,,It stops at my door.\n8,,Tram,My brother's old boat,Because I can.\n"
    )
    assert said(found)[0] == [("Interviewer", "Why?"), ("Respondent", "It stops at my door.")]
    other = "Which do you use? – Other (please specify)"
    assert said(found)[1][:2] == [("Interviewer", other), ("Respondent", "My brother's old boat")]
    assert found.attributes["7"] == {"Which do you use? – Bus": "Bus"}


def test_reviews_of_one_author(study):
    found = study(
        "author,review_text,rating\nKim,Great but heavy.,4\nLee,It broke.,1\nKim,Got another.,5\n"
    )
    assert [t.participant for t in found.transcripts] == ["Kim", "Lee", "Kim (2)"]
    assert found.attributes["Lee"] == {"rating": "1"}


def test_comments_of_two_who_talk_are_no_reviews(study):
    found = study(
        "name,comment\nKim,Why so?\nLee,It broke.\nKim,When?\nLee,In May.\nKim,And then?\n"
    )
    assert len(found.transcripts) == 1


def test_many_of_one_name_take_no_longer():
    rows = "".join(
        f"{'Anonymous' if n % 6 == 0 else n},It broke on day {n}.\n" for n in range(30_000)
    )
    text = f"author,review_text\n{rows}"
    before = time.perf_counter()
    found = read_delimited(Source("a.csv", "csv", b"", text, "utf-8"))
    assert len({reading.name for reading in found}) == 30_000
    assert time.perf_counter() - before < 10


# Other shapes


def test_a_table_that_is_no_transcript_names_its_columns(study):
    with pytest.raises(ReadError, match="No column holds the words") as caught:
        study("x,y\n1,2\n3,4\n")
    assert caught.value.hint


def test_a_long_transcript_in_one_cell_keeps_its_row(study):
    cell = "\n".join(["Interviewer: Why?", "Ana: So.", "Interviewer: And?", "Ana: No."])
    found = study(f'id,notes\nx,"{cell}"\ny,"{cell}"\n')
    assert [t.participant for t in found.transcripts] == ["x", "y"]
    assert {str(turn.place) for turn in found.transcripts[1].turns} == {"row 3"}


# Workbooks


def test_a_codebook_beside_an_interview_is_left_out(study):
    data = workbook(
        ("Codes", [["Theme", "Meaning"], ["price", "All that is said of what it costs."]]),
        ("Talk", [["speaker", "text"], ["A", "Why?"], ["B", "So."]]),
    )
    found = study(data, "a.xlsx")
    assert said(found) == [[("A", "Why?"), ("B", "So.")]]
    assert "left out: Codes" in warnings(found)


def test_interviews_of_two_sheets_are_not_of_one_person(study):
    rows = [
        ["interview", "speaker", "text"],
        [1, "A", "Why?"],
        [1, "B", "So."],
        [2, "A", "Why?"],
        [2, "C", "No."],
    ]
    found = study(workbook(("North", rows), ("South", rows)), "a.xlsx")
    assert [t.participant for t in found.transcripts] == [
        "North 1",
        "North 2",
        "South 1",
        "South 2",
    ]


def test_a_hidden_sheet_alone_is_read(study):
    data = workbook(("Talk", [["speaker", "text"], ["A", "Why?"], ["B", "So."]]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/workbook.xml"
    members[name] = members[name].replace(b'state="visible"', b'state="hidden"')
    assert b"hidden" in members[name]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    assert len(said(study(buffer.getvalue(), "a.xlsx"))) == 1


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("=No talking, please.", "=No talking, please."),
        ("=-I like it", "-I like it"),
        ('="It said ""no"""', 'It said "no"'),
        (12.0, "12"),
        (datetime.datetime(2024, 3, 1), "2024-03-01"),
        ("Yes_x000D_\nit is", "Yes it is"),
        (True, "True"),
    ],
)
def test_a_cell_of_words_is_words(study, cell, words):
    data = workbook(("Talk", [["speaker", "text"], ["A", "Why?"], ["B", cell], ["A", "Hm?"]]))
    assert said(study(data, "a.xlsx"))[0][1] == ("B", words)


def test_a_formula_without_a_value_is_told(study):
    rows = [["speaker", "text"], ["A", "Why?"], ["B", "=CONCATENATE(A1,B1)"], ["B", "So."]]
    found = study(workbook(("Talk", rows)), "a.xlsx")
    assert said(found) == [[("A", "Why?"), ("B", "So.")]]
    assert "1 formula has no saved value" in warnings(found)


def test_minutes_that_a_spreadsheet_took_for_hours(study):
    rows = [["time", "speaker", "text"]]
    rows += [[datetime.time(0, n), "AB"[n % 2], f"Word {n}?"] for n in range(1, 6)]
    found = study(workbook(("Talk", rows)), "a.xlsx")
    assert [t.start_s for t in found.transcripts[0].turns] == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert "minutes and seconds" in warnings(found)


def test_rows_beyond_the_limit_are_told(study, monkeypatch):
    monkeypatch.setattr("interview_insights.read.limits.MAX_TABLE_ROWS", 3)
    rows = [["speaker", "text"], ["A", "Why?"], ["B", "So."], ["A", "Hm?"]]
    found = study(workbook(("Talk", rows)), "a.xlsx")
    assert len(said(found)[0]) == 2
    assert "Only the first 3 rows" in warnings(found)


# Whatever comes

SOURCE = Source("a.csv", "csv", b"", "", "utf-8")
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(
        ["speaker", "text", "participant", "interview", "question", "answer", "review", "rating",
         "Anna", "Interviewer", "Why do you?", "So it is, I think.", '{"ImportId":"x"}', "Response",
         "Open-Ended Response", "A: Why?\nB: So.\nA: Hm?\nB: No.", "group", "0:03", "start"]
    ),
    st.text(max_size=12),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=8), st.sampled_from(["", "group"]))
def test_any_rows(rows, group):
    from dataclasses import replace

    from interview_insights.read.reading import Options

    source = replace(SOURCE, options=Options(group_column=group))
    try:
        found = read_rows(list(enumerate(rows, 1)), source)
    except ReadError as error:
        assert error.hint
        return
    assert len({reading.name for reading in found}) == len(found) > 0
    numbers = {u.place.number for reading in found for u in reading.utterances}
    assert numbers <= set(range(1, len(rows) + 1))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(EXAMPLES), st.data())
def test_any_damage_to_an_example(path, draw):
    data = bytearray(path.read_bytes())
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(data) - 1))
        cut = draw.draw(st.integers(0, 30))
        data[at : at + cut] = draw.draw(
            st.one_of(st.binary(max_size=6), st.sampled_from([b'"', b",", b"\n", b"\t"]))
        )
        if not data:
            return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"a{path.suffix}"
        file.write_bytes(data)
        try:
            found = read_study(file)
        except InsightsError:
            return
    for transcript in found.transcripts:
        for turn in transcript.turns:
            assert transcript.text[turn.start_char : turn.end_char] == turn.text
