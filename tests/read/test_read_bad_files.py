from __future__ import annotations

import io
import os
import struct
import zipfile

import pytest

from interview_insights.errors import EncodingError, ReadError
from interview_insights.read import limits, read_transcript

FOREIGN = {
    "PDF is damaged": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "no words that anybody says": rb"{\rtf1\ansi }",
    "old or password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64,
    "an image": b"\x89PNG\r\n\x1a\n" + b"\x00" * 32,
    "audio, video or image": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "an audio": b"ID3\x03\x00\x00\x00\x00\x00\x00",
    "audio or video": b"\x00\x00\x00\x18ftypmp42\x00\x00",
    "a compressed": b"\x1f\x8b\x08\x00\x00\x00",
    "an XML or HTML": b"<?xml version='1.0'?><html/>",
}


@pytest.mark.parametrize("what", FOREIGN)
@pytest.mark.parametrize("suffix", [".txt", ".docx", ".csv", ".pdf"])
def test_kinds_that_are_not_read(read, what, suffix):
    with pytest.raises(ReadError, match=what) as caught:
        read(FOREIGN[what], f"a{suffix}")
    assert caught.value.hint
    assert caught.value.path.endswith(f"a{suffix}")


def test_words_that_look_like_a_signature(read):
    assert read("RIFF: Why?\nBen: So.").turns[0].speaker == "RIFF"
    assert read("%PDFs are bad\nAnna: Why?\nBen: So.").turns[0].speaker == "Anna"


@pytest.mark.parametrize(
    "content", [b"", b"   \n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf \n"]
)
@pytest.mark.parametrize("suffix", [".txt", ".docx", ".vtt", ".json", ".csv"])
def test_empty(read, content, suffix):
    with pytest.raises(ReadError, match="The file is empty"):
        read(content, f"a{suffix}")


@pytest.mark.parametrize(
    ("content", "name"),
    [("WEBVTT\n\n", "a.vtt"), ("Anna:\nBen:\n", "a.txt"), ("speaker,text\n", "a.csv")],
)
def test_no_words(read, content, name):
    with pytest.raises(ReadError) as caught:
        read(content, name)
    assert caught.value.hint


def test_binary_names_its_line(read):
    with pytest.raises(EncodingError, match="binary") as caught:
        read(b"Anna: Why?\nBen: \x00\x01\x02\x03\x00\x88\n" + bytes(range(256)), "a.txt")
    assert caught.value.line == 2


def test_undecodable_names_its_line(read):
    # Marked as UTF-8, so nothing may be guessed.
    with pytest.raises(EncodingError, match="not valid utf-8") as caught:
        read(b"\xef\xbb\xbfAnna: Why?\nBen: So.\nAnna: caf\xe9 x\n", "a.txt")
    assert caught.value.line == 3
    assert caught.value.hint


def test_undefined_byte_names_its_line(read):
    with pytest.raises(EncodingError) as caught:
        read(b"\xff\xfeA\x00:\x00 \x00x\x00\n\x00B\x00:\x00\x00\xd8a\x00", "a.txt")
    assert caught.value.line == 2


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(read, said, encoding):
    text = "Anna: Où est le café – vraiment?\r\nBen: Là-bas, à côté, «bien sûr» …\r\n"
    transcript = read(text, encoding=encoding)
    assert said(transcript) == [
        ("Anna", "Où est le café – vraiment?"),
        ("Ben", "Là-bas, à côté, «bien sûr» …"),
    ]
    assert transcript.encoding == {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    assert any("not UTF-8" in w for w in transcript.warnings) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("encoding", "line"),
    [
        ("cp1251", "Почему вы купили это? Потому что она служит долго и стоит недорого. "),
        ("cp1250", "Dlaczego pan to kupił? Ponieważ żona chciała mieć coś trwałego i łatwego. "),
    ],
)
def test_other_code_pages(read, encoding, line):
    transcript = read(f"A: {line * 5}\nB: {line * 8}", encoding=encoding)
    assert line.strip() in transcript.text


def test_lost_characters_are_told(read):
    assert any("1 characters were lost" in w for w in read("A: caf\ufffd?\nB: So.").warnings)


def test_plain_text_named_docx(read, said):
    transcript = read("Anna: Why?\nBen: So.", "a.docx")
    assert said(transcript) == [("Anna", "Why?"), ("Ben", "So.")]
    assert any("named .docx but holds plain text" in w for w in transcript.warnings)


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


TYPES = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def test_a_bomb_is_refused_before_it_is_opened(read, monkeypatch):
    import docx

    monkeypatch.setattr(docx, "Document", lambda *a: pytest.fail("opened"))
    bomb = zipped(**{"[Content_Types].xml": TYPES, "word__document.xml": b"a" * 5_000_000})
    with pytest.raises(ReadError, match="would unpack to 5 MB"):
        read(bomb, "a.docx")


def test_a_large_archive_is_refused(read, monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(ReadError, match="would unpack"):
        read(zipped(**{"[Content_Types].xml": TYPES, "a": os.urandom(2000)}), "a.docx")


def test_other_archives(read):
    with pytest.raises(ReadError, match="a zip archive"):
        read(zipped(**{"a.txt": b"hi"}), "a.zip")
    with pytest.raises(ReadError, match="damaged"):
        read(zipped(**{"a.txt": b"hi"}), "a.docx")
    with pytest.raises(ReadError, match="OpenDocument"):
        read(zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "a.odt")
    with pytest.raises(ReadError, match="damaged"):
        read(b"PK\x03\x04" + struct.pack("<I", 7) * 20, "a.docx")
    with pytest.raises(ReadError, match="Word document is damaged"):
        read(zipped(**{"[Content_Types].xml": TYPES}), "a.docx")


def test_too_large(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(limits.MAX_FILE_BYTES + 1)
    with pytest.raises(ReadError, match="more than the 100 MB"):
        read_transcript(path)


def test_no_such_file(tmp_path):
    with pytest.raises(ReadError, match="no such file"):
        read_transcript(tmp_path / "none.txt")
    with pytest.raises(ReadError, match="not a file"):
        read_transcript(tmp_path)
    with pytest.raises(ReadError):
        read_transcript("a\x00b")


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadError, match="not a file"):
        read_transcript(tmp_path / "pipe.txt")


def test_long_lines_are_read_in_bearable_time(read):
    import time

    begin = time.process_time()
    read("Anna: " + "a " * 500_000 + "\nBen: " + ":" * 500_000 + "**" * 200_000 + "&" * 100_000)
    read("**a " * 100_000 + "\n" * 500_000 + "__b " * 100_000 + "\n" + "[00:01] " * 50_000)
    read("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 100_000 + "<c" * 100_000)
    assert time.process_time() - begin < 5


def test_path_is_the_one_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(ReadError) as caught:
        read_transcript("a.pdf")
    assert caught.value.path == "a.pdf"
    assert str(caught.value).startswith("a.pdf: The PDF is damaged")
