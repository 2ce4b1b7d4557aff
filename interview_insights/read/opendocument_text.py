"""An OpenDocument text's XML to lines: which are bold, where lines break, what is a table."""

from __future__ import annotations

from dataclasses import dataclass, field

from interview_insights.read.lines import Line
from interview_insights.read.table_lines import lines_of_table
from interview_insights.read.xml_events import local_name, local_names

# Text that is deleted, or no part of the dialogue: notes, comments, boxes, fields' prompts.
SKIPPED = frozenset(
    (
        "tracked-changes",
        "annotation",
        "note",
        "frame",
        "forms",
        "sequence-decls",
        "variable-decls",
        "user-field-decls",
        "ruby-text",
        "shapes",
        "dde-connection-decls",
        "table-of-content",
    )
)
_BOLD = frozenset(("bold", "600", "700", "800", "900"))
_PLAIN = frozenset(("normal", "100", "200", "300", "400", "500"))
_MOST_BLANKS = 100
_MOST_PARENTS = 20


@dataclass(slots=True)
class Styles:
    """The styles of a document: which are bold by themselves, and whose child each is.

    A target of :func:`xml_events.parse_events`, for styles.xml and content.xml alike.
    """

    weights: dict[str, bool] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    _name: str = ""

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = local_name(tag)
        if name == "style":
            own = local_names(attrs)
            self._name = own.get("name", "")
            self.parents[self._name] = own.get("parent-style-name", "")
        elif name == "text-properties" and self._name:
            weight = local_names(attrs).get("font-weight", "")
            if weight in _BOLD or weight in _PLAIN:
                self.weights[self._name] = weight in _BOLD

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if local_name(tag) == "style":
            self._name = ""

    def data(self, text: str) -> None:
        """Pass over text."""

    def close(self) -> None:
        """Take the end of the file."""

    def is_bold(self, name: str) -> bool | None:
        """Whether a style is bold; None where neither it nor its parents say so."""
        for _ in range(_MOST_PARENTS):
            if name in self.weights:
                return self.weights[name]
            name = self.parents.get(name, "")
            if not name:
                break
        return None


@dataclass(slots=True)
class TextBody:
    """The lines of an OpenDocument text, collected element by element."""

    styles: Styles
    lines: list[Line] = field(default_factory=list)
    warnings: tuple[str, ...] = ()
    _number: int = 0
    _in_body: bool = False
    _skipped: int = 0
    _tables: int = 0
    _weights: list[bool] = field(default_factory=list)
    _parts: list[tuple[str, bool]] = field(default_factory=list)
    _rows: list[list[str]] = field(default_factory=list)

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = local_name(tag)
        if self._skipped or name in SKIPPED:
            self._skipped += 1
        elif name == "body":
            self._in_body = True
        elif name in ("p", "h"):
            # A heading is bold by its style, which makes no question of it.
            self._begin(attrs if name == "p" else {})
        elif name == "span":
            told = self.styles.is_bold(local_names(attrs).get("style-name", ""))
            self._weights.append(self._bold if told is None else told)
        elif name in ("s", "tab", "line-break"):
            self._blank(name, attrs)
        elif name == "table":
            self._tables += 1
        elif name == "table-row" and self._tables == 1:
            self._rows.append([])
        elif name in ("table-cell", "covered-table-cell") and self._tables == 1 and self._rows:
            self._rows[-1].append("")

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if self._skipped:
            self._skipped -= 1
            return
        name = local_name(tag)
        if name in ("p", "h"):
            self._end_paragraph()
        elif name == "span" and len(self._weights) > 1:
            self._weights.pop()
        elif name == "table":
            self._tables -= 1
            if not self._tables:
                self._end_table()

    def data(self, text: str) -> None:
        """Take text; outside paragraphs it is only the file's indentation."""
        if self._weights and not self._skipped:
            self._parts.append((text.replace("\n", " "), self._bold))

    def close(self) -> None:
        """Take the end of the file."""

    @property
    def _bold(self) -> bool:
        return self._weights[-1] if self._weights else False

    def _begin(self, attrs: dict[str, str]) -> None:
        style = local_names(attrs).get("style-name", "")
        self._weights = [bool(self.styles.is_bold(style))]
        self._parts = []

    def _blank(self, name: str, attrs: dict[str, str]) -> None:
        if not self._weights:
            return
        if name == "s":
            count = local_names(attrs).get("c", "1")
            number = int(count) if count.isascii() and count.isdigit() and len(count) < 9 else 1
            self._parts.append((" " * min(number, _MOST_BLANKS), self._bold))
        else:
            self._parts.append(("\t" if name == "tab" else "\n", self._bold))

    def _end_paragraph(self) -> None:
        parts, self._parts, self._weights = self._parts, [], []
        if not self._in_body:
            return
        if self._rows and self._rows[-1]:
            self._rows[-1][-1] += "".join(text for text, _ in parts) + "\n"
            return
        self._number += 1
        line: list[tuple[str, bool]] = []
        for text, bold in [*parts, ("\n", False)]:
            if text == "\n":
                said = [weight for words, weight in line if words.strip()]
                words = "".join(words for words, _ in line)
                self.lines.append(Line(self._number, words, bool(said) and all(said)))
                line = []
            else:
                line.append((text, bold))

    def _end_table(self) -> None:
        numbered = [(self._number + at, cells) for at, cells in enumerate(self._rows, 1)]
        self._number += len(numbered)
        self._rows = []
        found = lines_of_table(numbered)
        self.lines += [Line(number, text) for number, text in found.lines]
        self.warnings = tuple(dict.fromkeys((*self.warnings, *found.warnings)))
