"""Participants and groups: several interviews in a file, several respondents in an interview."""

from __future__ import annotations

import json

import pytest

from interview_insights.errors import ReadError, StudyError
from interview_insights.read import read_study, read_transcript

GROUP = (
    "Moderator: How did that go for you all?\nCat: Fine, the parcel came on the Monday.\n"
    "Dan: Mine never came and nobody wrote.\nModerator: And then?\nCat: Then I ordered more.\n"
    "Dan: I gave up.\nModerator: Would you say why?\nDan: They would not answer.\n"
)


def of(root, files):
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def people(study):
    return {
        s.name: (s.role, s.participant, s.group)
        for t in study.transcripts
        for s in t.speakers
        if s.role == "respondent"
    }


def test_each_respondent_of_a_group_discussion_is_a_participant(tmp_path):
    study = read_study(of(tmp_path, {"good/fg.txt": GROUP}))
    assert people(study) == {
        "Cat": ("respondent", "fg/Cat", ""),
        "Dan": ("respondent", "fg/Dan", ""),
    }
    assert study.groups == ("good",)


def test_rows_name_the_speakers_of_a_discussion(tmp_path):
    rows = "file,speaker,participant,group,age\nfg.txt,Cat,P1,good,34\nfg.txt,dan,P2,bad,50\n"
    study = read_study(of(tmp_path, {"fg.txt": GROUP, "participants.csv": rows}))
    assert people(study) == {
        "Cat": ("respondent", "P1", "good"),
        "Dan": ("respondent", "P2", "bad"),
    }
    assert study.groups == ("good", "bad")
    assert study.attributes == {"P1": {"age": "34"}, "P2": {"age": "50"}}
    (transcript,) = study.transcripts
    assert [s.role for s in transcript.speakers if s.name == "Moderator"] == ["interviewer"]


def test_participants_alone_may_be_the_speakers_names(tmp_path):
    rows = "file,participant,group\nfg.txt,Cat,good\nfg.txt,Dan,bad\n"
    study = read_study(of(tmp_path, {"fg.txt": GROUP, "participants.csv": rows}))
    assert people(study) == {
        "Cat": ("respondent", "Cat", "good"),
        "Dan": ("respondent", "Dan", "bad"),
    }


def test_a_row_names_the_interviewer_of_its_file(tmp_path):
    talk = "Eve: I liked it?\nFay: I see.\nEve: Did I?\nFay: Tell me.\nEve: Was it so? Yes?\n"
    assert people(read_study(of(tmp_path, {"good/a.txt": talk})))["Fay"]
    rows = "file,interviewer\na.txt,Fay; Gus\n"
    study = read_study(of(tmp_path, {"participants.csv": rows}))
    assert list(people(study)) == ["Eve"]
    assert study.transcripts[0].speakers[0].confidence == 1.0


def test_a_row_that_names_nobody_in_the_file_is_refused(tmp_path):
    rows = "file,speaker,participant\nfg.txt,Cat,P1\nfg.txt,Ann,P2\n"
    with pytest.raises(StudyError, match=r"Row 3 names fg\.txt again, after row 2") as caught:
        read_study(of(tmp_path, {"good/fg.txt": GROUP, "participants.csv": rows}))
    assert caught.value.line == 3


def several(root, rows=""):
    told = [
        {"interview": who, "speaker": speaker, "text": text}
        for who in ("P1", "P2", "P3")
        for speaker, text in (
            ("Interviewer", "What happened?"),
            (f"Guest {who}", f"I am {who} and it broke."),
        )
    ]
    files = {"all.json": json.dumps(told)}
    return of(root, files | ({"participants.csv": rows} if rows else {}))


def test_several_interviews_in_one_file_are_several_transcripts(tmp_path):
    study = read_study(several(tmp_path))
    assert [(t.id, t.path, t.participant) for t in study.transcripts] == [
        ("all.P1", "all.json", "P1"),
        ("all.P2", "all.json", "P2"),
        ("all.P3", "all.json", "P3"),
    ]
    assert [t.turns[1].text for t in study.transcripts] == [
        f"I am {who} and it broke." for who in ("P1", "P2", "P3")
    ]
    with pytest.raises(ReadError, match="holds 3 interviews"):
        read_transcript(tmp_path / "all.json")
    assert len(read_study(tmp_path / "all.json").transcripts) == 3


def test_rows_give_groups_to_the_interviews_of_one_file(tmp_path):
    rows = "file,participant,group\nall.json,P1,good\nall.json,P2,bad\nall.json,,lost\n"
    study = read_study(several(tmp_path, rows))
    assert [(t.participant, t.group) for t in study.transcripts] == [
        ("P1", "good"),
        ("P2", "bad"),
        ("P3", "lost"),
    ]
    kept = read_study(tmp_path, groups=["bad"])
    assert [t.participant for t in kept.transcripts] == ["P2"]
    assert "1 interviews of the group 'good' were left out." in kept.warnings


def test_initials_and_first_names_are_the_speaker_of_that_name(read):
    transcript = read(
        "Jane Miller: What did you buy?\nTom Okoye: A kettle.\nJM: And then?\nTom: It leaked.\n"
    )
    assert [t.speaker for t in transcript.turns] == ["Jane Miller", "Tom Okoye"] * 2
    assert (
        '"JM" was taken to be the same speaker as "Jane Miller".'.lower()
        in " ".join(transcript.warnings).lower()
    )


def test_a_first_name_of_two_is_nobody_s_alias(read):
    transcript = read("Tom Lee: Why?\nTom Okoye: So.\nTom: Oh.\nTom Lee: And?\nTom Okoye: No.\n")
    assert {t.speaker for t in transcript.turns} == {"Tom Lee", "Tom Okoye", "Tom"}


def test_numbered_respondents_of_two_surveys_are_not_the_same_people(tmp_path):
    rows = (
        "What made you come back to us?,Colour\nThe woman at the desk knew me.,red\n"
        "I did not come back at all.,blue\nIt is close to my work.,red\n"
    )
    study = read_study(of(tmp_path, {"good/a.csv": rows, "bad/b.csv": rows.replace("red", "tan")}))
    assert len({t.participant for t in study.transcripts}) == 6
    assert study.attributes["a row 2"] == {"Colour": "red"}
    assert study.attributes["b row 2"] == {"Colour": "tan"}
