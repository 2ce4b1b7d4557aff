"""Identities are replaced, the same one by the same placeholder, and nothing else."""

from __future__ import annotations

import pytest
import spacy

from interview_insights.language.identities import find_identities, without_overlaps
from interview_insights.language.redaction import redact_study
from interview_insights.read import read_study

PATTERNS = [
    ("Write to jo.bloggs@mail-box.co.uk please.", "EMAIL", "jo.bloggs@mail-box.co.uk"),
    ("Ring 07700 900123 after six.", "PHONE", "07700 900123"),
    ("It is +44 20 7946 0958 at work.", "PHONE", "+44 20 7946 0958"),
    ("My number is (0161) 496 0000.", "PHONE", "(0161) 496 0000"),
    ("The card was 4111 1111 1111 1111, expired.", "CARD", "4111 1111 1111 1111"),
    ("Pay to GB29 NWBK 6016 1331 9268 19.", "IBAN", "GB29 NWBK 6016 1331 9268 19"),
    ("See www.shop.example/returns, I did.", "URL", "www.shop.example/returns"),
    ("I found it on better-beds.co.uk first.", "URL", "better-beds.co.uk"),
    ("We live at 12 Station Road in fact.", "ADDRESS", "12 Station Road"),
    ("Postcode LS6 2AB.", "ADDRESS", "LS6 2AB"),
    ("Meine Adresse ist Lindenstraße 14.", "ADDRESS", "Lindenstraße 14"),
    ("My customer number is 4471923.", "NUMBER", "4471923"),
    ("Policy number AB-99123-7 it was.", "NUMBER", "AB-99123-7"),
]
HARMLESS = [
    "It cost 1,250 pounds in 2019 and 95 quid last May.",
    "I rang at 10.30 on 12/03/2024, three times.",
    "We ordered 12 of them for 24.99 each.",
    "It's No. 5 on the list, version 2.0.1.",
    "About 300 people came on the 14th.",
    "I have a road bike and we live on a hill.",
]


@pytest.mark.parametrize(("text", "kind", "words"), PATTERNS)
def test_patterns_are_found_whole(text, kind, words):
    assert [(i.kind, i.text) for i in find_identities([text])[0]] == [(kind, words)]
    ((identity,),) = find_identities([text])
    assert text[identity.start : identity.end] == words


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_numbers_stay(text):
    assert find_identities([text]) == [[]]


def test_of_overlapping_ones_the_surer_is_kept():
    (found,) = find_identities(["Mail jo@shop.example or 4111 1111 1111 1111."])
    assert [i.kind for i in without_overlaps([*found, *found])] == ["EMAIL", "CARD"]


@pytest.fixture
def names():
    """Return a pipeline that knows a few names by rule, as a trained one would find them."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "Siobhan Kelly"},
            {"label": "PERSON", "pattern": "Siobhan"},
            {"label": "PERSON", "pattern": "Will"},
            {"label": "GPE", "pattern": "Leeds"},
            {"label": "GPE", "pattern": "France"},
            {"label": "ORG", "pattern": "Warmguard"},
            {"label": "ORG", "pattern": "Fernside Plants"},
        ]
    )
    return nlp


@pytest.fixture
def study(tmp_path):
    files = {
        "good/siobhan_kelly.txt": "Anna Berg [00:00:03]: Thanks Siobhan, what happened?\n"
        "Siobhan Kelly [00:00:09]: I rang 07700 900123, and Anna, nobody from Warmguard came.\n"
        "Anna Berg [00:00:20]: And then?\n"
        "Siobhan Kelly [00:00:22]: I moved from Leeds to France. Will you print that?"
        " I will not.\n",
        "bad/p2.txt": "Anna Berg: Why did you leave?\n"
        "Respondent: Siobhan Kelly told me about Fernside Plants. siobhan's mum too.\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return read_study(tmp_path)


def test_a_person_is_the_same_in_every_file(study, names):
    done = redact_study(study, names, business="Fernside Plants")
    bad, good = done.study.transcripts
    ann, sio = good.turns[0].speaker, good.turns[1].speaker
    assert good.turns[0].text == f"Thanks {sio}, what happened?"
    assert f"and {ann}, nobody from [Organisation 1] came." in good.turns[1].text
    assert "[Phone 1]" in good.turns[1].text
    assert bad.turns[1].text == f"{sio} told me about Fernside Plants. {sio}'s mum too."
    assert bad.turns[0].speaker == ann
    assert bad.turns[1].speaker == "Respondent"


def test_countries_the_business_and_everyday_words_stay(study, names):
    done = redact_study(study, names, business="Fernside Plants")
    words = done.study.transcripts[1].turns[3].text
    assert "from [Place 1] to France" in words
    assert words.endswith("I will not.")


def test_nothing_of_a_name_is_left_anywhere(study, names):
    done = redact_study(study, names, business="Fernside Plants")
    told = repr(done.study.transcripts).casefold()
    for name in ("siobhan", "kelly", "berg", "warmguard", "leeds", "07700"):
        assert name not in told
    assert {"PERSON", "PHONE", "ORG", "PLACE"} <= set(done.counts)
    assert any(words == "Siobhan Kelly" for _, words in done.key)


def test_offsets_and_times_still_hold(study, names):
    for transcript in redact_study(study, names).study.transcripts:
        for turn in transcript.turns:
            assert transcript.text[turn.start_char : turn.end_char] == turn.text
            assert all(turn.start_char <= m.start_char <= turn.end_char for m in turn.marks)
    good = redact_study(study, names).study.transcripts[1]
    assert [turn.start_s for turn in good.turns] == [3.0, 9.0, 20.0, 22.0]


def test_without_a_pipeline_speakers_and_patterns_are_replaced(study):
    done = redact_study(study, None)
    told = repr(done.study.transcripts)
    assert "Kelly" not in told
    assert "900123" not in told
    assert "Warmguard" in told


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Write to leon.parry at gmail dot com, please.", "EMAIL", "leon.parry at gmail dot com"),
        (
            "Ring oh seven seven double oh nine one two, after six.",
            "PHONE",
            "oh seven seven double oh nine one two",
        ),
        ("I post as @leonsings mostly.", "URL", "@leonsings"),
    ],
)
def test_contacts_are_found_as_people_say_them(text, kind, words):
    assert (kind, words) in [(i.kind, i.text) for i in find_identities([text])[0]]


@pytest.mark.parametrize(
    "text", ["We met at three dot two miles.", "One, two, three, go.", "I am at home at nine."]
)
def test_what_only_sounds_like_a_contact_stays(text):
    assert find_identities([text]) == [[]]


def test_a_capital_within_a_sentence_makes_a_name_of_a_word(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Interviewer: Who else?\nAnna: My son Will plays, and Will is fair. Will you go, I said."
        " I will. Mark that.\n",
        encoding="utf-8",
    )
    done = redact_study(read_study(tmp_path), None)
    text = done.study.transcripts[0].turns[1].text
    assert text.count("Will") == 1
    assert "Will you go" in text
    assert "I will. Mark that." in text
