"""The Word report opens in LibreOffice and holds what the report holds."""

from __future__ import annotations

import subprocess
from pathlib import Path

import interview_insights as ii


def test_libreoffice_reads_the_word_report(sample_folder: Path, tmp_path: Path) -> None:
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "txt:Text",
            "--outdir",
            str(tmp_path),
            str(sample_folder / "report.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    text = (tmp_path / "report.txt").read_text(encoding="utf-8-sig")
    report = ii.load_run(sample_folder).report()
    assert report.name in text
    assert all(persona.name in text for persona in report.personas)
    labels = [t.label for lens in report.lenses for field in lens.fields for t in field.themes]
    assert labels
    assert all(label in text for label in labels)
