from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from interview_insights.errors import ReadError, StudyError
from interview_insights.read import read_study, read_transcript
from interview_insights.settings import Settings

TALK = "Interviewer: Why?\nBen: It lasts.\n"


def study(tmp_path, **files):
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def of(tmp_path, files):
    return study(tmp_path / "my-study", **files)


def talk(number):
    return f"Interviewer: Why number {number}?\nBen: It lasts {number} years.\n"


def test_groups_participants_and_ids(tmp_path):
    root = of(
        tmp_path,
        {
            "good/01 Anna.txt": talk(1),
            "good/02.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nInt: Why?\n\n"
            "00:02.000 --> 00:03.000\nBen: So.\n",
            "bad/02.txt": talk(2),
            "bad/deeper/03.md": talk(3),
        },
    )
    found = read_study(root)
    assert [(t.path, t.id, t.participant, t.group) for t in found.transcripts] == [
        ("bad/02.txt", "bad_02", "02", "bad"),
        ("bad/deeper/03.md", "03", "03", "bad"),
        ("good/01 Anna.txt", "01_Anna", "01 Anna", "good"),
        ("good/02.vtt", "good_02", "02", "good"),
    ]
    assert found.name == "my-study"
    assert found.root == str(root)
    assert found.groups == ("bad", "good")
    assert found.warnings == ()


def test_ids_stay_unique_within_a_group(tmp_path):
    root = of(tmp_path, {"good/a b.txt": talk(1), "good/a_b.txt": talk(2), "good/a-b.md": talk(3)})
    assert sorted(t.id for t in read_study(root).transcripts) == ["a-b", "good_a_b", "good_a_b-2"]


def test_participants_csv(tmp_path):
    root = of(
        tmp_path,
        {
            "good/a.txt": talk(1),
            "good/B.TXT": talk(2),
            "c.txt": talk(3),
            "participants.csv": "File;Participant;Group;Age\nGOOD\\a.txt;P01;loyal;34\n"
            "b.txt;P02;;41\nnone.txt;P03;loyal;\nc.txt;;bad;\n",
        },
    )
    found = read_study(root)
    assert {t.path: (t.participant, t.group) for t in found.transcripts} == {
        "good/a.txt": ("P01", "loyal"),
        "good/B.TXT": ("P02", "good"),
        "c.txt": ("c", "bad"),
    }
    assert found.attributes == {"P01": {"Age": "34"}, "P02": {"Age": "41"}}
    assert found.warnings == ('participants.csv, row 4: there is no file "none.txt".',)


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("name,group\na.txt,x\n", 1, 'no column "file"'),
        ("file,group\na.txt,x,y\n", 2, "Row 2 has 3 cells"),
        ("file,group\na.txt,x\n,x\n", 3, "names no file"),
        ("file,group\na.txt,x\ngood/a.txt,x\n", 3, "again, after row 2"),
        ("file,file\na.txt,x\n", 1, "same name"),
        ("file,group\nb.txt,x\n", 2, "names two files"),
        ("", None, "empty"),
        (b"file,group\n\x00\x01\x02\xff,x\n", 2, "binary"),
    ],
)
def test_malformed_participants_csv(tmp_path, content, line, words):
    root = of(
        tmp_path,
        {"good/a.txt": TALK, "good/b.txt": TALK, "bad/b.txt": TALK, "participants.csv": content},
    )
    with pytest.raises(StudyError, match=words) as caught:
        read_study(root)
    assert caught.value.line == line
    assert caught.value.path.endswith("participants.csv")


def test_settings(tmp_path):
    root = of(
        tmp_path,
        {
            "good/a.txt": "Ann: So.\nBen: Well.\n",
            "study.toml": 'name = "X"\ninterviewers = ["ben"]\n',
        },
    )
    found = read_study(root)
    assert found.name == "X"
    assert [s.role for s in found.transcripts[0].speakers] == ["respondent", "interviewer"]
    found = read_study(root, interviewers=["Ann"])
    assert [s.role for s in found.transcripts[0].speakers] == ["interviewer", "respondent"]
    found = read_study(root, settings=Settings(name="Y", interviewers=("ann",)))
    assert found.name == "Y"
    assert [s.role for s in found.transcripts[0].speakers] == ["interviewer", "respondent"]


def test_malformed_settings(tmp_path):
    with pytest.raises(StudyError):
        read_study(of(tmp_path, {"good/a.txt": TALK, "study.toml": "name ="}))


def test_files_without_a_group(tmp_path):
    found = read_study(of(tmp_path, {"a.txt": talk(1), "good/b.txt": talk(2)}))
    assert [(t.path, t.group) for t in found.transcripts] == [
        ("a.txt", "all"),
        ("good/b.txt", "good"),
    ]
    assert found.warnings == ('1 files lie in no group\'s folder; their group is "all".',)


def test_what_is_no_transcript_is_counted(tmp_path):
    files = {
        ".DS_Store": "x",
        "good/.hidden.txt": TALK,
        "good/~$a.docx": "x",
        "good/Thumbs.db": "x",
        ".git/config": "x",
        "study.toml": "",
        "participants.csv": "file\n",
        "themes.yaml": "x",
        "codebook-mine.yaml": "x",
        "coded.csv": "x",
        "README.md": "x",
        "run-1/run.json": "{}",
        "run-1/report.txt": TALK,
    }
    found = read_study(of(tmp_path, {"good/a.txt": TALK, **files}))
    assert [t.path for t in found.transcripts] == ["good/a.txt"]
    assert found.skipped == ()
    assert found.ignored == len(files) - 1  # the run folder counts once


def test_the_settings_own_codebook_is_no_transcript(tmp_path):
    root = of(
        tmp_path, {"good/a.txt": TALK, "mine.yaml": "x", "study.toml": 'codebook = "mine.yaml"'}
    )
    assert [t.path for t in read_study(root).transcripts] == ["good/a.txt"]


def test_a_file_that_cannot_be_read_stops_nothing(tmp_path):
    files = {
        "good/a.txt": TALK,
        "good/b.pdf": b"%PDF-1.4",
        "good/c.txt": "",
        "good/d.json": '{\n"a": }',
        "good/e.txt": "Interviewer: Why?\nInterviewer: Hello?",
    }
    found = read_study(of(tmp_path, files))
    assert [t.path for t in found.transcripts] == ["good/a.txt"]
    assert [s.path for s in found.skipped] == [
        "good/b.pdf",
        "good/c.txt",
        "good/d.json",
        "good/e.txt",
    ]
    assert all(s.reason and s.hint for s in found.skipped)
    assert found.skipped[2].reason.startswith("Line 2: This is not valid JSON")
    assert "no respondent found" in found.skipped[3].reason
    assert not any(str(tmp_path) in s.reason for s in found.skipped)


def test_links(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text(TALK)
    root = of(tmp_path, {"good/a.txt": TALK})
    (root / "good" / "out.txt").symlink_to(outside)
    (root / "good" / "gone.txt").symlink_to(tmp_path / "gone")
    (root / "good" / "loop").symlink_to(root / "good", target_is_directory=True)
    (root / "outer").symlink_to(tmp_path, target_is_directory=True)
    found = read_study(root)
    assert [t.path for t in found.transcripts] == ["good/a.txt"]
    assert {s.path: s.reason for s in found.skipped} == {
        "good/gone.txt": "The link points to nothing.",
        "good/loop": "The link points to a folder of the study itself.",
        "good/out.txt": "The link points out of the study.",
        "outer": "The link points out of the study.",
    }


def test_a_study_folder_may_be_a_link_itself(tmp_path):
    root = of(tmp_path, {"good/a.txt": TALK})
    (tmp_path / "link").symlink_to(root, target_is_directory=True)
    assert len(read_study(tmp_path / "link").transcripts) == 1


def test_chosen_groups(tmp_path):
    root = of(tmp_path, {"good/a.txt": talk(1), "bad/b.txt": talk(2), "bad/c.txt": talk(3)})
    found = read_study(root, groups=["Good", "new"])
    assert [t.path for t in found.transcripts] == ["good/a.txt"]
    assert found.warnings == (
        "2 interviews of the group 'bad' were left out.",
        "There is no interview of the group 'new'.",
    )
    assert len(read_study(root, groups="bad").transcripts) == 2
    with pytest.raises(StudyError, match="no interview of the group 'none'"):
        read_study(root, groups=["none"])


def test_the_same_file_twice_is_told(tmp_path):
    found = read_study(of(tmp_path, {"good/a.txt": TALK, "bad/b.txt": TALK}))
    assert found.warnings == ("bad/b.txt and good/a.txt are the same file and count twice.",)


def test_nothing_to_read(tmp_path):
    with pytest.raises(StudyError, match="no such folder"):
        read_study(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(StudyError, match="holds no transcript"):
        read_study(tmp_path / "empty")
    root = of(tmp_path, {f"good/{n}.pdf": b"%PDF-1.4" for n in range(5)})
    with pytest.raises(StudyError, match=r"good/0.pdf: The PDF is damaged.*good/2.pdf.*And 2 more"):
        read_study(root)


def test_one_file_is_a_study(tmp_path):
    root = of(tmp_path, {"good/a b.txt": TALK})
    found = read_study(root / "good" / "a b.txt")
    (only,) = found.transcripts
    assert (only.path, only.id, only.participant, only.group) == ("a b.txt", "a_b", "a b", "good")
    assert only == read_transcript(root / "good" / "a b.txt")
    with pytest.raises(ReadError, match="PDF"):
        read_study(study(tmp_path, **{"x.pdf": b"%PDF-1.4"}) / "x.pdf")


def test_language(tmp_path):
    german = "Ich habe es gekauft, weil die Lieferung schnell war und es ewig hält. " * 3
    english = "I bought it because the delivery was quick and because it lasts for ever. " * 3
    root = of(
        tmp_path,
        {
            # The interviewer's language must not count.
            "a/de.txt": f"Interviewer: {english}?\nBen: {german}",
            "a/en.txt": f"Interviewer: {german}?\nBen: {english}",
            "a/short.txt": TALK,
        },
    )
    assert [t.language for t in read_study(root).transcripts] == ["de", "en", ""]


def test_sixteen_transcripts_take_no_time(tmp_path):
    words = "I bought it because the delivery was quick and because it lasts. " * 5
    text = f"Interviewer: Why is that so?\nBen: {words}\n" * 60
    root = of(tmp_path, {f"good/{n}.txt": f"Interviewer: {n}?\n{text}" for n in range(16)})
    read_study(root)  # lingua loads once
    begin = time.process_time()
    read_study(root)
    assert time.process_time() - begin < 1.5


def test_import_loads_nothing_heavy():
    code = (
        "import sys, interview_insights.read;"
        "heavy = {'pandas', 'docx', 'openpyxl', 'webvtt', 'lingua', 'lxml', 'numpy',"
        " 'charset_normalizer', 'torch'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=dict(os.environ))


def test_public_names():
    from interview_insights import read

    assert sorted(read.__all__) == ["read_study", "read_transcript"]
