"""Whom to invite: the best and the worst customers of a table of orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from interview_insights.errors import ReadError
from interview_insights.read.plain_table import PlainTable, number_of, read_plain_table

_CUSTOMER = "customerid customer customeremail email userid user clientid client buyer account name"
_DATE = "orderdate date createdat created purchasedate orderedat paidat time timestamp"
_AMOUNT = "total amount ordertotal value revenue price sum subtotal paid grandtotal"
_RATING = "rating stars score reviewscore starrating nps"
_TEXT = "review text comment feedback body reviewtext"
_CONTACT = ("mail", "phone", "mobile", "tel", "name", "contact", "town", "city", "country")

_POOR = 0.4
"""Share of the rating scale up to which a review is poor: two of five stars."""

_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d-%m-%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody worth an interview.

    ``group`` is good or bad; ``score`` the mean rank of recency, frequency and value, 0–1;
    ``reason`` a sentence; ``contact`` the columns that tell how to reach them.
    """

    customer: str
    group: str
    orders: int
    last_order: date
    value: float | None
    rating: float | None
    score: float
    reason: str
    contact: dict[str, str]


@dataclass(frozen=True, slots=True)
class Recruits:
    """Candidates of both groups, best first, and how many rows had no customer or date."""

    good: tuple[Candidate, ...]
    bad: tuple[Candidate, ...]
    customers: int
    passed_over: int
    remarks: tuple[str, ...] = ()


@dataclass
class _Customer:
    dates: list[date]
    values: list[float]
    rating: float | None
    said: str
    contact: dict[str, str]


def recruit(orders: str | Path, reviews: str | Path | None = None, n: int = 10) -> Recruits:
    """Choose whom to invite.

    The best have ordered several times; they are ranked by the mean of their ranks in
    recency, frequency and monetary value (Hughes 1994). The worst ordered once and left a
    poor review, the poorest and latest first; without any reviews, once and longest ago.

    Parameters
    ----------
    orders : str or Path
        csv, tsv or xlsx with a row for each order: customer, date and, perhaps, amount,
        rating and ways to reach them.
    reviews : str or Path, optional
        The same with customer and rating.
    n : int, default 10
        Candidates of each group.

    Returns
    -------
    Recruits
        The same whatever the order of the rows.

    Raises
    ------
    ReadError
        A table cannot be read or lacks a column for the customer, the date or the rating.
    """
    table = read_plain_table(orders)
    people, passed_over = _customers(table)
    if not people:
        raise ReadError("No row has a customer and a date.", path=table.path)
    scale = _add_ratings(people, table)
    if reviews is not None:
        scale = max(scale, _add_ratings(people, read_plain_table(reviews), needed=True))
    scores = _scores(people)
    several = [name for name, person in people.items() if len(person.dates) > 1]
    once = [name for name, person in people.items() if len(person.dates) == 1]
    rated = [name for name in once if people[name].rating is not None]
    poor = [name for name in rated if (people[name].rating or 0) <= _POOR * scale]
    remarks = []
    if not rated:
        poor = once
        remarks.append("No ratings are known: the bad candidates ordered once, longest ago.")
    if len(several) < n:
        remarks.append(f"Customers who ordered several times: only {len(several)}.")
    if len(poor) < n:
        what = "with one order and a poor review" if rated else "with one order"
        remarks.append(f"Customers {what}: only {len(poor)}.")
    best = sorted(several, key=lambda name: (-scores[name], name))[:n]
    worst = sorted(poor, key=lambda name: _worst_first(people[name], name, bool(rated)))[:n]
    return Recruits(
        tuple(_candidate(name, "good", people[name], scores[name], scale) for name in best),
        tuple(_candidate(name, "bad", people[name], scores[name], scale) for name in worst),
        len(people),
        passed_over,
        tuple(remarks),
    )


def _worst_first(person: _Customer, name: str, rated: bool) -> tuple[float, int, str]:
    day = person.dates[0].toordinal()
    return (person.rating or 0.0, -day, name) if rated else (0.0, day, name)


def _customers(table: PlainTable) -> tuple[dict[str, _Customer], int]:
    who, when = table.column(_CUSTOMER), table.column(_DATE)
    if who is None or when is None:
        missing = "the customer" if who is None else "the date of an order"
        raise ReadError(
            f"No column tells {missing}; there are: {', '.join(table.columns)}.",
            path=table.path,
            hint="Name a column customer_id or email, and one order_date.",
        )
    amount = table.column(_AMOUNT)
    contact = [
        i
        for i, column in enumerate(table.columns)
        if i not in (who, when) and any(part in column.casefold() for part in _CONTACT)
    ]
    days = _days([row[when] for row in table.rows])
    people: dict[str, _Customer] = {}
    passed_over = 0
    for row, day in sorted(zip(table.rows, days, strict=True), key=lambda x: (str(x[1]), x[0])):
        if not row[who] or day is None:
            passed_over += 1
            continue
        person = people.setdefault(row[who], _Customer([], [], None, "", {}))
        person.dates.append(day)
        value = number_of(row[amount]) if amount is not None else None
        if value is not None:
            person.values.append(value)
        # The latest order knows best how to reach somebody.
        person.contact |= {table.columns[i]: row[i] for i in contact if row[i]}
    return people, passed_over


def _add_ratings(people: dict[str, _Customer], table: PlainTable, needed: bool = False) -> float:
    """Add the lowest rating of each customer; return the top of the scale."""
    who, rating, text = table.column(_CUSTOMER), table.column(_RATING), table.column(_TEXT)
    if who is None or rating is None:
        if needed:
            raise ReadError(
                f"No column tells customer and rating; there are: {', '.join(table.columns)}.",
                path=table.path,
                hint="Name a column as in the orders, and one rating.",
            )
        return 0.0
    scale = 0.0
    for row in sorted(table.rows):
        value = number_of(row[rating])
        if value is None:
            continue
        scale = max(scale, value)
        person = people.get(row[who])
        if person and (person.rating is None or value < person.rating):
            person.rating = value
            person.said = row[text] if text is not None else ""
    return next((top for top in (5.0, 10.0, 100.0) if scale <= top), scale) if scale else 0.0


def _days(texts: Sequence[str]) -> list[date | None]:
    found = [_day(text, False) for text in texts]
    slashed = [text for text in texts if text.count("/") == 2]
    # 13/02 is a day first; a column that never says so is read as month first.
    if any(_slashed(text, True) and not _slashed(text, False) for text in slashed):
        found = [_day(text, True) for text in texts]
    return found


def _day(text: str, day_first: bool) -> date | None:
    text = text.strip()
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).date()
    except ValueError:
        pass
    head = text.split("T")[0]
    for candidate in (head, head.rsplit(" ", 1)[0]):
        slashed = _slashed(candidate, day_first)
        if slashed:
            return slashed
        for form in _DATES:
            try:
                return datetime.strptime(candidate, form).date()
            except ValueError:
                continue
    return None


def _slashed(text: str, day_first: bool) -> date | None:
    for form in ("%d/%m/%Y", "%d/%m/%y") if day_first else ("%m/%d/%Y", "%m/%d/%y"):
        try:
            return datetime.strptime(text.strip().split(" ")[0], form).date()
        except ValueError:
            continue
    return None


def _scores(people: dict[str, _Customer]) -> dict[str, float]:
    """Return the mean of the ranks in recency, frequency and value, 0–1; ties share a rank."""
    parts: dict[str, list[float]] = defaultdict(list)
    measures = (
        {name: float(max(person.dates).toordinal()) for name, person in people.items()},
        {name: float(len(person.dates)) for name, person in people.items()},
        {name: sum(person.values) for name, person in people.items()},
    )
    for measure in measures:
        ordered = sorted(measure.values())
        first = {value: i for i, value in reversed(list(enumerate(ordered)))}
        last = {value: i for i, value in enumerate(ordered)}
        for name, value in measure.items():
            middle = (first[value] + last[value]) / 2
            parts[name].append(middle / max(1, len(ordered) - 1))
    return {name: sum(ranks) / len(ranks) for name, ranks in parts.items()}


def _candidate(name: str, group: str, person: _Customer, score: float, scale: float) -> Candidate:
    last = max(person.dates)
    value = round(sum(person.values), 2) if person.values else None
    count = len(person.dates)
    reason = f"{count} orders" if count > 1 else "one order"
    reason += f", the last on {last.isoformat()}" if count > 1 else f" on {last.isoformat()}"
    if value is not None:
        reason += f", {value:,.2f} in all" if count > 1 else f", {value:,.2f}"
    if person.rating is not None:
        reason += f", rated {person.rating:g} of {scale:g}"
    if person.said:
        words = person.said.split()
        reason += f": “{' '.join(words[:12])}{' …' if len(words) > 12 else ''}”"
    return Candidate(
        name, group, count, last, value, person.rating, round(score, 3), reason, person.contact
    )
