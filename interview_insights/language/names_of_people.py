"""Who is who in a study: which ways of writing a name mean one person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_TITLE = re.compile(
    r"^(?:(?:dr|mr|mrs|ms|miss|mx|prof|professor|sir|dame|lord|lady|father|fr|sister|brother|rev"
    r"|reverend|pastor|imam|rabbi|auntie?|uncle|nan|grandma|grandad|herr|frau|madame|monsieur"
    r"|señora?|signora?)\.?\s+)+",
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
SHORTEST = 3


class People:
    """Which ways of writing a name mean one person.

    A first or a last name alone means the only full name that holds it.
    """

    def __init__(
        self, mentioned: Iterable[str], speakers: Iterable[str], texts: Iterable[str]
    ) -> None:
        self._full: dict[str, set[str]] = {}
        known = [bare_name(name) for name in speakers if not ROLE_SPEAKER.fullmatch(name.strip())]
        names = [bare_name(name) for name in mentioned]
        for name in (*known, *names):
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

    def one(self, words: str) -> str:
        """Return what is the same for all ways of writing the person's name."""
        name = bare_name(words)
        tokens = name.split()
        if len(tokens) == 1:
            longer = {full for full in self._full.get(name, ()) if " " in full}
            if len(longer) == 1:
                return self.one(next(iter(longer)))
        return name


def bare_name(name: str) -> str:
    """Return a name in small letters, without titles, brackets and possessive."""
    bare = re.sub(r"\s*[(\[].*?[)\]]", "", name)
    return POSSESSIVE.sub("", _TITLE.sub("", bare.strip())).strip(" .,").casefold()
