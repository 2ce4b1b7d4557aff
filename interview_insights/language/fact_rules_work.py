"""Rules for education, work and income."""

from __future__ import annotations

from interview_insights.language.fact_numbers import MONEY, NUMBER, PERIOD, money, period, to_number
from interview_insights.language.fact_types import Match, fixed, rule
from interview_insights.language.fact_wordings import ADJ, I_AM, NAME, START, phrase
from interview_insights.language.fact_words import BUSINESS, DEGREE, FIELD, JOB, NO_PLACE

_SUBJECT = phrase(3)
_SOMEWHERE = (
    r"(?!(?:home|night|it|my|this|that|the|a|an|about|least|first|all|once|most|free|an|full|hours"
    r"|weekends?|[0-9]|one|two|three|half|silence|batches|bed|progress|pyjamas|evenings?|pairs|bursts"
    rf"|chunks|spreadsheets|me|us|them|you|him|her|now|(?-i:{NO_PLACE}))\b)"
)
_WORKPLACE = (
    r"(?:a|an|the) (?:\w+ )?(?:hospital|school|warehouse|bank|shop|office|caf[eé]|library|factory"
    r"|university|college|restaurant|pub|charity|council|NHS|lab|nursery|clinic|surgery|agency"
    r"|firm|company|supermarket|start-?up|museum|call centre|salon|garage|hotel|kitchen)\b"
)
# Before a bare job, these make it somebody else's: "our ward clerk", "she's an accountant".
_THEIRS = r"(?:my|our|the|his|her|their|a|an|no|not|some|one|another|\w+'s)\b"
_EARN = (
    r"\b(?:I|we)(?:'m| am)? (?:earn|make|get paid|bring in|take home|bring home)"
    r"|\bI(?:'m| am) paid|\bmy (?:salary|income|wages?|pension|pay|take-home)"
    r"(?: pay)?(?: is|'s| was| of)"
)
_ABOUT = r"(?: (?:about|around|roughly|just|only|under|over|like|maybe|between))*"


def _income(match: Match) -> str:
    if not match["bare"]:
        return money(match)
    amount = to_number(match["bare"].casefold().replace("k", ",000"))
    return f"{amount:.0f}{period(match)}" if amount and (amount >= 1000 or match["per"]) else ""


EDUCATION = (
    rule("education", rf"{I_AM} (?P<v>studying {_SUBJECT})", guards="hw"),
    rule("education", rf"\bI (?P<v>study (?!(?:the|it|this|that|them)\b){_SUBJECT})", guards="hw"),
    rule(
        "education",
        rf"(?:{I_AM}|\b[Aa]s|\bbeing) (?:a|an) {ADJ}(?P<v>(?:(?:PhD|masters?|master's|law|medical"
        r"|nursing|art|postgraduate|undergraduate|mature|university|uni|college|physics|history"
        r"|\w+ing) )?student)\b(?!')",
        guards="hs",
    ),
    rule("education", r"(?:^|, )(?P<v>(?:PhD|masters?|medical|law) student)\b", guards="sn"),
    rule(
        "education",
        rf"(?:{I_AM}|\bI was|,) (?:doing|taking|finishing|halfway through|on) (?:a |my |an )?"
        rf"(?P<v>(?:(?!the )\w+ )?{DEGREE}\b(?: in {_SUBJECT})?)",
        guards="hw",
    ),
    rule(
        "education",
        r"\b(?:I|I've|I have)(?: (?:just|only))?"
        r" (?:(?:have|got|did|hold|finished|done) )?(?:a|an|my)"
        rf" (?P<v>(?:\w+ )?{DEGREE}(?: in {_SUBJECT})?)(?!\w)",
        guards="hw",
    ),
    rule("education", rf"\bmy (?P<v>{DEGREE}(?: (?:is|was) in {_SUBJECT})?)(?!\w)", guards="hw"),
    rule("education", rf"\bI(?:'d)? (?P<v>left school(?: at {NUMBER})?)", guards="h"),
    rule("education", r"\bI (?P<v>went to (?:art school|uni(?:versity)?|college)\b)", guards="h"),
    rule(
        "education",
        rf"\bI (?P<v>(?:graduated|qualified)(?: (?:in|from|as)(?: an?| the)? {phrase(3)})?)",
    ),
    rule("education", r"\bI (?P<v>dropped out(?: of (?:uni(?:versity)?|college|school))?)"),
    rule("education", rf"{I_AM} (?P<v>training (?:to be|as) an? {phrase(2)})", guards="hw"),
    rule(
        "education",
        r"(?:^|, |\b(?:I'm|I am|I'm in my|in my) )(?:a )?(?P<v>(?:first|second|third|fourth|final)"
        rf"[ -]year (?:of )?(?!of\b)(?!(?:her|his|their|my|the|running|in)\b){phrase(2)})",
        guards="s",
        opening=True,
    ),
)
"""What people study or have learnt."""

CAREER = (
    rule(
        "career", rf"{I_AM} (?:a|an|the) (?:\S+[ -]old )?(?P<v>{ADJ}{JOB})\b(?!'|s\b)", guards="h"
    ),
    rule("career", rf"{START}(?:speaking )?as an? (?P<v>{ADJ}{JOB})\b(?!')", guards="h"),
    rule(
        "career",
        rf"{START}(?:(?:I'm|I am|my name is) )?(?:{NAME}, )?(?:{NUMBER}, )?"
        rf"(?P<v>(?:(?!{_THEIRS})[\w-]+ ){{0,2}}?{JOB})(?=[,.]|$)",
        opening=True,
    ),
    rule(
        "career",
        r"\bI (?P<v>drive (?:a|the) (?:\w+ )?"
        r"(?:vans?|bus(?:es)?|lorr(?:y|ies)|taxis?|cabs?|trucks?))\b",
        guards="hw",
    ),
    rule(
        "career",
        r"\b(?:I've|I have|we've|we have)(?: got)? (?P<v>(?:a|my own|our own) (?:\w+ )?(?:business"
        r"|shop|caf[eé]|salon|restaurant|bakery))\b(?![-'])",
        guards="hw",
    ),
    rule(
        "career",
        rf"\bI (?:now |still |currently |also )?(?P<v>work as (?:a |an |the )?{phrase(4)})",
        guards="hw",
    ),
    rule(
        "career",
        rf"(?:\bI|\bI'm|\bI've) (?:now |still |currently |also )?(?P<v>(?:work|working|worked|been"
        rf" working) (?:at|for|in) (?:{_WORKPLACE}|{_SOMEWHERE}{phrase(3)}))",
        guards="hw",
    ),
    rule("career", rf"{I_AM} in (?P<v>(?-i:{FIELD}))\b(?! (?:my|this))", guards="hw"),
    rule("career", r"\bI (?P<v>work (?:part-time|full-time|part time|full time|nights|shifts))\b"),
    rule(
        "career",
        rf"\b(?:I|we|I've) (?:also |now )?(?P<v>(?:run|own|owned|manage|lead) (?:a|an|the|my|our)"
        rf" (?:(?!of\b)[\w-]+ ){{0,3}}?{BUSINESS})\b",
        guards="hw",
    ),
    rule(
        "career",
        r"\bI (?P<v>[a-z]+ (?!(?:this|that|it)\b)(?:[\w'-]+ ){0,4}for a living)\b",
        guards="hw",
    ),
    rule(
        "career",
        r"\bI (?P<v>(?:teach|taught) (?!(?:my|him|her|them|you|people|me|us|it|the|how|a|in|at|for"
        r"|to|from|and)\b)\w+"
        r"(?: \w+)?)(?= at\b| in\b| to\b|[,.]| for\b|$)",
        guards="hw",
    ),
    rule("career", r"\bI do (?P<v>(?:\w+ ){0,2}law|bar shifts|supply teaching)\b", guards="hw"),
    rule(
        "career",
        r"(?:\b(?<!if )I |\bI've )(?P<v>retired)\b(?! \w+ist\b)",
        fixed("retired"),
        "h",
    ),
    rule("career", rf"{I_AM} (?:\w+ly )?(?P<v>retired)\b", fixed("retired"), "hw"),
    rule("career", r"(?:^|, |\band )(?P<v>retired)(?=[,.]| now\b|$)", guards="sn", opening=True),
    rule(
        "career",
        rf"{I_AM} (?:\w+ly )?(?P<v>self-employed|freelance|unemployed|between jobs|out of work"
        r"|redundant|on maternity leave|on furlough)\b",
        guards="h",
    ),
    rule("career", r"\bI work (?P<v>for myself)\b", fixed("self-employed"), "hw"),
    rule("career", r"\bI(?:'m| am) (?P<v>(?:the )?head of \w+)", guards="hw"),
)
"""What people do for a living."""

INCOME = (
    rule(
        "income",
        rf"(?:{_EARN}){_ABOUT} (?P<v>(?:{MONEY}|(?P<bare>[0-9]{{1,3}}k\b|{NUMBER})){PERIOD}?)",
        _income,
        "hw",
    ),
    rule(
        "income",
        rf"{I_AM} on{_ABOUT} (?P<v>(?:{MONEY}|(?P<bare>[0-9]{{1,3}}k\b|{NUMBER}))"
        rf"(?:(?<=k)|(?<=grand)|(?<=thousand)"
        rf"|(?<=000)|(?= (?:a|an|per) (?:year|hour|annum))){PERIOD}?)",
        _income,
        "hw",
    ),
    rule(
        "income",
        r"(?:\bI'm|\bI am|\bwe're|\bI live|\bI'm living) (?:\w+ )?(?P<v>on (?:the )?(?:minimum wage"
        r"|benefits|universal credit|the dole|dole|a (?:state )?pension|my pension|a student loan"
        r"|my student loan))\b",
        lambda m: m["v"].lower().removeprefix("on ").removeprefix("the "),
        "h",
    ),
)
"""What people earn or live on."""
