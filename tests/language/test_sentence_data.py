"""What the sentence network and the finder of names are trained on."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from interview_insights.errors import ModelError
from interview_insights.language import names_treebank
from interview_insights.language.names_data import Sentence
from interview_insights.language.sentence_data import (
    STYLES,
    bare,
    in_style,
    interview_documents,
    styled,
    treebank_documents,
)
from interview_insights.language.sentence_training import part_of

DOCUMENT = ["We waited, at Dr. Lee's, for £4.50.", "The van came.", "Was it late?"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("I don't know, really!", "i don't know really"),
        ("It's £4.50 – or 10%.", "it's 4.50 or 10%"),
        ("“Well…”", "well"),
    ],
)
def test_bare_keeps_words_and_numbers(sentence: str, wanted: str) -> None:
    assert bare(sentence) == wanted


@pytest.mark.parametrize("style", STYLES)
def test_every_style_keeps_the_sentences_apart(style: str) -> None:
    small = frozenset({"the", "was"})
    changed = in_style(DOCUMENT, style, small, random.Random(3))
    assert len(changed) == len(DOCUMENT)
    assert all(changed)
    if style == "commas":
        assert changed[1].startswith("the") == changed[0].endswith(",")


def test_styles_are_drawn_the_same_each_time() -> None:
    turns = interview_documents()[:200]
    assert list(styled(turns, 1)) == list(styled(turns, 1))
    assert list(styled(turns, 1)) != list(styled(turns, 2))


def test_paragraphs_of_a_treebank(tmp_path: Path) -> None:
    path = tmp_path / "x-train.conllu"
    path.write_text(
        "# newdoc id = a\n# newpar id = 1\n# text = One.\n1\tOne\n\n# text = Two.\n1\tTwo\n\n"
        "# newpar id = 2\n# text =  Three   now.\n1\tThree\n\n",
        encoding="utf-8",
    )
    assert treebank_documents(path) == [["One.", "Two."], ["Three now."]]
    assert part_of(tmp_path, "train") == path
    with pytest.raises(ModelError, match="no \\*test\\*"):
        part_of(tmp_path, "test")


def _conllu(*sentences: str) -> str:
    return "".join(
        "".join(
            f"{n}\t{word}\t{word}\t{'PROPN' if word[0].isupper() else 'NOUN'}\n"
            for n, word in enumerate(sentence.split(), 1)
        )
        + "\n"
        for sentence in sentences
    )


def test_marked_names_meet_their_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "language" / "names").mkdir(parents=True)
    (tmp_path / "language" / "names" / "treebank.tsv").write_text(
        "# sentences: 3\n0\t1-3P 4-5L\n", encoding="utf-8"
    )
    monkeypatch.setattr(names_treebank, "models_dir", lambda: tmp_path)
    path = tmp_path / "train.conllu"
    path.write_text(_conllu("and Ann Lee of Hull", "no name", "Unmarked here"), encoding="utf-8")
    first, second = names_treebank.marked_treebank(path)
    assert first == Sentence(
        ("and", "Ann", "Lee", "of", "Hull"),
        ("", "PERSON", "PERSON", "", "PLACE"),
        (False, True, False, False, True),
    )
    assert second.labels == ("", "")
    path.write_text(_conllu("and Ann Lee of Hull"), encoding="utf-8")
    with pytest.raises(ModelError, match="not the version"):
        names_treebank.marked_treebank(path)
