"""Signs in the words that somebody asks: prompts, tags, and whom they speak of.

Question marks are the plainest sign, but speech recognisers write none, some people say
"right?" after every sentence, and good interviewers often prompt without asking. So a turn
is looked at as a listener would: does it end in a question or an invitation to tell, and
does it speak of "you" or of "I"?
"""

from __future__ import annotations

import re

_FILLERS = (
    r"(?:(?:okay|ok|so|and|but|well|right|great|yeah|yes|yep|um|uh|erm|er|mm|mhm|mm-hmm|hm|alright"
    r"|all right|now|thanks|thank you|cool|perfect|good|lovely|sure|i see|got it|interesting|oh|ah"
    r"|then|just|also|fair enough|wow|nice|brilliant|gut|also|und|ja|genau|okay|aha|dann|danke"
    r"|et|alors|donc|oui|d'accord|merci|y|bueno|vale|entonces|sí|claro|gracias|e|allora|bene|sì"
    r"|en|dus|oké|goed)\b[\s,.!…–—-]*)*"
)
_WH = r"(?:what|how|why|when|where|who|whose|which)"
_AFTER_WH = (
    r"(?:do|does|did|is|was|are|were|would|will|can|could|have|has|had|should|might|you|about"
    r"|else|kinds?|sorts?|types?|made|makes?|happen(?:ed|s)?|brought|brings|went|led|if|long|often"
    r"|much|many|come|easy|hard|important|likely|far|old|big|well|exactly|parts?|ones?|of|other"
    r"|specifically|your|first)"
)
_ASKS = (
    # English, German, French, Spanish, Italian, Dutch: how questions and invitations begin
    rf"{_WH}(?:'s|'d|'re)?\s+{_AFTER_WH}|{_WH}\W*$|whether|can you|could you|would you"
    r"|will you|do you|does|did you|did it|did that|did they|is it|is there|is that|are you"
    r"|are there|was it|was there|was that|were you|were there|have you|has it|has that|had you"
    r"|tell me|tell us|describe|explain|walk me|walk us|talk me|talk us|show me|give me an?"
    r"|go on|go ahead|carry on|say more|think back|think about|imagine|let's|let me ask"
    r"|any (?:other|thing|more|idea|reason|example|questions?|particular|particular)|anything"
    r"|i'd like to (?:ask|hear|know|start|talk)|i'd love to hear|i wanted to ask|i want to ask"
    r"|i'm (?:curious|interested in|wondering)|i was wondering|you said|you mentioned|take me"
    r"|was|wie|warum|wieso|weshalb|wann|wo|woher|wer|wem|welche[rsnm]?|können sie|könnten sie"
    r"|würden sie|haben sie|hatten sie|sind sie|waren sie|gibt es|gab es|erzählen|erzähl"
    r"|beschreiben|beschreib|nennen|möchten sie|sie sagten|kannst du|hast du|bist du|warst du"
    r"|que|qu'est|qu'|quoi|comment|pourquoi|quand|où|qui|quel(?:le)?s?|est-ce|pouvez|pourriez"
    r"|avez-vous|racontez|décrivez|parlez|vous avez|vous disiez|dites"
    r"|qué|cómo|por qué|cuándo|dónde|quién|cuál|puede|podría|cuéntame|cuénteme|háblame|hábleme"
    r"|describa|ha |has |tiene|hay "
    r"|che cosa|cosa|come|perché|quando|dove|chi|quale|può|potrebbe|mi racconti|mi parli|ci sono"
    r"|c'è|descriva"
    r"|wat|hoe|waarom|wanneer|waar|welke?|kunt u|kun je|heeft u|heb je|vertel|beschrijf|zijn er"
)
_OPENING = re.compile(rf"{_FILLERS}(?:{_ASKS})(?!\w)", re.IGNORECASE)
_TAG = re.compile(
    r"(?:.*[,…–—-]\s*)?(?:right|you know|okay|ok|yeah|no|isn't it|innit|eh|huh|see|you see"
    r"|know what i mean|you know what i mean|is it|are they"
    r"|aren't they|don't they|doesn't it|wasn't it"
    r"|oder|ne|gell|nicht wahr|weißt du|wissen sie|non|hein|n'est-ce pas|voyez|verdad|no es"
    r"|sabes|vero|sai|toch|hè|weet je)\s*\?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
_LONGEST_PROMPT = 45
"""Words; a longer stretch that begins like a question but ends in none is told, not asked."""

_YOU = re.compile(
    r"\b(?:[Yy]ou|[Yy]our|yours|yourself|[Yy]ou're|[Yy]ou've|[Yy]ou'd|[Yy]ou'll|Sie|Ihnen|Ihre?[nmrs]?|du|dir|dich"
    r"|dein(?:e[nmrs]?)?|euch|vous|votre|vos|usted(?:es)?|tú|lei|suo|sua|u|uw|jij|jouw)\b"
)
_ME = re.compile(
    r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself|we|we're|we've|we'd|us|our|ours|ich|mich|mir"
    r"|mein(?:e[nmrs]?)?|wir|uns|unser(?:e[nmrs]?)?|je|j'|moi|mon|ma|mes|nous|notre|nos|yo|mí|mis?"
    r"|nosotros|io|mio|mia|miei|noi|ik|mij|mijn|wij|ons|onze)\b",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether a turn ends in a question or an invitation to tell.

    A tag at the end of a statement ("It was late, right?") asks nothing.

    Parameters
    ----------
    text : str
        A turn.

    Returns
    -------
    bool
    """
    sentences = [s.strip() for s in _SENTENCE.findall(text[-600:]) if s.strip()]
    return any(_is_prompt(sentence) for sentence in sentences[-2:])


def _is_prompt(sentence: str) -> bool:
    words = len(sentence.split())
    if sentence.endswith("?"):
        return not _TAG.fullmatch(sentence) and words > 0
    return words <= _LONGEST_PROMPT and _OPENING.match(sentence) is not None


def addresses(text: str) -> tuple[int, int]:
    """Return how often a text speaks of the hearer, and of the speaker.

    Parameters
    ----------
    text : str

    Returns
    -------
    tuple of int
        Words such as "you" and "your", and words such as "I" and "our".
    """
    return len(_YOU.findall(text.replace("’", "'"))), len(_ME.findall(text.replace("’", "'")))
