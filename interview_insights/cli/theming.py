"""Themes as a tree, and as a themes.yaml to edit."""

from __future__ import annotations

import json
from typing import Any

_HEAD = """\
# themes.yaml: put this file into the study folder and edit it; every later run into the
# same run folder follows it. Themes keep their ids. Remove what you do not need.
#
# rename:                # a label of your own
#   T03: Postage seen only at checkout
# merge:                 # the first takes the others in
#   - [T03, T07]
# split:                 # sentences like these quotes become a theme of their own
#   T05:
#     - quote: words of one of its sentences
#       label: Parcels left outside
# drop: [T12]            # no theme any longer
# pin: [T01]             # keeps the sentences that it has now
"""


def print_tree(run: Any) -> None:
    """Print lens, field, theme and the parts of themes, with people and sentences."""
    parts: dict[str, list[Any]] = {}
    for row in run.subthemes.itertuples():
        parts.setdefault(row.theme, []).append(row)
    fields = {code["name"]: code["label"] for code in run.manifest["codebook"]}
    lens = field = ""
    for row in run.themes.itertuples():
        if row.lens != lens:
            lens = row.lens
            print(lens.capitalize())
        if row.field != field:
            field = row.field
            print(f"  {fields.get(field, field)}")
        print(f"    {row.theme}  {row.label}  [{_size(row)}]")
        for part in parts.get(row.theme, ()):
            print(f"      {part.subtheme}  {part.label}  [{_size(part)}]")


def _size(row: Any) -> str:
    people = "person" if row.n_participants == 1 else "people"
    sentences = "sentence" if row.n_segments == 1 else "sentences"
    return f"{row.n_participants} {people}, {row.n_segments} {sentences}"


def print_rules(run: Any) -> None:
    """Print a themes.yaml that names every theme as it is called now."""
    print(_HEAD)
    print("rename:")
    for row in run.themes.itertuples():
        # A JSON string is a YAML string, whatever is in it.
        print(f"  {row.theme}: {json.dumps(row.label, ensure_ascii=False)}")
