"""Parts of sentences that several rules share: how one begins, names a place, ends.

Each is a pattern without groups that capture.
"""

from __future__ import annotations

from interview_insights.language.fact_numbers import NUMBER
from interview_insights.language.fact_words import NO_PLACE, alternatives

NAME = (
    r"(?-i:(?:the (?=Midlands|UK|US|Highlands|North|South|Netherlands|Lake|Wirral|Fens|West|East)"
    r")?"
    rf"(?!{NO_PLACE}s?\b|(?i:{NUMBER}))(?<![\w'-])"
    rf"[A-Z][\w'-]{{0,30}}[a-zA-Z]"
    r"(?:[ -](?:(?:upon|on|under|le|la|de|of|by|in)[ -](?:the )?)?(?!I\b|I')"
    r"[A-Z][\w-]{0,30}\w){0,4})(?!\w)"
)
"""A name of a person or place, of up to five words."""

FILLER = (
    r"(?:so|well|um+|uh+|er+m?|yeah|yes|yep|yup|oh|okay|ok|right|hi|hello|hiya|hey|sure|now|and"
    r"|but|course|of course|like|you know|sorry|thanks|aye|about|around|roughly|maybe|probably"
    r"|just|only)\b"
)
"""A word that says nothing of its own."""

START = rf"^(?:{FILLER}[,.!…]* )*"
"""The start of a sentence, after fillers."""

I_AM = (
    r"\b(?:I'm|I am|im)(?:,? (?:now|only|just|actually|currently|still|also|basically|what|um|er"
    r"|like|about),?)*"
)
"""``I'm`` or ``I am``, with adverbs."""

AGE_END = (
    r"(?=(?: years?(?:[- ]old| of age| young)| now\b| this year| today| already| but\b| so\b"
    r"| with\b| from\b| going on| and\b(?! a half)|[,.](?![0-9])|[;:!?)…]|\s[-–—]\s|[—]|\s*$))"
    rf"(?!,? (?:or |to )?{NUMBER} (?:minutes|mins|miles|hours|weeks|months|days|quid|pounds))"
)
"""What may follow a number that is an age."""

EDGE = (
    r"(?! and (?:an?|one|two|three) )"
    r"(?=\s*(?:[,.;:!?…)]|$|and\b|under\b|aged\b|who\b|with\b|in\b|at\b))"
)
"""What may follow a fact that ends its clause."""

# What stands between article and noun: "a fan of my doctor" must not make a doctor.
ADJ = (
    r"(?:(?!(?:of|for|to|who|that|with|than|in|at|by|on|the|my|as|from|if|when|but|or|and|good|bad"
    r"|terrible|great|decent|keen|rubbish|amateur|frustrated|lousy|former|ex|bit|like|not)\b"
    r"|\S*-old )"
    r"[\w'-]+,? ){0,3}?"
)
"""Up to three words between an article and its noun."""

OLD = (
    r"(?:(?:old|new|work|own|personal|home|trusty|little|big|other|current|first|second|lovely"
    r"|ancient|cracked|android) ){0,2}"
)
"""Up to two adjectives before a child or a device."""

_PHRASE_END = alternatives(
    r"and but so because with which who where since every when while then until though cos if"
    r" that from as or for I we it he she they which's on in at the a an of"
)


def phrase(most: int) -> str:
    """Return a pattern for a few words of one clause.

    Parameters
    ----------
    most : int
        Words at most.

    Returns
    -------
    str
        It takes no word that begins another clause, such as ``because``.
    """
    return rf"(?!{_PHRASE_END}\b)[\w'&-]+(?: (?!{_PHRASE_END}\b)[\w'&-]+){{0,{most - 1}}}"
