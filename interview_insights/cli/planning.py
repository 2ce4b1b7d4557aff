"""``recruit``, ``guide`` and ``triangulate``: before the interviews, and after."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from interview_insights.cli.output import percent, print_json, print_table, records, say


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(recruit)
    app.command()(guide)
    app.command()(triangulate)


def recruit(
    orders: Annotated[
        Path, typer.Argument(help="csv or xlsx with a row an order: customer, date, amount.")
    ],
    reviews: Annotated[
        Path | None, typer.Option(help="csv or xlsx with a row a review: customer, rating.")
    ] = None,
    n: Annotated[int, typer.Option(min=1, help="Candidates of each group.")] = 10,
    out: Annotated[str, typer.Option(help="csv to write with the contact columns.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Choose the best and the worst customers to invite for an interview."""
    from dataclasses import asdict

    from interview_insights.recruiting import recruit as chosen

    found = chosen(orders, reviews, n)
    people = [*found.good, *found.bad]
    contact = list(dict.fromkeys(column for person in people for column in person.contact))
    rows = [
        (p.group, p.customer, *(p.contact.get(column, "") for column in contact), p.reason)
        for p in people
    ]
    columns = ["group", "customer", *contact, "why"]
    if out:
        _write_rows(Path(out), columns, rows)
    if as_json:
        print_json(
            {
                "customers": found.customers,
                "passed_over": found.passed_over,
                "remarks": list(found.remarks),
                "candidates": [
                    asdict(p) | {"last_order": p.last_order.isoformat()} for p in people
                ],
            }
        )
        return
    print_table(columns, rows)
    print(f"Of {found.customers} customers; {found.passed_over} rows without customer or date.")
    for remark in found.remarks:
        print(f"Note: {remark}")


def _write_rows(path: Path, columns: list[str], rows: list[tuple[str, ...]]) -> None:
    from interview_insights.errors import RunError
    from interview_insights.store import write_csv

    try:
        write_csv(path, columns, rows)
    except OSError as error:
        raise RunError(f"It cannot be written ({error.strerror}).", path=path) from None
    say(f"Written: {path}")


def guide(
    run: Annotated[
        Path | None, typer.Argument(help="Run folder of the last round, to ask where it is thin.")
    ] = None,
    business: Annotated[str, typer.Option(help="What the study is about.")] = "",
    out: Annotated[
        str, typer.Option(help="File to write, .docx or .md; default: print Markdown.")
    ] = "",
) -> None:
    """Write an interview guide, invitations and a survey for the next round."""
    import interview_insights as ii
    from interview_insights.errors import RunError
    from interview_insights.exchanging import codebook_of
    from interview_insights.report.guide import guide_docx, guide_markdown, make_guide

    if run is None:
        from interview_insights.coding.codebook import default_codebook

        made = make_guide(default_codebook(), business)
    else:
        found = ii.load_run(run)
        heard, people = _heard(found)
        made = make_guide(codebook_of(found), business or found.manifest["name"], heard, people)
    if not out:
        print(guide_markdown(made), end="")
        return
    path = Path(out)
    if path.suffix.lower() not in (".docx", ".md"):
        raise typer.BadParameter("--out must end in .docx or .md.")
    data = guide_docx(made) if path.suffix.lower() == ".docx" else guide_markdown(made).encode()
    try:
        path.write_bytes(data)
    except OSError as error:
        raise RunError(f"It cannot be written ({error.strerror}).", path=path) from None
    say(f"Written: {path}")


def _heard(run: Any) -> tuple[dict[str, int], int]:
    """Return how many people spoke of each field, and how many there were."""
    spoken = run.segments.loc[run.segments["role"] == "respondent", ["segment_id", "participant"]]
    said = run.codings.merge(spoken, on="segment_id")
    counts = said.groupby("field")["participant"].nunique()
    return {str(name): int(n) for name, n in counts.items()}, spoken["participant"].nunique()


def triangulate(
    run: Annotated[Path, typer.Argument(help="Run folder.")],
    analytics: Annotated[
        Path,
        typer.Argument(help="csv or xlsx: dimension, value, users; or a Google Analytics export."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Hold those interviewed against the users that an analytics tool counts."""
    import interview_insights as ii
    from interview_insights.triangulating import triangulate as compared

    found = compared(ii.load_run(run), analytics)
    if as_json:
        print_json({"table": records(found.table), "remarks": list(found.remarks)})
        return
    rows = [
        (
            r.dimension,
            r.value,
            f"{r.interviewees} of {r.stated}",
            f"{percent(r.low)} to {percent(r.high)}",
            percent(r.users_share),
            r.verdict,
        )
        for r in found.table.itertuples()
    ]
    columns = ["dimension", "value", "interviewed", "95 %", "users", "interviewed are"]
    print_table(columns, rows, right=["users"])
    for remark in found.remarks:
        print(f"Note: {remark}")
