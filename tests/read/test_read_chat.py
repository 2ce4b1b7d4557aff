from __future__ import annotations

import math
import time

import pytest

from interview_insights.errors import ReadError
from interview_insights.read import read_study
from interview_insights.read.chat_codes import plain_words
from interview_insights.read.sniff import sniff
from interview_insights.settings import Settings

HEAD = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tINV Investigator, PAR Participant\n"
TALK = (
    "*INV:\twhy did you leave ?\n*PAR:\tit was far too dear .\n"
    "*INV:\twhat did you try ?\n*PAR:\tI tried my sister's gym .\n"
    "*INV:\tand how was that ?\n*PAR:\tI liked it a lot .\n"
)


@pytest.mark.parametrize(
    ("coded", "plain"),
    [
        ("&-um I know .", "um I know."),
        ("&-you_know it is .", "you know it is."),
        ("&- um I know .", "um I know."),
        ("oh (.) ‡ I took it (.) „ Eve .", "oh, I took it, Eve."),
        ("&uh I know .", "uh I know."),
        ("&+fr friends &~gaga came .", "fr- friends gaga came."),
        ("<I wanted> [//] I thought so .", "I wanted I thought so."),
        ("<the the> [/] the dog [/?] dog .", "the the the dog dog."),
        ("I was gonna [: going to] go [* s:r] .", "I was gonna go."),
        ("xxx came and yyy went .", "… came and … went."),
        ("<xxx> [?] .", "…"),
        ("and then +...", "and then..."),
        ("and then +/.", "and then –"),
        ("did he +..?", "did he...?"),
        ("he did +!?", "he did!?"),
        ('+" come in .', "come in."),
        ('he said +"/.', "he said."),
        ("+< yes .", "yes."),
        ("++ and so .", "and so."),
        ("(be)cause he's goin(g) an(d) (o)kay .", "because he's going and okay."),
        ("it (.) was (..) so (1.5) late (2.) now (1:02.3) .", "it was so late now."),
        ("&=laughs it was &=imit:plane .", "it was."),
        ("0 [=! laughs] .", ""),
        ("0is that 0the dog ?", "that dog?"),
        ("a doggie@f said hola@s:spa and abc@k .", "a doggie said hola and abc."),
        ("write to anna@web.de .", "write to anna@web.de."),
        ("at 10:30 it was wa:rm and so: .", "at 10:30 it was warm and so."),
        ("New_York is ↑big↓ ⌈yes⌉ .", "New York is big yes."),
        ("well ‡ I do not „ no .", "well, I do not, no."),
        ("he paid 20° and ∆fast∆ .", "he paid 20° and fast."),
        ("[- spa] no es [+ exc] .", "no es."),
        ("# no ## I said #0_5 no .", "no I said no."),
        ("&{l=singing la la &}l=singing .", "la la."),
        ("rock &amp; roll at AT&T .", "rock &amp; roll at AT&T."),
        ("it cost (12) in (2019) .", "it cost (12) in (2019)."),
        (".", ""),
        ("", ""),
    ],
)
def test_codes(coded, plain):
    assert plain_words(coded, frozenset())[0] == plain


def test_what_is_kept_stays():
    words, counts, _ = plain_words("<I> [//] xxx &=laughs no .", frozenset(("tags", "inaudible")))
    assert words == "<I> [//] xxx no."
    assert counts == {"events": 1}


def test_what_is_taken_out_is_counted(read):
    transcript = read(f"{HEAD}*INV:\t<why> [//] why ?\n*PAR:\t&=sighs xxx no (.) yes .\n", "a.cha")
    assert transcript.cleaned["tags"] == 3
    assert transcript.cleaned["events"] == 2
    assert transcript.cleaned["inaudible"] == 1


def test_lines_and_times(read):
    text = (
        f"{HEAD}*INV:\twhy \x1510_900\x15 did you\n\tleave ? \x15900_2500\x15\n%mor:\tx|x\n"
        "\tx|y\n*PAR:\tso . •3000_4000•\n*INV:\tnow ? 5000_6000\n*PAR:\tin 1990_1995 .\n"
    )
    turns = read(text, "a.cha").turns
    assert [(t.text, str(t.place)) for t in turns] == [
        ("why did you leave?", "line 5"),
        ("so.", "line 9"),
        ("now?", "line 10"),
        ("in 1990 1995.", "line 11"),
    ]
    assert [(t.start_s, t.end_s) for t in turns[:3]] == [(0.01, 2.5), (3.0, 4.0), (5.0, 6.0)]
    assert math.isnan(turns[3].start_s)


def roles(transcript):
    return {s.name: s.role for s in transcript.speakers}


def test_roles_are_those_stated(read):
    assert roles(read(HEAD + TALK, "a.cha")) == {"INV": "interviewer", "PAR": "respondent"}


def test_roles_that_are_swapped_are_swapped_back(read):
    swapped = TALK.replace("*INV", "*X").replace("*PAR", "*INV").replace("*X", "*PAR")
    transcript = read(HEAD + swapped, "a.cha")
    assert roles(transcript) == {"PAR": "interviewer", "INV": "respondent"}
    assert any("roles were swapped" in told for told in transcript.warnings)


def test_a_question_or_two_of_the_respondent_swaps_nothing(read):
    text = HEAD + TALK.replace("I liked it a lot .", "what do you think ?")
    transcript = read(text, "a.cha")
    assert roles(transcript)["INV"] == "interviewer"
    assert not any("swapped" in told for told in transcript.warnings)


def test_weak_signs_overrule_nothing_that_is_stated(read, monkeypatch):
    weak = {"par": ("interviewer", 0.7, "asks"), "inv": ("respondent", 0.7, "speaks")}
    monkeypatch.setattr("interview_insights.read.cha.by_signs", lambda voices: weak)
    assert roles(read(HEAD + TALK, "a.cha"))["INV"] == "interviewer"
    both = HEAD.replace("Investigator", "Participant")
    assert roles(read(both + TALK, "a.cha"))["PAR"] == "interviewer"


def test_names_stand_for_codes_unless_two_share_one(read):
    named = HEAD.replace("PAR Participant", "PAR Ana_Ruiz Participant")
    assert {s.name for s in read(named + TALK, "a.cha").speakers} == {"INV", "Ana Ruiz"}
    twice = HEAD.replace("INV", "INV Ana").replace("PAR", "PAR Ana")
    assert {s.name for s in read(twice + TALK, "a.cha").speakers} == {"INV", "PAR"}


def test_noises_of_the_surroundings_belong_to_nobody(read):
    head = HEAD.replace("PAR Participant", "PAR Participant, ENV Environment")
    assert roles(read(f"{head}{TALK}*ENV:\tding dong .\n", "a.cha"))["ENV"] == "other"


def test_facts_of_the_respondent(tmp_path):
    facts = "@ID:\teng|corpus|PAR|45;06.|female|lost||Participant|uni|north|\n"
    (tmp_path / "a.cha").write_text(HEAD + facts + TALK)
    study = read_study(tmp_path)
    (transcript,) = study.transcripts
    assert transcript.group == "lost"
    assert study.attributes["a"] == {
        "age": "45;06",
        "sex": "female",
        "education": "uni",
        "custom": "north",
        "language": "eng",
    }
    other = read_study(tmp_path, settings=Settings(group_column="Custom"))
    assert other.transcripts[0].group == "north"


@pytest.mark.parametrize("head", ["@UTF8\n", "\ufeff@UTF8\n", "@Begin\n", ""])
def test_it_is_told_from_text(head):
    data = f"{head}@Participants:\tPAR Participant\n*PAR:\tso .\n".encode()
    assert sniff(data, "a.cha").kind == "cha"
    if head:
        assert sniff(data, "a.txt").kind == "cha"


def test_without_speakers_it_says_why(read):
    with pytest.raises(ReadError, match="begins with a speaker") as caught:
        read("@UTF8\n@Begin\n@End\n", "a.cha")
    assert caught.value.hint


def test_hostile_lines_take_no_longer_than_their_length(read):
    begin = time.process_time()
    for run in (
        "<",
        "[",
        "&",
        "(",
        "+",
        "\x15",
        "a(",
        " 0",
        "&*A",
        "a@",
        "[a ",
        " xx",
        "•",
        " „",
        " ",
    ):
        read(f"@UTF8\n*PAR:\tso {run * 20_000} so\n", "a.cha")
    assert time.process_time() - begin < 8
