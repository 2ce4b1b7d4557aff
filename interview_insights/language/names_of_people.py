"""Who is who in a study: which ways of writing a name mean one person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from interview_insights.language.ways_of_writing import is_slip_of, plain, stands_for

_TITLE = re.compile(
    r"^(?:(?:dr|mr|mrs|ms|miss|mx|prof|professor|sir|dame|lord|lady|father|fr|sister|brother|rev"
    r"|reverend|pastor|imam|rabbi|auntie?|uncle|nan|grandma|grandad|herr|frau|madame|monsieur"
    r"|señora?|signora?|dona?|doña|captain|sergeant|nurse|doctor|councillor|coach|maman|papa|t[ií][ao]|av[oóô]|dziadek|babcia)\.?\s+)+",
    re.IGNORECASE,
)
POSSESSIVE = re.compile(r"['’]s?$")
ROLE_SPEAKER = re.compile(
    r"(?:interviewer|moderator|researcher|host|facilitator|respondent|participant|interviewee"
    r"|customer|client|user|speaker|unknown speaker|unknown|spk|person|int|res|resp|part|[a-z])"
    r"[ _#-]*\d*(?:\s*\(.*\))?",
    re.IGNORECASE,
)
# First names that are everyday words: replaced only where the pipeline says a person is meant.
_WORD_NAMES = """
    will may rose mark grace hope bill frank faith joy art sunny dawn summer jack pat rob sue june
    april august january penny ruby amber olive ivy lily iris violet pearl jade crystal chase grant
    dean earl king prince bishop baker cook young long brown white black green gray grey wood woods
    hill field stone rivers brook church day love best price cash rich guy miles skip jay ray don
    dot gay sandy misty win van bee an the and for you mum dad ham bath reading
"""
# Words for relatives, feasts and days stand alone for nobody in particular.
NOBODY = frozenset(
    """
    mum mummy mam mom mama mamma ma dad daddy da pa papa nan nana nanna gran granny grandma grandad
    grandpa oma opa nonna nonno abuela abuelo yiayia pappou babcia dziadek baba abba abbu ammi amma
    appa achchi dadi nani bibi khala tata teta halmoni auntie aunty uncle sis bro bairn god lord
    jesus christ allah monday tuesday wednesday thursday friday saturday sunday january february
    march july september october november december christmas xmas easter eid diwali chuseok ramadan
    lent advent halloween hanukkah pe it tv
    """.split()
)
_WORDS = frozenset(_WORD_NAMES.split())
# Of these, those that nobody writes with a capital within a sentence unless they mean a person.
NAMED_BY_CAPITAL = frozenset(
    "will mark bill frank grace hope joy faith rose jack dawn pat rob sue penny guy dot".split()
)
SHORTEST = 3


class People:
    """Which ways of writing a name mean one person.

    A first or a last name alone means the only full name that holds it. A pet name,
    initials or a misspelling mean the only person of the same interview whom they fit;
    two speakers are never one person for that.

    Parameters
    ----------
    mentioned : sequence of iterables of str
        Names that were found in each transcript.
    speakers : sequence of iterables of str
        Speakers of each transcript.
    texts : iterable of str
        Every turn, to tell names from words in small letters.
    """

    def __init__(
        self,
        mentioned: Sequence[Iterable[str]],
        speakers: Sequence[Iterable[str]],
        texts: Iterable[str],
    ) -> None:
        spoke = [[bare_name(n) for n in names if not _is_role(n)] for names in speakers]
        talked_of = [[bare_name(name) for name in names] for names in mentioned]
        known = [name for names in spoke for name in names]
        self._full: dict[str, set[str]] = {}
        for name in (*known, *(name for names in talked_of for name in names)):
            for token in name.split():
                self._full.setdefault(token, set()).add(name)
        sure = {t for name in known for t in name.split()}
        self.tokens = frozenset(
            token
            for token in self._full
            if len(token) >= SHORTEST and (token in sure or token not in _WORDS | NOBODY)
        )
        spelled = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text))
        # "siobhan" in a chat is the person; "page" is a word even where a Mrs Page speaks.
        self.small = frozenset(
            token for token in self.tokens if spelled[token] <= spelled[token.capitalize()]
        )
        self._means = self._joined(
            [[*names, *others] for names, others in zip(spoke, talked_of, strict=True)],
            frozenset(map(self._whole, known)),
        )

    def one(self, words: str) -> str:
        """Return what is the same for all ways of writing the person's name."""
        name = self._whole(bare_name(words))
        return self._means.get(name, name)

    def is_person(self, words: str) -> bool:
        """Tell whether words that look like a place or a firm name a person of the study."""
        tokens = bare_name(words).split()
        return bool(tokens) and all(
            token in self.tokens or token.removesuffix("s") in self.tokens for token in tokens
        )

    def _whole(self, name: str) -> str:
        if len(name.split()) == 1:
            longer = {full for full in self._full.get(name, ()) if " " in full}
            if len(longer) == 1:
                return plain(next(iter(longer)))
        return plain(name)

    def _joined(
        self, transcripts: Sequence[Sequence[str]], speakers: frozenset[str]
    ) -> dict[str, str]:
        """Return whom a way of writing means, where it is not the name itself."""
        found: dict[str, set[str]] = {}
        for names in transcripts:
            counts = Counter(map(self._whole, names))
            fits = {name: _fitting(name, counts, speakers) for name in counts}
            for name, others in fits.items():
                # "Jen" fits Jenny and Jennifer Oduya, who are one.
                apart = [o for o in others if not fits[o] & others]
                if len(apart) == 1:
                    found.setdefault(name, set()).update(apart)
        direct = {name: next(iter(whom)) for name, whom in found.items() if len(whom) == 1}
        return {name: _end_of(name, direct) for name in sorted(direct)}


def _fitting(name: str, counts: Mapping[str, int], speakers: frozenset[str]) -> set[str]:
    """Return the names of a transcript that a name may be a shorter or worse way of writing."""
    return {
        other
        for other in counts
        if other != name
        and not {name, other} <= speakers
        and (stands_for(name, other) or (counts[name] <= counts[other] and is_slip_of(name, other)))
    }


def _end_of(name: str, direct: Mapping[str, str]) -> str:
    """Follow a name to the last one it means; of a circle, to its first in the alphabet."""
    path = [name]
    while path[-1] in direct:
        following = direct[path[-1]]
        if following in path:
            return min(path[path.index(following) :])
        path.append(following)
    return path[-1]


def _is_role(name: str) -> bool:
    return bool(ROLE_SPEAKER.fullmatch(name.strip()))


def bare_name(name: str) -> str:
    """Return a name in small letters, without titles, brackets and possessive."""
    bare = re.sub(r"\s*[(\[].*?[)\]]", "", name)
    return POSSESSIVE.sub("", _TITLE.sub("", bare.strip())).strip(" .,").casefold()


def is_title(words: str) -> bool:
    """Tell whether words are a title and nothing else, as "Prof" is."""
    return bool(_TITLE.fullmatch(f"{words} "))
