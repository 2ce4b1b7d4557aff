"""The table of all rules, in the order in which they are tried."""

from __future__ import annotations

from interview_insights.language.fact_rules_person import AGE, LOCATION, PERSON
from interview_insights.language.fact_rules_use import PRICE, QUANTITY, TECHNOLOGY_RULES
from interview_insights.language.fact_rules_work import CAREER, EDUCATION, INCOME

RULES = (
    *AGE, *LOCATION, *PERSON, *EDUCATION, *CAREER, *TECHNOLOGY_RULES, *QUANTITY, *INCOME, *PRICE,
)  # fmt: skip
"""Within a kind the more exact wordings first: where two overlap, the first counts."""
