"""What kind of question an interviewer's turn is, told from its wording.

Rules for English, after the habits of good customer interviews (Fitzpatrick 2013,
The Mom Test; METHODS: ask for past behaviour, suggest nothing). They favour
precision: a polite formula ("would you mind…") or a plain check ("is that right?")
must not cost an interviewer, for the shares are shown to that very person.
"""

from __future__ import annotations

import re

# Longest first in every alternation that ends at a word boundary.
_PRONOUN = r"(?:you|it|that|this|they|he|she|we|there|these|those|people|anyone)"
_AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|would|will|should)"
_FILLER = (
    r"(?:so|and|but|okay|ok|right|well|now|then|great|thanks|thank you|yes|yeah|no|sure|um|uh"
    r"|hmm|mhm|alright|i see|interesting|good|cool|perfect)"
)
_JUDGED = (
    r"(?:happy|satisfied|pleased|delighted|thrilled|impressed|disappointed|frustrated|annoyed"
    r"|unhappy|angry|great|good|nice|amazing|wonderful|fantastic|awesome|excellent|lovely"
    r"|brilliant|perfect|helpful|useful|valuable|easy|simple|convenient|worth it|bad|terrible"
    r"|awful|horrible|annoying|frustrating|painful|disappointing|useless|difficult|confusing"
    r"|confused|overpriced|too expensive|a waste|a bargain)"
)


def _rule(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_LEAD_IN = re.compile(rf"^(?:{_FILLER}\b[\s,.!–—-]*)+")
_OPENS = _rule(
    # "What a pity" and "How nice" exclaim.
    r"what(?!\s+an?\b)\b|how(?!\s+(?:nice|lovely|interesting|great|awful|funny)\b)\b",
    r"(?:why|who|whose|which)\b",
    # Without a mark, "When I moved…" is a story unless a verb follows at once.
    rf"(?:when|where)(?:'s|\s+{_AUX})\b",
    rf"{_AUX}(?:n't)?\s+(?:your|the|i|{_PRONOUN})\b",
)
_REQUEST = _rule(
    r"(?:please\s+|just\s+|maybe\s+)?(?:tell|walk|talk|take|show|give)\s+(?:me|us)\b",
    r"(?:please\s+|just\s+)?(?:describe|explain|think\s+(?:back|of|about)|say\s+more|go\s+on)\b",
    r"(?:imagine|suppose|picture)\b",
    r"(?:can|could|would|will)\s+you\b",
    r"i(?:'d|\s+would)\s+(?:like|love)\s+to\s+(?:hear|know|understand)\b",
)
_SENTENCE = re.compile(r"[^.?!…\n]+[.?!…]*")

# Taken out before the search for hypotheticals: "would" and "if" out of courtesy, to
# steer the talk, to ask for a description or an order of things that did happen.
_COURTESY = _rule(
    r"(?:would|could|can|will)\s+you\s+(?:please\s+|just\s+|maybe\s+)*(?:mind|tell|share|describe"
    r"|explain|say|call|walk|talk\s+me|take\s+me|give\s+(?:me|us)|show\s+(?:me|us)|elaborate"
    r"|characteri[sz]e|summari[sz]e|rank|repeat|like\s+to\s+(?:start|begin|tell|say|add|share))\b",
    r"would(?:n't)?\s+you\s+(?:say|agree)\b",
    r"would\s+you\s+be\s+(?:able|willing|happy|ok|okay|comfortable)\s+(?:to|with)\b",
    r"if\s+(?:you\s+don't\s+mind|i\s+may|that's\s+(?:ok|okay|all\s+right|alright|fine)|possible)",
    r"if\s+(?:you|we|i)\s+(?:can\s+|could\s+|may\s+|might\s+)?(?:just\s+)?(?:go\s+back|look(?:ed)?"
    r"\s+(?:back|at)|think\s+(?:back|of|about)|turn|talk|start|step|move|come\s+back|stay|focus"
    r"|return|recall|remember|zoom|take\s+a\s+step)\b",
    r"if\s+you\s+(?:had|have)\s+to\s+(?:pick|choose|name|say|put|sum|rank|rate)\b",
    r"(?:remember|know|recall|wonder|ask|asked|asking|see|check|sure|matter|as)\s+if\b",
)
_HYPOTHETICAL = _rule(
    rf"\bwould(?:n't)?\s+(?:{_PRONOUN}|he|she|your|the|a|an|that|anybody|everyone)\b",
    r"\b(?:you|it|that|what|who|which|they|there)(?:'d|\s+would)(?:n't)?\s+(?!rather\s+not)"
    r"(?:ever\s+|still\s+|also\s+|most\s+)?(?:be|buy|pay|use|do|want|need|like|prefer|make|have"
    r"|help|happen|change|choose|switch|recommend|consider|it|you|get|take|feel|think|love)\b",
    r"\bif\s+(?:we|someone|somebody|money)\b",
    r"\bif\s+(?:you|there|it|they|this|that|i)\s+(?:could|were)\b",
    r"\bif\s+\w+(?:\s+\w+)?\s+(?:cost|offered|launched|built|existed|charged)\b",
    r"\b(?:imagine|suppose|supposing|hypothetically|picture\s+(?:yourself|this|a|an)|what\s+if)\b",
    r"\b(?:let's\s+say|say\s+we|pretend|magic\s+wand|ideal\s+world|perfect\s+world)\b",
    r"\b(?:can|could)\s+you\s+see\s+yourself\b|\bhow\s+likely\s+(?:are|would|is)\b",
    r"\b(?:will\s+you|are\s+you\s+going\s+to|do\s+you\s+think\s+you(?:'ll|\s+will))\s+(?:ever\s+"
    r"|still\s+)?(?:buy|use|pay|renew|switch|recommend|come\s+back|keep)\b",
)

_INVITES = _rule(
    r"\b(?:how|why|what)(?:'s|'d|\s+\w+)?\b",
    r"\b(?:tell|walk|talk|take)\s+(?:me|us)\b",
    r"\b(?:describe|explain|elaborate|say\s+(?:more|a\s+(?:bit|little)\s+more)|go\s+on)\b",
)
_ASKS_LITTLE = _rule(
    r"\bhow\s+(?:many|much|often|long|old|far|soon|likely|frequently|big|large)\b",
    r"\bwhat\s+(?:time|year|date|day|age|size|colou?r|brand|model|price|percentage|name)\b",
    r"\bwhat(?:'s|\s+is|\s+was)\s+(?:your|the|its)\s+(?:name|age|price|number|address|job|title)\b",
)

_NEGATED = r"(?:do|does|did|is|are|was|were|wo|would|ca|could|have|has|had|should)n't"
_OPEN_NEGATION = re.compile(
    # "Why didn't you…", "what don't you like": open, though they hold "didn't you".
    rf"\b(?:why|what|which|who|where|when|how)\b[^.?!,]*?{_NEGATED}\s+{_PRONOUN}\b"
)
# "Is that right?", "did I get it right?", "left or right?": no answer is suggested.
_CHECK = _rule(
    rf"^{_AUX}\b",
    r"\b(?:is|was|are|were|get|got|have|had)\s+(?:i|it|that|this|you)\s+(?:\w+\s+)?(?:right|correct)",
    r"\b(?:all|that's|that\s+is|i'm|or|the|turn)\s+(?:right|correct)\s*\?",
)
_TAG = _rule(
    r"\w,?\s+(?:am\s+i\s+right|wouldn't\s+you\s+(?:say|agree)|don't\s+you\s+think)\s*\?",
    r"\w\s*[,–—-]\s*(?:right|correct|yes|yeah|no|huh|innit)\s*\?",
    # "You didn't mind, did you?"
    rf"(?:n't|\bnot|\bnever|\bno|\bhardly)\b[^.?!]*,\s*{_AUX}\s+{_PRONOUN}\s*\?",
)
_BARE_TAG = re.compile(r"\w\s+(?:right|correct)\s*\?")
_LEADING = _rule(
    rf"(?:^|[,;:–—]\s*|\b(?:and|but|so|or)\s+){_NEGATED}\s+(?:{_PRONOUN}|the|your|that)\b",
    r"\bsurely\b|\bobviously\b|\bof\s+course\s+(?:you|it|that)\b|\bclearly,?\s+(?:you|it|that)\b",
    r"\b(?:do|would|don't|wouldn't)\s+you\s+agree\b|\byou(?:'d|\s+would)\s+agree\b",
    r"\byou\s+must\s+(?:have|be|feel|find|love|hate)\b|\bit\s+must\s+(?:have\s+been|be)\b",
    r"\bi(?:'m|\s+am)\s+sure\s+(?:you|it|that)\b|\bi\s+(?:assume|guess|bet|take\s+it|suppose"
    r"|imagine|presume)\s+(?:that\s+)?(?:you|it|that|this|they)\b",
    # "So you were quite happy with it?"
    r"^you(?:'re|\s+(?:are|were|felt|feel|found|find|seem|sound))\s+(?:it\s+|that\s+)?"
    rf"(?:\w+\s+)?{_JUDGED}\b",
    rf"^(?:it|that|this)(?:'s|\s+(?:is|was|sounds|must\s+be))\s+(?:\w+\s+)?{_JUDGED}\b[^.!]*\?",
    r"^you\s+(?:\w+ly\s+)?(?:liked?|loved?|hated?|enjoy(?:ed)?|trust(?:ed)?|preferr?(?:ed)?)\b",
    # "Was it frustrating?"; "Was it easy or hard?" offers both and is let through.
    rf"^(?:is|are|was|were)\s+(?:{_PRONOUN}|(?:the|your)\s+\w+)\s+(?:(?!an?\b|the\b)\w+\s+)?"
    rf"(?!(?:happy|good|great)\s+(?:to|for|if)\b){_JUDGED}\b(?![^.?!]*\bor\b)",
    rf"^(?:did|do|does)\s+{_PRONOUN}\s+(?:find|feel|seem)\s+(?:(?:it|that|this)\s+)?"
    rf"(?:\w+\s+)?{_JUDGED}\b(?![^.?!]*\bor\b)",
    rf"\bhow\s+(?:\w+ly\s+)?{_JUDGED}\s+(?:is|are|was|were|did|do)\b(?![^.?!]*\bor\b)",
    r"\bhow\s+much\s+(?:do|did|would)\s+you\s+(?:like|love|enjoy|hate|dislike)\b",
    r"\bwhy\s+(?:do|did)\s+you\s+(?:love|hate)\b",
)


def is_question(turn: str) -> bool:
    """Whether an interviewer's turn asks something.

    Parameters
    ----------
    turn : str
        All the interviewer says before someone else speaks.

    Returns
    -------
    bool
        True with a question mark, an opening question word, or a sentence that
        opens with a request such as "tell me"; machine transcripts lack marks.
    """
    if "?" in turn:
        return True
    sentences = _sentences(turn)
    return bool(sentences) and (
        _OPENS.match(sentences[0]) is not None or any(_REQUEST.match(s) for s in sentences)
    )


def is_open(turn: str) -> bool:
    """Whether a question asks for a story or for reasons, not for yes, a number or a name.

    Parameters
    ----------
    turn : str
        A turn that :func:`is_question` holds for; of several questions the last counts.

    Returns
    -------
    bool
        True for "how did…", "why…", "what was…", "tell me…"; False for questions that
        begin with a verb, and for how many, how long, when, which.
    """
    sentences = _sentences(turn)
    asked = [s for s in sentences if "?" in s] or [
        s for s in sentences if _OPENS.match(s) or _REQUEST.match(s)
    ]
    return bool(asked) and bool(_INVITES.search(asked[-1])) and not _ASKS_LITTLE.search(asked[-1])


def is_hypothetical(turn: str) -> bool:
    """Whether a question asks what one would do, rather than what one did.

    Parameters
    ----------
    turn : str
        A turn that :func:`is_question` holds for.

    Returns
    -------
    bool
        True for "would you…", "if we…", "imagine…", "how likely are you…".
    """
    return any(_HYPOTHETICAL.search(_COURTESY.sub(" ", s)) for s in _sentences(turn))


def is_leading(turn: str) -> bool:
    """Whether a question suggests its answer.

    Parameters
    ----------
    turn : str
        A turn that :func:`is_question` holds for.

    Returns
    -------
    bool
        True for negative questions ("don't you think…"), tags ("…, right?",
        "isn't it?"), presumption ("surely", "you must have…") and a judgement put
        into the respondent's mouth ("was it frustrating?").
    """
    return any(_leads(_OPEN_NEGATION.sub(" ", s)) for s in _sentences(turn))


def _leads(sentence: str) -> bool:
    if _TAG.search(sentence) or _LEADING.search(sentence):
        return True
    return bool(_BARE_TAG.search(sentence)) and not _CHECK.search(sentence)


def _sentences(turn: str) -> list[str]:
    """Sentences in lower case, straight apostrophes, without "okay, so" in front."""
    plain = " ".join(turn.lower().replace("’", "'").split())
    # Subtitles drop the apostrophe: "dont you think".
    plain = re.sub(
        r"\b(do|does|did|is|are|was|were|would|could|have|has|should)nt\b", r"\1n't", plain
    )
    found = (_LEAD_IN.sub("", s.strip()) for s in _SENTENCE.findall(plain))
    return [s for s in found if s.strip(" .?!…")]
