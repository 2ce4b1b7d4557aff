"""Names in the English Web Treebank, marked by hand for this project.

The treebank does not come with this project. ``models/language/names/treebank.tsv`` says
which words of its training part are names: the sentence's number (from 0), then each name
as ``first-last+label`` in words (from 0, ``last`` not included); P person, O organisation,
L place. What the treebank tags as proper nouns was looked at, sentence by sentence; a
sentence that has some but is not in the file was not, and is left out.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from interview_insights.errors import ModelError
from interview_insights.language.names_data import Sentence
from interview_insights.resources import models_dir

MARKS = {"P": "PERSON", "O": "ORG", "L": "PLACE"}
_MARK = re.compile(r"(\d+)-(\d+)([POL])")


def marked_treebank(path: Path) -> list[Sentence]:
    """Return the sentences of the treebank's training part with the names in them.

    Parameters
    ----------
    path : Path
        CoNLL-U, gzipped or not.

    Returns
    -------
    list of Sentence

    Raises
    ------
    ModelError
        It is another version of the treebank than the one that was marked.
    """
    file = models_dir() / "language" / "names" / "treebank.tsv"
    header, *lines = file.read_text(encoding="utf-8").splitlines()
    marks = {int(n): rest for n, _, rest in (line.partition("\t") for line in lines)}
    sentences, count = [], 0
    for number, (words, proper) in enumerate(_sentences(path)):
        count += 1
        if proper and number not in marks:
            continue
        labels, begins = [""] * len(words), [False] * len(words)
        for first, last, mark in _MARK.findall(marks.get(number, "")):
            if int(last) > len(words):
                raise _other_version(path)
            labels[int(first) : int(last)] = [MARKS[mark]] * (int(last) - int(first))
            begins[int(first)] = True
        sentences.append(Sentence(tuple(words), tuple(labels), tuple(begins)))
    if count != int(header.split()[-1]):
        raise _other_version(path)
    return sentences


def _sentences(path: Path) -> Iterator[tuple[list[str], bool]]:
    """Yield the words of each sentence, and whether a proper noun is among them."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            yield [row[1] for row in rows], any(row[3] == "PROPN" for row in rows)


def _other_version(path: Path) -> ModelError:
    return ModelError(
        "This is not the version of the treebank whose names were marked.",
        path=path,
        hint="Take UD_English-EWT 2.15 or what the model card names.",
    )
