"""Make the workbooks of tests/data/formats/xlsx: ``python tests/data/formats/make_xlsx.py``.

Not run by the tests; the workbooks it made are committed.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl

HERE = Path(__file__).parent / "xlsx"
STAMP = datetime.datetime(2024, 5, 2, 10, 0, 0)


def save(
    name: str, *sheets: tuple[str, list[list[object]], bool], merged: tuple[str, ...] = ()
) -> None:
    """Save a workbook of sheets: title, rows, and if it is hidden; merge cells of the first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.created = book.properties.modified = STAMP
    for title, rows, hidden in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if hidden else "visible"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    book.save(HERE / f"{name}.xlsx")


talk = [
    ["Interview 12 – parcel lockers", None, None],
    ["Time", "Speaker", "Text"],
    [datetime.time(0, 0, 4), "Mod", "When did you last use a locker?"],
    [datetime.time(0, 0, 9), "Ewa", "On Sunday. It’s in front of the petrol station."],
    [None, None, "I was in my slippers, to be honest."],
    [datetime.time(0, 0, 18), "Mod", "What do you like about it?"],
    [datetime.time(0, 0, 21), "Ewa", "=No talking."],
]
save("speaker_text", ("Interview", talk, False), ("codes", [["a", "b"], [1, 2]], False))
save(
    "sheet_each",
    (
        "Lena",
        [
            ["speaker", "text"],
            ["Interviewer", "What made you rent a cargo bike?"],
            ["Lena", "A sofa. It nearly worked."],
        ],
        False,
    ),
    (
        "Omar",
        [
            ["speaker", "text"],
            ["Interviewer", "What made you rent a cargo bike?"],
            ["Omar", "My twins don’t fit on mine any more."],
        ],
        False,
    ),
    ("draft", [["speaker", "text"], ["Interviewer", "Old?"], ["X", "Not to be read."]], True),
)
save(
    "microsoft_forms",
    (
        "Form1",
        [
            [
                "ID",
                "Start time",
                "Completion time",
                "Email",
                "Name",
                "Customer type",
                "How satisfied are you with the delivery?",
                "What made you order from us again?",
                "What would you change about the packaging?",
            ],
            [
                1,
                datetime.datetime(2024, 5, 2, 9, 1),
                datetime.datetime(2024, 5, 2, 9, 4),
                "anonymous",
                None,
                "repeat",
                5,
                "It was here the next day and nothing was broken.",
                "Less tape, I need a knife every time.",
            ],
            [
                2,
                datetime.datetime(2024, 5, 2, 9, 8),
                datetime.datetime(2024, 5, 2, 9, 9),
                "anonymous",
                None,
                "one-off",
                2,
                "I would not, the lid did not close.",
                None,
            ],
            [
                3,
                datetime.datetime(2024, 5, 2, 10, 0),
                datetime.datetime(2024, 5, 2, 10, 6),
                "anonymous",
                None,
                "repeat",
                4,
                "My mother likes the jam and she is hard to please.",
                "The straw goes everywhere.",
            ],
        ],
        False,
    ),
)
save(
    "merged",
    (
        "Visits",
        [
            ["Visit", "Segment", "Who", "Said"],
            ["Visit 1", "family", "Host", "How did you hear about the farm?"],
            [None, None, "Ana", "From the school. The teacher has goats."],
            [None, None, "Host", "What did the children like?"],
            # A spreadsheet takes these two for formulas, and has no value for them.
            [None, None, "Ana", "=- the pigs, of course"],
            ["Visit 2", "couple", "Host", "How did you hear about the farm?"],
            [None, None, "Jo", "On the 12th we saw the sign, and turned."],
            [None, None, None, 2019],
            [None, None, "Host", "Why did you come back?"],
            [None, None, "Jo", "= best cheese in the valley"],
            [None, None, None, "=CONCATENATE(D9,D10)"],
        ],
        False,
    ),
    (
        "Codebook",
        [
            ["Theme", "Definition"],
            ["animals", "All that is said of goats, pigs and what they do."],
            ["food", "All that is said of cheese and bread, bought or eaten."],
        ],
        False,
    ),
    merged=("A2:A5", "B2:B5", "A6:A11", "B6:B11", "C7:C8"),
)
save(
    "pasted_lines",
    (
        "Sheet1",
        [
            ["Int: What do you grow on the balcony?"],
            ["Tom: Chillies. They are all of one mother plant."],
            ["I named her."],
            ["Int: And what do you buy for it?"],
            ["Tom: Earth, too much of it. It is on the third floor."],
        ],
        False,
    ),
)
