"""Phrases: the respondent's own words, neither a fragment nor a filler."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import interview_insights as ii
from interview_insights.errors import ModelError
from interview_insights.language import Phraser

SENTENCES = [
    "The postage popped up right at the end and I just closed the tab.",
    "Honestly, the delivery driver left it in the rain.",
    "I don't want another subscription.",
    "Well, my sister-in-law's box was really lovely, you know.",
    "It didn't fit, so I sent it back the same day.",
    "They never rang me back.",
    "I'd rather own one good pair than five that fall apart.",
    "Um, just, like, the colours are so bright.",
    "You get what you pay for, I suppose.",
    "I can't be bothered with the app, to be honest.",
    "A half-baked website with a broken search box.",
    "I went to Tesco's because it's round the corner.",
    "My husband's back was bad and we couldn't lift the old one any more.",
    "“Free returns”, it said, but I paid £4.50.",
    "We eat at six, and the kids are in bed by half past seven.",
    "what i really liked was the little card that came with it",
    "I gave up on the third page of the sign-up form because it asked for my passport number.",
    "Nobody told me that it would be so loud!",
    "Not the cheapest, but the nicest by far.",
    "I'm gonna cancel it.",
    "So I did, and I got an automatic thank-you and then not a peep.",
    "Anything under twenty-five pounds is more trouble to claim than it is worth.",
    "I like a society of some forty like-minded people.",
    "Every beast in that window's come from within twelve mile.",
    "Well, the boiler's from 2009.",
    "I'm doing a master's in, um, transport planning.",
    "There's nothing for over-elevens.",
]
FILLERS = {
    "and", "but", "or", "because", "so", "well", "um", "uh", "er", "just", "like", "really",
    "actually", "honestly", "basically", "very",
}  # fmt: skip
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


def _check(sentence: str, phrases: list[str]) -> None:
    assert len({phrase.lower() for phrase in phrases}) == len(phrases)
    for phrase in phrases:
        assert phrase == phrase.strip() != ""
        assert not phrase[0].islower()
        at = sentence.lower().find(phrase.lower())
        assert at >= 0, (sentence, phrase)
        # Whole words: neither end lies inside one, "thank-you" and "window's" included.
        places = [m.start() for m in re.finditer(re.escape(phrase.lower()), sentence.lower())]
        assert any(
            not re.search(r"\w[-'’]?$", sentence[:place])
            and not re.match(r"[-'’]?\w", sentence[place + len(phrase) :])
            for place in places
        ), (sentence, phrase)
        words = [word.lower() for word in _WORD.findall(phrase)]
        assert 2 <= len(words) <= 8, (sentence, phrase)
        assert words[0] not in FILLERS, (sentence, phrase)


@pytest.fixture(scope="module")
def phraser() -> Phraser:
    return Phraser()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_phrase_is_a_run_of_the_sentences_own_words(phraser: Phraser, sentence: str) -> None:
    (found,) = phraser([sentence])
    _check(sentence, [phrase.text for phrase in found])


def test_most_sentences_have_a_phrase(phraser: Phraser) -> None:
    found = phraser(SENTENCES)
    assert len(found) == len(SENTENCES)
    assert sum(bool(phrases) for phrases in found) >= 0.8 * len(SENTENCES)
    words = {"postage", "driver", "subscription"}
    for word, phrases in zip(sorted(words), (found[1], found[0], found[2]), strict=True):
        assert any(word in phrase.text.lower() for phrase in phrases), word


_VOCABULARY = sorted({word for sentence in SENTENCES for word in sentence.split()})


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("Well, so they never rang me back.", "They never rang me back"),
        ("I closed the tab when I saw the postage.", "Closed the tab when I saw the postage"),
        ("It didn't fit, so I sent it back.", "I sent it back"),
    ],
)
def test_a_whole_clause_keeps_its_subject(phraser: Phraser, sentence: str, clause: str) -> None:
    (found,) = phraser([sentence])
    assert clause in {phrase.text for phrase in found}


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(_VOCABULARY), max_size=25))
def test_jumbled_words_give_runs_of_words_too(words: list[str]) -> None:
    sentence = " ".join(words)
    (found,) = Phraser()([sentence])
    for phrase in found:
        assert phrase.text.lower() in sentence.lower()
        assert len(_WORD.findall(phrase.text)) <= 8


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_can_be_cut(text: str) -> None:
    (found,) = Phraser()([text])
    assert all(phrase.text in text or phrase.text[1:] in text for phrase in found)


def test_a_negation_is_kept(phraser: Phraser) -> None:
    found = [p.text.lower() for p in phraser(["They never rang me back."])[0]]
    assert any("never rang" in text for text in found)
    found = [p.text.lower() for p in phraser(["I don't want another subscription."])[0]]
    assert any(text.startswith("don't want") for text in found)
    assert not any(text.startswith(("n't", "want another")) for text in found)


def test_a_clause_stands_better_than_a_part_and_a_part_better_than_a_noun(
    phraser: Phraser,
) -> None:
    found = {p.text.lower(): p.standing for p in phraser(["They sent a large cardboard box."])[0]}
    assert found["sent a large cardboard box"] > found["large cardboard box"]


def test_clauses_end_at_pauses_and_before_conjunctions(phraser: Phraser) -> None:
    said = "The driver left it in the rain, and nobody ever rang my bell because it was late."
    found = {p.text for p in phraser([said])[0] if p.standing > 0.9}
    assert {"Driver left it in the rain", "Nobody ever rang my bell"} <= found
    assert not any("rain" in text and "rang" in text for text in found)


def test_a_very_long_sentence_is_cut_in_time(phraser: Phraser) -> None:
    sentence = " ".join(["and the box of the shop on the corner came late"] * 250)
    (found,) = phraser([sentence])
    assert all(len(phrase.text.split()) <= 7 for phrase in found)


@pytest.mark.parametrize("sentence", ["", "Mm-hm.", "…", "Yes.", "I did."])
def test_a_sentence_without_content_has_no_phrase(phraser: Phraser, sentence: str) -> None:
    assert phraser([sentence]) == [[]]


def test_no_sentences(phraser: Phraser) -> None:
    assert phraser([]) == []


def test_a_language_without_grammar_gives_the_first_words() -> None:
    found = Phraser("de")(
        [
            "Ich mag das Angebot, aber nicht den Preis.",
            "Der Fahrer hat das Paket einfach in den Regen gestellt und ist gefahren.",
            "nein.",
            "",
        ]
    )
    assert [[phrase.text for phrase in phrases] for phrases in found] == [
        ["Ich mag das Angebot"],
        ["Der Fahrer hat das Paket einfach in"],
        ["Nein"],
        [],
    ]


def test_stop_words_are_those_of_the_language() -> None:
    english, german = Phraser("en").stop_words, Phraser("de").stop_words
    assert list(english) == sorted(english)
    assert "the" in english
    assert "und" in german
    assert "the" not in german


def test_an_unknown_language_or_pipeline_is_refused() -> None:
    with pytest.raises(ModelError, match="zz"):
        Phraser("zz")(["One two."])
    with pytest.raises(ModelError, match="en_nowhere") as caught:
        Phraser("en", "en_nowhere")(["One two."])
    assert caught.value.hint


def test_phrases_of_the_sample_are_its_own_words(sample_run: ii.Run, phraser: Phraser) -> None:
    table = sample_run.segments
    sentences = table.loc[table["role"] == "respondent", "text"].tolist()
    for sentence, found in zip(sentences, phraser(sentences), strict=True):
        _check(sentence, [phrase.text for phrase in found])
