"""Runs out to other tools, and people's codes back in."""

from __future__ import annotations

import csv
import io
import itertools
import json
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import interview_insights as ii
from interview_insights.errors import ReadError, RunError
from interview_insights.exchange import Correction, as_coded, changes, checked, with_corrections
from interview_insights.exchange.qdpx import write_qdpx
from interview_insights.exchange.qdpx_codes import corrections_from
from interview_insights.exchange.texts import placed_texts
from interview_insights.exchanging import apply_codes, codebook_of, export_run, read_codes
from interview_insights.read.qda_codings import read_codings

QDA = "{urn:QDA-XML:project:1.0}"


@pytest.fixture(scope="module")
def exports(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("exports")
    run = ii.load_run(sample_folder)
    kinds = ("xlsx", "qdpx", "qdc", "csv", "json")
    return {kind: export_run(run, folder / f"run.{kind}") for kind in kinds}


@pytest.mark.parametrize("kind", ["xlsx", "csv", "qdpx"])
def test_what_nobody_changed_changes_nothing(
    exports: dict[str, Path], sample_run: ii.Run, kind: str
) -> None:
    given_ = read_codes(sample_run, exports[kind])
    assert given_.remarks == ()
    assert changes(sample_run.codings, given_.corrections) == []


@pytest.mark.parametrize("kind", ["xlsx", "qdpx", "qdc"])
def test_the_same_run_gives_the_same_bytes(
    exports: dict[str, Path], sample_run: ii.Run, tmp_path: Path, kind: str
) -> None:
    again = export_run(sample_run, tmp_path / f"again.{kind}")
    assert again.read_bytes() == exports[kind].read_bytes()


def test_json_and_csv_have_a_row_a_sentence(exports: dict[str, Path], sample_run: ii.Run) -> None:
    rows = json.loads(exports["json"].read_text(encoding="utf-8"))
    with exports["csv"].open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    spoken = (sample_run.segments["role"] == "respondent").sum()
    assert len(rows) == len(lines) == spoken


def test_an_unknown_format_is_named(sample_run: ii.Run, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no export to 'pdf'"):
        export_run(sample_run, tmp_path / "x.pdf")


def test_the_workbook_has_lists_locks_and_no_formula_of_theirs(
    exports: dict[str, Path], sample_run: ii.Run
) -> None:
    book = openpyxl.load_workbook(exports["xlsx"])
    assert book.sheetnames == [
        "About", "Codings", "Codebook", "Participants", "Themes", "Contrasts", "Facts",
    ]  # fmt: skip
    sheet = book["Codings"]
    header = [cell.value for cell in sheet[1]]
    assert sheet.protection.sheet
    assert not sheet.cell(2, header.index("field") + 1).protection.locked
    assert sheet.cell(2, header.index("segment_id") + 1).protection.locked
    assert len(sheet.data_validations.dataValidation) == 3
    formulas = {cell.column for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert formulas == {header.index("lens") + 1}
    people = book["Participants"]
    voiced = sum(cell.value for row in people.iter_rows(min_row=2, min_col=3) for cell in row)
    assert voiced == sample_run.themes["n_participants"].sum()


def test_words_that_look_like_formulas_stay_words(sample_run: ii.Run) -> None:
    from interview_insights.exchange.workbook import write_workbook

    tables = {n: getattr(sample_run, n) for n in ("codings", "themes", "contrasts", "facts")}
    segments = sample_run.segments.copy()
    segments["text"] = "=cmd|' /C calc'!A0"
    segments["speaker"] = "=cmd()"
    book = write_workbook(
        {**tables, "segments": segments}, sample_run.manifest["codebook"], "=HYPERLINK(1)"
    )
    sheet = openpyxl.load_workbook(io.BytesIO(book))["Codings"]
    text = [cell.value for cell in sheet[1]].index("text") + 1
    assert {sheet.cell(n, text).data_type for n in range(2, 20)} == {"s"}


def _edit(source: Path, target: Path, edits: dict[str, dict[str, str]]) -> Path:
    book = openpyxl.load_workbook(source)
    sheet = book["Codings"]
    header = [cell.value for cell in sheet[1]]
    at = header.index("segment_id") + 1
    for row in range(2, sheet.max_row + 1):
        for name, value in edits.get(sheet.cell(row, at).value, {}).items():
            sheet.cell(row, header.index(name) + 1).value = value
    book.save(target)
    return target


def _two(run: ii.Run) -> tuple[str, str]:
    concerns = run.codings[run.codings["primary"] & (run.codings["field"] == "concerns")]
    first, second = concerns["segment_id"].iloc[:2]
    return first, second


def test_corrections_change_codes_themes_and_report(
    exports: dict[str, Path], sample_folder: Path, sample_run: ii.Run, tmp_path: Path
) -> None:
    first, second = _two(sample_run)
    edited = _edit(
        exports["xlsx"],
        tmp_path / "edited.xlsx",
        {first: {"field": "values", "second_field": ""}, second: {"text": "other words"}},
    )
    done = apply_codes(sample_folder, edited, out=tmp_path / "new")
    assert [c.segment_id for c in done.changes] == [first]
    assert any("edited" in remark for remark in done.remarks)
    new = ii.load_run(tmp_path / "new")
    row = new.codings[new.codings["segment_id"] == first].iloc[0]
    assert (row["field"], row["source"], row["confidence"]) == ("values", "human", 1.0)
    assert new.manifest["counts"]["human"] == 1
    assert new.manifest["history"][-1]["changed"] == 1
    assert (tmp_path / "new" / "report.html").is_file()
    # A later analysis of the study keeps what a person said.
    again = ii.analyze(ii.resources.sample_dir(), out=tmp_path / "new", fresh=True)
    row = again.codings[again.codings["segment_id"] == first].iloc[0]
    assert (row["field"], row["source"]) == ("values", "human")
    assert again.manifest["history"][-1]["changed"] == 1


def test_an_earlier_run_that_is_damaged_is_replaced_and_told(
    sample_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample_folder, tmp_path / "run")
    (tmp_path / "run" / "codings.parquet").write_bytes(b"damaged")
    run = ii.analyze(ii.resources.sample_dir(), out=tmp_path / "run", fresh=True)
    assert any("earlier run were lost" in warning for warning in run.warnings)
    assert len(ii.load_run(tmp_path / "run").codings) == len(run.codings)


def test_a_file_of_an_earlier_export_does_not_undo_what_came_since(
    sample_folder: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(sample_folder, tmp_path / "run")
    run = ii.load_run(folder)
    for kind in ("csv", "xlsx"):
        export_run(run, tmp_path / f"old.{kind}")
    first, second = run.codings[run.codings["field"] == "concerns"]["segment_id"].iloc[:2]
    newer = tmp_path / "newer.csv"
    newer.write_text(f"segment_id,field\n{first},values\n", encoding="utf-8")
    apply_codes(folder, newer, learn=False)
    run = ii.load_run(folder)
    for kind in ("csv", "xlsx"):
        found = read_codes(run, tmp_path / f"old.{kind}")
        assert changes(run.codings, found.corrections) == []
        assert "1 sentences are coded otherwise since" in " ".join(found.remarks)
    old = (tmp_path / "old.csv").read_text(encoding="utf-8")
    row = next(line for line in old.splitlines() if second in line)
    (tmp_path / "old.csv").write_text(old.replace(row, row.replace("concerns", "opinions", 1)))
    found = read_codes(run, tmp_path / "old.csv")
    assert [c.segment_id for c in changes(run.codings, found.corrections)] == [second]


def test_without_learning_no_other_sentence_is_coded_otherwise(
    sample_folder: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(sample_folder, tmp_path / "run")
    run = ii.load_run(folder)
    primary = run.codings[run.codings["primary"]]
    chosen = primary[primary["field"] == "concerns"]["segment_id"].iloc[::3]
    path = tmp_path / "codes.csv"
    path.write_text("segment_id,field\n" + "".join(f"{s},values\n" for s in chosen))
    assert apply_codes(folder, path, learn=False).moved == 0


@pytest.mark.parametrize("name", ["codes.json", "codes.docx"])
def test_a_file_that_cannot_bring_codes_is_named(
    sample_run: ii.Run, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("[]")
    with pytest.raises(ReadError, match=name.partition(".")[2]):
        read_codes(sample_run, tmp_path / name)
    with pytest.raises(ReadError, match="no such file"):
        read_codes(sample_run, tmp_path / "none.csv")


def test_a_name_that_says_another_kind_is_refused(sample_run: ii.Run, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="the export is csv"):
        export_run(sample_run, tmp_path / "run.xlsx", "csv")


def test_rows_that_do_not_fit_are_named(
    exports: dict[str, Path], sample_run: ii.Run, tmp_path: Path
) -> None:
    with exports["csv"].open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    at, field = header.index("segment_id"), header.index("field")
    rows[0][field] = "nonsense"
    rows[1][at] = "elsewhere:0001:0"
    rows[2][at] = ""
    twice = list(rows[4])
    twice[field] = "values" if twice[field] != "values" else "goals"
    del rows[3]
    with (tmp_path / "x.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows, twice])
    told = "\n".join(read_codes(sample_run, tmp_path / "x.csv").remarks)
    for part in (
        "'nonsense' is no field", "no such sentence", "no segment_id", "earlier row",
        "coded twice", "not in the file",
    ):  # fmt: skip
        assert part in told


@pytest.mark.parametrize(
    ("name", "content", "match"),
    [
        ("x.xlsx", b"not a workbook", "no workbook"),
        ("x.csv", b"a,b\n1,2\n", "no column 'segment_id'"),
        ("x.csv", b"", "empty"),
        ("x.csv", b"\xff\xfe\x00", "UTF-8"),
        ("x.qdpx", b"not a zip", ""),
    ],
)
def test_a_file_that_is_none_is_refused(
    sample_run: ii.Run, tmp_path: Path, name: str, content: bytes, match: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=match) as caught:
        read_codes(sample_run, path)
    assert caught.value.hint


def test_the_project_is_what_the_standard_prescribes(
    exports: dict[str, Path], sample_run: ii.Run
) -> None:
    with zipfile.ZipFile(exports["qdpx"]) as archive:
        root = ET.fromstring(archive.read("project.qde"))
        files = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    order = [child.tag.removeprefix(QDA) for child in root]
    assert order == ["Users", "CodeBook", "Variables", "Cases", "Sources", "Notes"]
    guids = [e.get("guid") for e in root.iter() if e.get("guid")]
    assert len(guids) == len(set(guids))
    assert all(g == g.upper() and len(g) == 36 for g in guids)
    targets = {e.get("targetGUID") for e in root.iter() if e.get("targetGUID")}
    assert targets <= set(guids)
    texts = dict(sample_run.segments[["segment_id", "text"]].to_numpy())
    sources = root.find(f"{QDA}Sources")
    assert len(sources) == sample_run.segments["transcript"].nunique()
    for source in sources:
        text = files["sources/" + source.get("plainTextPath").removeprefix("internal://")]
        assert "\r" not in text
        for part in source.iter(f"{QDA}PlainTextSelection"):
            said = text[int(part.get("startPosition")) : int(part.get("endPosition"))]
            assert said == texts[part.get("name")]
    cases = root.find(f"{QDA}Cases")
    spoken = sample_run.segments[sample_run.segments["role"] == "respondent"]
    assert len(cases) == spoken["participant"].nunique()


def test_codes_changed_elsewhere_come_back(
    exports: dict[str, Path], sample_run: ii.Run, tmp_path: Path
) -> None:
    first, _ = _two(sample_run)
    codebook = codebook_of(sample_run)
    with zipfile.ZipFile(exports["qdpx"]) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    root = ET.fromstring(members["project.qde"])
    values = next(
        e.get("guid") for e in root.iter(f"{QDA}Code") if e.get("name") == codebook["values"].label
    )
    for part in root.iter(f"{QDA}PlainTextSelection"):
        if part.get("name") == first:
            for coding in part.findall(f"{QDA}Coding")[1:]:
                part.remove(coding)
            part.find(f"{QDA}Coding/{QDA}CodeRef").set("targetGUID", values)
    members["project.qde"] = ET.tostring(root)
    with zipfile.ZipFile(tmp_path / "back.qdpx", "w") as archive:
        for name, content in members.items():
            # As Windows programs write texts.
            archive.writestr(name, content.replace(b"\n", b"\r\n") if ".txt" in name else content)
    found = read_codes(sample_run, tmp_path / "back.qdpx")
    assert [(c.segment_id, c.field) for c in found.corrections] == [(first, "values")]


def test_transcripts_with_a_recording_get_points_in_time(
    sample_run: ii.Run, tmp_path: Path
) -> None:
    segments = sample_run.segments
    timed = segments[segments["start_s"].notna()]["path"].iloc[0]
    recordings = tmp_path / "recordings" / "by date"
    recordings.mkdir(parents=True)
    (recordings / f"{Path(timed).stem.upper()}.MP3").touch()
    (recordings / "nothing of ours.mp4").touch()
    path = export_run(sample_run, tmp_path / "run.qdpx", recordings=tmp_path / "recordings")
    with zipfile.ZipFile(path) as archive:
        root = ET.fromstring(archive.read("project.qde"))
    (audio,) = root.iter(f"{QDA}AudioSource")
    assert audio.get("path").endswith(".MP3")
    own = segments[segments["path"] == timed]
    points = [
        (int(p.get("position")), int(p.get("timeStamp"))) for p in root.iter(f"{QDA}SyncPoint")
    ]
    assert points == sorted(points)
    assert len(points) == 2 * len(own)
    assert {round(1000 * s) for s in own["start_s"]} <= {time for _, time in points}
    guids = {e.get("guid") for e in root.iter() if e.get("guid")}
    for part in root.iter(f"{QDA}TranscriptSelection"):
        assert {part.get("fromSyncPoint"), part.get("toSyncPoint")} <= guids
    assert changes(sample_run.codings, read_codes(sample_run, path).corrections) == []
    again = tmp_path / "study"
    again.mkdir()
    shutil.copy(path, again / "run.qdpx")
    study = ii.read_study(again)
    (read,) = [t for t in study.transcripts if t.id.endswith(Path(timed).stem)]
    assert [turn.start_s for turn in read.turns][:3] == pytest.approx(
        own.drop_duplicates("turn")["start_s"].tolist()[:3], abs=0.001
    )


def test_a_folder_of_recordings_that_is_none_is_named(sample_run: ii.Run, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no such folder"):
        export_run(sample_run, tmp_path / "run.qdpx", recordings=tmp_path / "none")


words = st.text(
    st.characters(categories=["Ll", "Lu", "Nd", "So", "Mn", "Zs", "Po", "Cc", "Sm"]),
    min_size=1,
    max_size=20,
).filter(lambda t: t.strip())


moments = st.floats(0, 7200) | st.just(float("nan"))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_words_and_codes_come_back_from_a_project(
    sample_run_once: ii.Run, data: st.DataObject
) -> None:
    segments = sample_run_once.segments.iloc[:12].copy()
    segments["text"] = data.draw(st.lists(words, min_size=12, max_size=12))
    codebook = codebook_of(sample_run_once)
    fields = ["none", *(code.name for code in codebook.codes)]
    own = sample_run_once.codings[
        sample_run_once.codings["segment_id"].isin(segments["segment_id"])
    ]
    given_ = [
        Correction(
            row.segment_id,
            data.draw(st.sampled_from(fields)),
            data.draw(st.sampled_from(["", *fields[1:]])),
        )
        for row in own[own["primary"]].itertuples()
    ]
    taken = checked(given_, own["segment_id"], codebook)
    codings = with_corrections(own, taken.corrections, codebook)
    tables = {
        "segments": segments,
        "codings": codings,
        "themes": sample_run_once.themes,
        "facts": sample_run_once.facts.iloc[:0],
    }
    begun = sorted(data.draw(st.lists(moments, min_size=12, max_size=12)))
    segments["start_s"], segments["end_s"] = begun, [*begun[1:], float("nan")]
    heard = data.draw(st.booleans())
    recordings = {t: Path("/talks/one.mp3") for t in set(segments["transcript"]) if heard}
    project = write_qdpx(tables, codebook, "any", recordings)
    with zipfile.ZipFile(io.BytesIO(project)) as archive:
        assert archive.testzip() is None
    path = Path(sample_run_once.folder or ".") / "any.qdpx"
    path.write_bytes(project)
    coded, texts = read_codings(path)
    path.unlink()
    placed = {text.name: text.text for text in placed_texts(segments)}
    assert {name: text.replace("\r\n", "\n") for name, text in texts.items()} == placed
    back = corrections_from(coded, texts, tables, codebook)
    assert back.remarks == ()
    assert {c.segment_id: c for c in back.corrections} == as_coded(codings)


@pytest.fixture(scope="module")
def sample_run_once(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> ii.Run:
    run = ii.load_run(sample_folder)
    run.folder = None
    for name in ("segments", "codings", "themes", "facts"):
        run._tables[name] = getattr(ii.load_run(sample_folder), name)
    run.folder = tmp_path_factory.mktemp("any")
    return run


def test_second_fields_and_poles_are_tidied() -> None:
    from interview_insights.coding.codebook import default_codebook

    given_ = [
        Correction("a", "none", "values", "bargain"),
        Correction("b", "values", "values", "premium"),
        Correction("c", "price_orientation", "", "bargain"),
    ]
    found = checked(given_, "abc", default_codebook()).corrections
    assert [(c.field, c.second, c.pole) for c in found] == [
        ("none", "", ""), ("values", "", ""), ("price_orientation", "", "bargain"),
    ]  # fmt: skip
    assert len(set(itertools.chain(found))) == 3
