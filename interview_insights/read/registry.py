"""Every kind of file that is read: by which reader, and what is taken from it.

The one list behind :func:`transcript.draft`, the documentation's table of formats
and the tests' examples. A reader takes a :class:`reading.Source` and returns one
:class:`reading.Reading` for each interview in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module

from interview_insights.read.reading import Reading, Source

Reader = Callable[[Source], tuple[Reading, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file.

    ``reader`` is ``module:function`` below this package, imported when first needed:
    the readers' patterns take longer to compile than all else. ``place`` is what quotes
    lead back to. ``flavours`` are the tools' dialects, by the name of their example file.
    """

    name: str
    label: str
    reader: str
    place: str
    takes: str
    flavours: Mapping[str, str] = field(default_factory=dict)

    def open_reader(self) -> Reader:
        """Import the reader."""
        module, _, function = self.reader.partition(":")
        reader: Reader = getattr(import_module(f"interview_insights.read.{module}"), function)
        return reader


KINDS: tuple[Kind, ...] = (
    Kind(
        "vtt",
        "WebVTT captions",
        "captions:read_captions",
        "cue",
        "speaker, text, times",
        {
            "zoom": "Zoom",
            "teams": "Teams",
            "teams_old": "Teams, old",
            "archive": "archives (v tags left open)",
            "youtube_automatic": "YouTube, automatic",
            "youtube_manual": "YouTube, typed",
            "whisper": "Whisper",
        },
    ),
    Kind(
        "srt",
        "SubRip captions",
        "captions:read_captions",
        "cue",
        "speaker, text, times",
        {
            "whisper": "Whisper with speakers",
            "subtitles": "Subtitles with formatting tags",
        },
    ),
    Kind(
        "sbv",
        "YouTube captions",
        "captions:read_captions",
        "cue",
        "speaker, text, times",
        {
            "youtube": "YouTube",
        },
    ),
    Kind(
        "text",
        "Text",
        "plain:read_text",
        "line",
        "speaker, text, times where given",
        {
            "name_colon": "Name: text",
            "question_answer": "Q: and A:",
            "hard_wrapped": "labels with lines wrapped at a column",
            "otter": "Otter",
            "otter_untimed": "Otter without times",
            "zoom_captions": "Zoom saved captions",
            "rev": "Rev style",
            "google_meet": "Google Meet",
            "f4": "f4 and MAXQDA",
            "dash_labels": "labels with a dash",
            "legend": "a legend of letters",
            "braces_and_numbers": "numbers in braces",
            "lettered": "letters with a full stop",
            "no_speakers": "questions and answers without names",
            "answers_only": "answers alone",
        },
    ),
    Kind(
        "markdown",
        "Markdown",
        "plain:read_text",
        "line",
        "speaker, text, times where given",
        {
            "bold_names": "bold names",
            "bold_names_timed": "bold names with times",
            "bold_questions": "bold questions",
        },
    ),
    Kind(
        "docx",
        "Word",
        "word:read_word",
        "paragraph",
        "speaker, text, times where given",
        {
            "labels_inline": "names before the words",
            "labels_above": "names on their own lines",
            "bold_questions": "bold questions",
            "line_breaks": "question and answer in one paragraph",
            "word_transcribe": "Word Transcribe",
            "teams_old": "Teams, old",
            "teams_new": "Teams",
            "table": "a table of speaker and text",
        },
    ),
    Kind(
        "json",
        "JSON of speech recognition",
        "jsons:read_json",
        "segment",
        "speaker, text, times; words are joined",
        {
            "whisper": "Whisper",
            "whisperx": "WhisperX with speakers",
            "whisper_timestamped": "whisper-timestamped",
            "rev_editor": "Rev editor",
            "rev_api": "Rev API",
            "assemblyai": "AssemblyAI",
            "deepgram_utterances": "Deepgram with utterances",
            "deepgram_paragraphs": "Deepgram with paragraphs",
            "aws_transcribe": "AWS Transcribe",
            "aws_channels": "AWS Transcribe by channel",
            "aws_call_analytics": "AWS Call Analytics",
            "google_stt": "Google Speech-to-Text",
            "speechmatics": "Speechmatics",
            "amberscript": "Amberscript",
            "ibm_watson": "IBM Watson",
            "fireflies": "Fireflies",
            "azure": "Azure Speech",
            "plain_list": "a list of speaker and text",
            "chat": "chats with roles",
            "assigned": "JSON behind data =",
            "json_lines": "JSON lines",
            "several": "several interviews",
            "whisper_cpp": "whisper.cpp",
            "whisper_pipeline": "Whisper in transformers",
            "whisperx_alone": "WhisperX without speakers",
            "whisperx_mixed": "WhisperX, several speakers in a segment",
            "google_v2": "Google Speech-to-Text v2",
            "deepgram_channels": "Deepgram by channel",
            "azure_channels": "Azure Speech by channel",
            "assemblyai_words": "AssemblyAI, words alone",
            "elevenlabs": "ElevenLabs Scribe",
            "otter": "Otter API",
            "trint": "Trint, words and speakers apart",
            "gong": "Gong, several calls",
            "chatgpt": "ChatGPT export",
            "chat_lines": "chats, one a line",
            "interview_ids": "a list whose entries name their interview",
            "typed_text": "typed transcripts as text",
        },
    ),
    Kind(
        "csv",
        "Table, comma-separated",
        "tables:read_delimited",
        "row",
        "speaker, text, times; or answers by question; groups",
        {
            "speaker_text": "speaker and text",
            "semicolon": "semicolons with a byte order mark",
            "tabs": "tabs in a .csv",
            "pairs": "questions and answers",
            "several": "several interviews",
            "google_forms": "Google Forms",
            "surveymonkey": "SurveyMonkey",
            "qualtrics": "Qualtrics",
            "limesurvey": "LimeSurvey",
            "typeform": "Typeform",
            "reviews": "reviews",
            "transcript_cells": "a whole transcript in each row",
            "turned": "a question in each row and a respondent in each column",
            "answers_only": "answers alone",
            "headless": "a talk without a header",
            "unquoted": "commas without quotation marks",
            "pasted_lines": "lines of a transcript",
        },
    ),
    Kind(
        "tsv",
        "Table, tab-separated",
        "tables:read_delimited",
        "row",
        "speaker, text, times; or answers by question; groups",
        {
            "whisper": "Whisper",
            "speaker_text": "speaker and utterance",
            "qualtrics": "Qualtrics",
        },
    ),
    Kind(
        "xlsx",
        "Excel workbook",
        "tables:read_workbook",
        "row",
        "speaker, text, times; or answers by question; groups",
        {
            "speaker_text": "speaker and text with times",
            "sheet_each": "a sheet for each interview",
            "microsoft_forms": "Microsoft Forms",
            "merged": "merged cells, several interviews in a sheet",
            "pasted_lines": "lines of a transcript in one column",
        },
    ),
    Kind(
        "pdf",
        "PDF",
        "pdf:read_pdf",
        "page",
        "speaker, text, times where given",
        {
            "labels": "PDF with names before the words, running headers and line numbers",
            "otter": "Otter PDF",
            "bold_questions": "PDF with bold questions",
            "question_table": "PDF with a table of questions, answers and translations",
            "answer_table": "PDF with a table of questions and answers",
            "google_docs": "Google Docs PDF",
            "report": "PDF set in hyphenated lines",
        },
    ),
    Kind(
        "rtf",
        "RTF",
        "rtf:read_rtf",
        "paragraph",
        "speaker, text, times where given",
        {
            "f4": "RTF of f4",
            "libreoffice": "LibreOffice RTF",
            "textedit": "TextEdit RTF",
            "word_table": "Word RTF with a table",
        },
    ),
    Kind(
        "odt",
        "OpenDocument text",
        "opendocument:read_odt",
        "paragraph",
        "speaker, text, times where given",
        {"libreoffice": "LibreOffice Writer", "bold_questions": "Bold questions"},
    ),
    Kind(
        "ods",
        "OpenDocument spreadsheet",
        "opendocument:read_ods",
        "row",
        "speaker, text, times",
        {"turns": "A row for each turn", "pairs": "A row for each question and its answer"},
    ),
    Kind(
        "lrc",
        "Captions as lyrics",
        "lrc:read_lrc",
        "line",
        "words, times; names before the words",
        {"whisper": "Whisper lyrics"},
    ),
    Kind(
        "ttml",
        "Timed Text captions (TTML, IMSC)",
        "ttml:read_ttml",
        "cue",
        "agents as speakers, words, times",
        {"agents": "TTML with agents", "imsc": "IMSC captions with names before the words"},
    ),
    Kind(
        "eaf",
        "ELAN",
        "elan:read_eaf",
        "annotation",
        "participants as speakers, words, times",
        {"participants": "ELAN, a tier a speaker", "child_tiers": "ELAN, words in child tiers"},
    ),
    Kind(
        "elan-tab",
        "ELAN, tab-delimited export",
        "elan_table:read_elan_table",
        "row",
        "participants as speakers, words, times",
        {"rows": "ELAN export, a row an annotation", "columns": "ELAN export, a column a tier"},
    ),
    Kind(
        "cha",
        "CHAT (CLAN, TalkBank)",
        "cha:read_chat",
        "line",
        "speakers, roles, words, times, group and facts of the respondent",
        {"clan": "CLAN transcript", "batchalign": "Batchalign transcript"},
    ),
    Kind(
        "qdpx",
        "REFI-QDA project",
        "qda:read_qda",
        "line",
        "every text source as an interview; participant, group and attributes from cases",
        {"maxqda": "MAXQDA project", "nvivo": "NVivo project"},
    ),
)

_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(name: str) -> Kind:
    """Return the kind of a name that :func:`sniff.sniff` gave."""
    return _BY_NAME[name]
