from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_insights.compare import quality
from interview_insights.compare.quality import advice
from interview_insights.compare.questions import is_hypothetical, is_leading, is_question
from interview_insights.frames import SCHEMAS, check

FINE = """
How did you first hear about us?|Why didn't you buy it back then?|What don't you like about it?
Would you mind telling me what you paid?|How would you describe your role?|Is that right?
Did I get that right?|If we go back to last March, what did you do first?
Do you remember if you could see the price?|Was it easy or hard to set up?
Is now a good time to talk?|Are you happy to start?|Tell me about the last time you ordered.
Could you walk me through that day?|Okay. And how much did you pay?|What made it frustrating?
If you had to pick one reason, which was it?|Did you talk to anyone else before you decided?
You said it was slow. What did you do about it?|How often do you order, roughly?
Can you give me an example?|So you were in Berlin at the time?|And then you called support?
What would you say was the main reason?|How do you feel about the price?
If something went wrong, who did you call?|Was there anything that surprised you?
Right. What's your budget for this kind of thing?|All right, shall we start?
So, tell me about it|how did you find us
"""
HYPOTHETICAL = """
Would you pay 20 euros for that?|If we built an app, how often will you use it?
Imagine it were free. What then?|What would you do if it broke?|How much would you pay?
Would that be useful?|Would your boss approve?|If you could change one thing, what is it?
How likely are you to recommend us?|Let's say the price doubled, what then?
What if it was cheaper?|What would it take for you to switch?|Suppose we dropped the fee
Do you think you'd buy it again?|Could you see yourself using this?|Will you renew next year?
Would you like to have a dark mode?|What would make you buy more?
"""
LEADING = """
Don't you think it's too expensive?|So you were happy with the service, right?
It was good, isn't it?|Surely you compared prices?|You liked it, didn't you?
So you were quite happy with it?|You must have been annoyed?|I assume you read the reviews?
Was it frustrating?|Did you find it confusing?|How great was the support?
How much did you love it?|Wouldn't you say that it's fair?|So price was the problem right?
You didn't mind the wait, did you?|Obviously you wanted the best, so why us?
Would you agree that service matters most?|dont you think it is pricey
That was annoying, wasn’t it?|So it was really helpful?|Haven't you tried the app?
"""
SILENT = """
When I moved here I bought one too.|What a pity.|Okay, thanks.|Right.|That makes sense.
How nice.|It's recorded, okay.|Where the shop was.|
"""


def phrases(block):
    return [p for line in block.strip().splitlines() for p in line.split("|")]


@pytest.mark.parametrize("turn", phrases(FINE))
def test_open_questions(turn):
    assert (is_question(turn), is_hypothetical(turn), is_leading(turn)) == (True, False, False)


@pytest.mark.parametrize("turn", phrases(HYPOTHETICAL))
def test_hypothetical_questions(turn):
    assert (is_question(turn), is_hypothetical(turn), is_leading(turn)) == (True, True, False)


@pytest.mark.parametrize("turn", phrases(LEADING))
def test_leading_questions(turn):
    assert (is_question(turn), is_hypothetical(turn), is_leading(turn)) == (True, False, True)


@pytest.mark.parametrize("turn", phrases(SILENT))
def test_turns_that_ask_nothing(turn):
    assert not is_question(turn)


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=1000)
def test_any_text_is_judged(text):
    for rule in (is_question, is_hypothetical, is_leading):
        assert rule(text) in (True, False)


def interview(name, turns, group="good"):
    """Segments of (role, sentences) turns; the interviewer carries no group of their own."""
    rows = []
    for turn, (role, sentences) in enumerate(turns):
        for i, text in enumerate(sentences):
            who = ("Mia", group) if role == "respondent" else ("Interviewer", "")
            rows.append((f"{name}:{turn:04d}:{i}", name, *who, turn, i, role, text))
    columns = [
        "segment_id",
        "transcript",
        "participant",
        "group",
        "turn",
        "sentence",
        "role",
        "text",
    ]
    return pd.DataFrame(rows, columns=columns)


def coded(segments, fields):
    ids = segments.loc[segments["role"] == "respondent", "segment_id"].iloc[: len(fields)]
    return pd.DataFrame({"segment_id": list(ids), "field": fields})


ASK = ("interviewer", ["What did you do after that?"])
TELL = ("respondent", ["We tried it out for a week."] * 3)


def test_a_good_interview_needs_no_advice():
    segments = interview("t1", [ASK, TELL] * 6)
    row = quality(segments, coded(segments, ["pain", "none", "trigger", "pain"])).iloc[0]
    assert (row.transcript, row.group, row.questions, row.sentences) == ("t1", "good", 6, 18)
    assert row.interviewer_talk == pytest.approx(6 / 27)
    assert row.advice is None
    assert row.coded == pytest.approx(3 / 18)
    assert row.fields_heard == 2
    assert (row.hypothetical, row.leading) == (0, 0)


def test_figures_of_a_poor_interview():
    turns = [
        ("interviewer", ["Thanks for coming.", "Would you buy it again?"]),
        ("respondent", ["Yes."]),
        ("interviewer", ["So you were happy with it, right?"]),
        ("other", ["Sorry, wrong room."]),
        ("respondent", ["Sure, I was."]),
        ("interviewer", ["Good."]),
    ]
    segments = interview("t2", turns, "bad").sample(frac=1, random_state=0)
    row = quality(segments, coded(segments, [])).iloc[0]
    assert (row.questions, row.sentences, row.group) == (2, 2, "bad")
    assert row.interviewer_talk == pytest.approx(16 / 23)
    assert (row.hypothetical, row.leading, row.coded) == (0.5, 0.5, 0)
    assert row.advice.startswith("Take more time")


def test_one_row_a_transcript_checked_and_sorted():
    both = pd.concat([interview("b", [ASK, TELL]), interview("a", [ASK, TELL] * 6)])
    frame = check("quality", quality(both, coded(both, ["pain"])))
    assert frame["transcript"].tolist() == ["a", "b"]
    assert list(frame.columns) == [c.name for c in SCHEMAS["quality"]]
    mixed = both.sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(frame, quality(mixed, coded(both, ["pain"])))


def test_missing_interviewer_and_missing_respondent():
    row = quality(interview("t", [TELL] * 6), coded(interview("t", [TELL]), [])).iloc[0]
    assert (row.questions, row.interviewer_talk, row.hypothetical, row.leading) == (0, 0, 0, 0)
    assert row.advice.startswith("No interviewer was found")
    row = quality(interview("t", [ASK]), coded(interview("t", [TELL]), [])).iloc[0]
    assert (row.sentences, row.interviewer_talk, row.coded) == (0, 1, 0)
    assert quality(interview("t", []), coded(interview("t", []), [])).empty


@pytest.mark.parametrize(
    ("figures", "start"),
    [
        ((0.20, 0.00, 0.00, 9, 40), None),
        ((0.25, 0.20, 0.10, 5, 15), None),  # at the limits is within them
        ((0.40, 0.00, 0.00, 9, 40), "Speak less: 40 %"),
        ((0.30, 0.00, 0.30, 9, 40), "Suggest no answers: 30 %"),
        ((0.20, 0.50, 0.00, 9, 40), "Ask what happened: 50 %"),
        ((0.20, 0.00, 0.00, 1, 40), "Ask more: 1 question in"),
        ((0.20, 0.00, 0.00, 0, 40), "Ask more: no questions in"),
        ((0.20, 0.00, 0.00, 9, 3), "Take more time: the respondent said only 3 sentences"),
        ((0.05, 0.00, 0.00, 9, 40), "Follow up more: only 5 %"),
        ((0.05, 0.30, 0.00, 9, 40), "Ask what happened"),
    ],
)
def test_advice_names_the_worst_fault(figures, start):
    sentence = advice(*figures)
    assert sentence is None if start is None else sentence.startswith(start)


def test_a_near_silent_interviewer_is_told_to_follow_up():
    segments = interview("t", [("interviewer", ["What happened then?"]), TELL] * 6)
    assert (
        quality(segments, coded(segments, []))
        .iloc[0]
        .advice.startswith("Follow up more: only 12 %")
    )


def test_sentences_are_put_in_order_before_a_turn_is_judged():
    turn = ("interviewer", ["How did you find us.", "Take your time."])
    segments = interview("t", [turn, TELL]).iloc[::-1]
    assert quality(segments, coded(segments, []))["questions"].tolist() == [1]


def test_no_advice_stays_none_beside_advice():
    both = pd.concat([interview("a", [ASK, TELL] * 6), interview("b", [ASK, TELL])])
    fine, short = quality(both, coded(both, []))["advice"]
    assert fine is None
    assert short.startswith("Ask more: 1 question")
