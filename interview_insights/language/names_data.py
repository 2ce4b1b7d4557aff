"""What the pipeline of names is trained on: two public corpora, and names put into sentences.

The corpora (Universal NER's English, Mayhew et al. 2024; WNUT-17, Derczynski et al. 2017)
do not come with this project. The sentences do; the names in them are Faker's.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.errors import ModelError
from interview_insights.resources import models_dir

if TYPE_CHECKING:
    from spacy.tokens import Doc

LABELS = {
    "PER": "PERSON",
    "ORG": "ORG",
    "LOC": "PLACE",
    "person": "PERSON",
    "corporation": "ORG",
    "group": "ORG",
    "location": "PLACE",
}
"""Labels of the corpora, and what they are here; others are no names."""

LOCALES = (
    "en_GB en_US en_IN en_IE en_NZ fr_FR fr_CA de_DE de_AT es_ES es_MX it_IT nl_NL nl_BE pl_PL"
    " pt_PT pt_BR cs_CZ sk_SK sv_SE da_DK fi_FI no_NO ro_RO hu_HU tr_TR hr_HR sl_SI vi_VN id_ID"
    " et_EE lt_LT lv_LV ga_IE zu_ZA tw_GH yo_NG ha_NG ig_NG es_CO sq_AL az_AZ uz_UZ"
).split()
_TITLES = ("Mr", "Mrs", "Ms", "Miss", "Dr", "Professor", "Mr.", "Dr.", "Herr", "Frau")
_ORG_FORMS = (
    "{last} & Sons", "{last}'s", "{last} and {other}", "{town} Council", "{town} Hospital",
    "University of {town}", "{town} College", "St {first}'s", "St {first}'s School",
    "{last} Motors",
    "{last} Bakery", "{town} United", "{last} Ltd", "{first}'s Kitchen", "{other} Energy",
    "{last} Dental", "{other} Insurance", "Royal {town}", "{town} Library", "{other} Telecom",
    "{other}", "{other} Bank", "Bank of {town}", "{last} Logistics", "{other} Foods",
)  # fmt: skip
_INVENTED = (
    "Amazon Google Tesco Aldi Lidl Ikea Argos Boots Greggs Asda Morrisons Waitrose Costco Walmart"
    " Target Netflix Spotify Vodafone Orange Barclays Lloyds Santander Monzo Revolut Ryanair"
    " EasyJet Lufthansa Siemens Bosch Samsung Apple Microsoft Adobe Zoom Slack Uber Deliveroo"
    " Hermes Evri DHL UPS FedEx Nike Adidas Zara Primark Decathlon Halfords Screwfix Wickes"
    " Homebase Bupa Aviva"
).split()
_AREAS = "Peak District|Cotswolds|Highlands|Midlands|West Country|East End|Bavaria|Provence".split(
    "|"
)
_SLOT = re.compile(r"\{(\w+)\}")
_PERSON = ("first", "last", "full", "title")
_STREETS = ("Street", "Road", "Lane", "Avenue", "Close", "Hill")

Tokens = list[str]
Tags = list[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, and for each its label or empty; ``begins`` tells where a name begins."""

    words: tuple[str, ...]
    labels: tuple[str, ...]
    begins: tuple[bool, ...]


def read_iob(path: Path) -> list[Sentence]:
    """Read a corpus with a word a line, gzipped or not: Universal NER's or WNUT's columns.

    Raises
    ------
    ModelError
        There is no such file.
    """
    try:
        raw = path.read_bytes()
    except OSError:
        raise ModelError("This part of the corpus is missing.", path=path) from None
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    sentences = []
    words: Tokens = []
    tags: Tags = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("#") and "\t" not in line:
            continue
        cells = line.split("\t")
        if len(cells) < 2:
            if words:
                sentences.append(_sentence(words, tags))
            words, tags = [], []
            continue
        word, tag = cells[1:3] if cells[0].isdigit() and len(cells) > 2 else cells[:2]
        if word.strip():
            words.append(word.strip())
            tags.append(tag.strip())
    return sentences


def _sentence(words: Sequence[str], tags: Sequence[str]) -> Sentence:
    labels = tuple(LABELS.get(tag.partition("-")[2], "") for tag in tags)
    return Sentence(tuple(words), labels, tuple(tag.startswith("B-") for tag in tags))


class Names:
    """Names to fill slots with, dealt into those for training and those held out."""

    def __init__(self, seed: int) -> None:
        try:
            from faker import Faker
        except ImportError:
            raise ModelError(
                "Faker is not installed; the names in the training sentences are its.",
                hint="pip install 'interview-insights[train]'",
            ) from None
        first: set[str] = set()
        last: set[str] = set()
        towns: set[str] = set()
        for locale in LOCALES:
            try:
                fake = Faker(locale)
            except (AttributeError, ValueError):
                continue  # not in this version of Faker
            fake.seed_instance(seed)
            first |= {fake.first_name() for _ in range(150)}
            last |= {fake.last_name() for _ in range(150)}
            towns |= {_bare_town(fake.city()) for _ in range(60)}
        hand = random.Random(seed)  # noqa: S311
        self.first, self.unseen_first = _dealt(first, hand)
        self.last, self.unseen_last = _dealt(last, hand)
        self.towns, self.unseen_towns = _dealt(towns, hand)

    def lists(self, unseen: bool) -> tuple[list[str], list[str], list[str]]:
        """Return first names, last names and towns of one of the two parts."""
        if unseen:
            return self.unseen_first, self.unseen_last, self.unseen_towns
        return self.first, self.last, self.towns


def _bare_town(town: str) -> str:
    return re.sub(r"^\d+\s*|\s+\d.*$", "", town)


def _dealt(found: Iterable[str], hand: random.Random) -> tuple[list[str], list[str]]:
    latin = sorted(n for n in found if len(n) > 1 and all(ord(c) < 0x250 or c in "’'" for c in n))
    hand.shuffle(latin)
    cut = len(latin) // 5
    return latin[cut:], latin[:cut]


def templates() -> tuple[list[str], list[str]]:
    """Return the sentences with slots, and those without any name."""
    folder = models_dir() / "language" / "names"
    kept = []
    for name in ("templates.txt", "harmless.txt"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        kept.append([line for line in lines if line.strip() and not line.startswith("#")])
    return kept[0], kept[1]


def filled(names: Names, count: int, seed: int, *, unseen: bool = False) -> Iterator[Sentence]:
    """Yield sentences with names in their slots, and a third without any name.

    A third is in small letters, a tenth misspelt, a tenth without full stops.

    Parameters
    ----------
    names : Names
    count : int
    seed : int
    unseen : bool, default False
        Take the fifth of sentences and names that training never sees.
    """
    hand = random.Random(f"{seed} {unseen}")  # noqa: S311
    slotted, harmless = templates()
    lists = names.lists(unseen)
    for _ in range(count):
        source = harmless if hand.random() < 0.33 else slotted
        part = source[::5] if unseen else [s for n, s in enumerate(source) if n % 5]
        words, labels, begins = _fill(hand.choice(part), lists, hand)
        if hand.random() < 0.33:
            words = [word.lower() for word in words]
        if hand.random() < 0.1:
            words = [
                _misspelt(word, hand) if label else word
                for word, label in zip(words, labels, strict=True)
            ]
        if hand.random() < 0.1:
            keep = [n for n, word in enumerate(words) if word not in ".,?!"]
            words, labels, begins = ([x[n] for n in keep] for x in (words, labels, begins))  # type: ignore[assignment]
        if words:
            yield Sentence(tuple(words), tuple(labels), tuple(begins))


def _fill(
    template: str, lists: tuple[list[str], list[str], list[str]], hand: random.Random
) -> tuple[list[str], list[str], list[bool]]:
    words: list[str] = []
    labels: list[str] = []
    begins: list[bool] = []
    # "{title} {last}" is one name.
    parts = re.split(r"(\{title\} \{last\}|\{first\} \{last\}|\{\w+\})", template)
    for part in parts:
        slots = _SLOT.findall(part)
        if not slots:
            own = _tokens(part)
            words += own
            labels += [""] * len(own)
            begins += [False] * len(own)
            continue
        named = " ".join(_name(slot, lists, hand) for slot in slots)
        label = "PERSON" if slots[0] in _PERSON else "ORG" if slots[0] == "org" else "PLACE"
        own = _tokens(named)
        # Titles belong to no name in the corpora.
        start = 1 if slots[0] == "title" else 0
        start += own[1:2] == ["."] and start == 1
        words += own
        labels += [""] * start + [label] * (len(own) - start)
        begins += [n == start for n in range(len(own))]
    return words, labels, begins


def _name(slot: str, lists: tuple[list[str], list[str], list[str]], hand: random.Random) -> str:
    first, last, towns = lists
    made = {
        "first": lambda: hand.choice(first),
        "last": lambda: hand.choice(last),
        "full": lambda: f"{hand.choice(first)} {hand.choice(last)}",
        "title": lambda: hand.choice(_TITLES),
        "town": lambda: hand.choice(towns),
        "area": lambda: hand.choice((*_AREAS, hand.choice(towns))),
        "street": lambda: f"{hand.choice(last)} {hand.choice(_STREETS)}",
    }
    if slot in made:
        return made[slot]()
    if hand.random() < 0.4:
        return hand.choice(_INVENTED)
    return hand.choice(_ORG_FORMS).format(
        first=hand.choice(first),
        last=hand.choice(last),
        town=hand.choice(towns),
        other=hand.choice(last),
    )


@cache
def _tokenizer() -> Callable[[str], Doc]:
    import spacy

    return spacy.blank("en").tokenizer


def _tokens(text: str) -> list[str]:
    return [token.text for token in _tokenizer()(text.strip()) if token.text.strip()]


def _misspelt(word: str, hand: random.Random) -> str:
    if len(word) < 4:
        return word
    at = hand.randrange(1, len(word) - 2)
    if hand.random() < 0.5:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at] + word[at:]
