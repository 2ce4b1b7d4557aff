"""JSON of recognisers whose words and speakers stand apart and must be put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from interview_insights.read.clock import seconds
from interview_insights.read.json_fields import channel_of, fields_of, mappings, name_of, text_of
from interview_insights.read.json_words import Word, filled, join_words
from interview_insights.records import NO_TIME, Place, Utterance


def dialect(document: Mapping[str, Any]) -> list[Utterance] | None:
    """Read AWS Transcribe, Deepgram, Google, IBM Watson and Speechmatics.

    Parameters
    ----------
    document : mapping
        The whole document.

    Returns
    -------
    list of Utterance or None
        None for what lists its utterances itself.
    """
    results = document.get("results")
    if isinstance(results, Mapping):
        if results.get("utterances"):
            return None  # Deepgram lists them, if it was asked to
        return _aws(results) or _deepgram(results)
    if isinstance(results, list):
        if mappings(document.get("speaker_labels")):
            return _watson(results, mappings(document["speaker_labels"]))
        return _google(mappings(results)) or _speechmatics(mappings(results))
    return None


def _aws(results: Mapping[str, Any]) -> list[Utterance] | None:
    """Words with a time each, marks with none; speakers or channels in a list beside them."""
    channels = results.get("channel_labels")
    listed = mappings(channels.get("channels")) if isinstance(channels, Mapping) else []
    if listed:
        words = [
            word
            for channel in listed
            for word in _aws_words(
                mappings(channel.get("items")), {}, channel_of(fields_of(channel))
            )
        ]
        return _by_time(words)
    items = mappings(results.get("items"))
    if not items or not any("type" in item for item in items):
        return None
    labels = results.get("speaker_labels")
    segments = mappings(labels.get("segments")) if isinstance(labels, Mapping) else []
    speakers = {
        str(item.get("start_time")): name_of(item.get("speaker_label"))
        for segment in segments
        for item in mappings(segment.get("items"))
    }
    return join_words(filled(_aws_words(items, speakers, ""))[0])


def _aws_words(
    items: Sequence[Mapping[str, Any]], speakers: Mapping[str, str], channel: str
) -> list[Word]:
    words = []
    for item in items:
        begin = item.get("start_time")
        mark = item.get("type") == "punctuation"
        speaker = name_of(item.get("speaker_label")) or speakers.get(str(begin), "")
        words.append(
            Word(
                text_of(fields_of(item)),
                "" if mark else (speaker or channel),
                seconds(begin) if not mark else NO_TIME,
                seconds(item.get("end_time")) if not mark else NO_TIME,
                glue="before" if mark else "",
            )
        )
    return filled(words)[0]


def _deepgram(results: Mapping[str, Any]) -> list[Utterance] | None:
    """Channels with alternatives, each with paragraphs or single words."""
    channels = mappings(results.get("channels"))
    found: list[Utterance] = []
    for number, channel in enumerate(channels):
        best = next(iter(mappings(channel.get("alternatives"))), {})
        name = f"Channel {number}" if len(channels) > 1 else ""
        nested = best.get("paragraphs")
        inner = nested.get("paragraphs") if isinstance(nested, Mapping) else None
        paragraphs = mappings(inner)
        if paragraphs:
            found += [_paragraph(paragraph, name) for paragraph in paragraphs]
        else:
            words = [_deepgram_word(word, name) for word in mappings(best.get("words"))]
            found += join_words(filled(words)[0])
    if not found:
        return None
    if len(channels) > 1:
        found.sort(key=lambda u: u.start_s if u.start_s >= 0 else 0.0)
    return _numbered(found)


def _deepgram_word(word: Mapping[str, Any], channel: str) -> Word:
    text = word.get("punctuated_word") or word.get("word")
    return Word(
        text if isinstance(text, str) else "",
        channel or name_of(word.get("speaker")),
        seconds(word.get("start")),
        seconds(word.get("end")),
    )


def _paragraph(paragraph: Mapping[str, Any], channel: str) -> Utterance:
    said = [text_of(fields_of(s)) for s in mappings(paragraph.get("sentences"))]
    return Utterance(
        channel or name_of(paragraph.get("speaker")),
        " ".join(said) or text_of(fields_of(paragraph)),
        Place("segment", 1),
        seconds(paragraph.get("start")),
        seconds(paragraph.get("end")),
    )


def _google(results: Sequence[Mapping[str, Any]]) -> list[Utterance] | None:
    """Alternatives with words; who speaks stands on the words, of the last result in v1."""
    spoken = []
    for result in results:
        best = next(iter(mappings(result.get("alternatives"))), {})
        words = [fields_of(word) for word in mappings(best.get("words"))]
        channel = channel_of(fields_of(result))
        spoken.append([_google_word(word, channel) for word in words if "word" in word])
    tagged = [words for words in spoken if any(word.speaker for word in words)]
    if not tagged:
        return None
    # In v1 the last result repeats every word of all the others, with its speaker.
    total = sum(len(words) for words in spoken[:-1])
    if spoken[-1] in tagged and 0 < total <= len(spoken[-1]):
        tagged = [spoken[-1]]
    return _by_time([word for words in tagged for word in filled(words)[0]])


def _google_word(word: Mapping[str, Any], channel: str) -> Word:
    tag = next((word[k] for k in ("speakertag", "speakerlabel") if word.get(k)), None)
    text = word.get("word")
    return Word(
        text if isinstance(text, str) else "",
        name_of(tag) or (f"Channel {channel}" if channel not in ("", "0") else ""),
        _google_time(word, "start"),
        _google_time(word, "end"),
    )


def _google_time(word: Mapping[str, Any], which: str) -> float:
    value = next((word[k] for k in (f"{which}time", f"{which}offset") if k in word), None)
    if value is None and which == "start":
        return 0.0  # a zero is left out
    return seconds(value.rstrip("s") if isinstance(value, str) else value)


def _speechmatics(results: Sequence[Mapping[str, Any]]) -> list[Utterance] | None:
    """A result for each word or mark, its speaker with the alternative."""
    kinds = {result.get("type") for result in results}
    if not kinds & {"word", "punctuation"}:
        return None
    words = []
    for result in results:
        best = fields_of(next(iter(mappings(result.get("alternatives"))), {}))
        side = {"previous": "before", "next": "after", "both": "both"}
        attached = side.get(str(result.get("attaches_to")), "")
        mark = result.get("type") == "punctuation"
        words.append(
            Word(
                text_of(best),
                "" if mark else name_of(best.get("speaker")) or channel_of(fields_of(result)),
                seconds(result.get("start_time")),
                seconds(result.get("end_time")),
                glue=attached or ("before" if mark else ""),
            )
        )
    return join_words(filled(words)[0])


def _watson(results: Sequence[Any], labels: Sequence[Mapping[str, Any]]) -> list[Utterance]:
    """Words as [word, start, end]; speakers in a list of the same starts."""
    speakers = {seconds(label.get("from")): name_of(label.get("speaker")) for label in labels}
    words = []
    for segment, result in enumerate(mappings(results), 1):
        best = next(iter(mappings(result.get("alternatives"))), {})
        stamps = best.get("timestamps")
        for stamp in stamps if isinstance(stamps, list) else ():
            if isinstance(stamp, list) and len(stamp) == 3 and isinstance(stamp[0], str):
                start = seconds(stamp[1])
                speaker = speakers.get(start, "")
                words.append(Word(stamp[0], speaker, start, seconds(stamp[2]), segment))
    return _numbered(join_words(filled(words)[0]))


def _by_time(words: Sequence[Word]) -> list[Utterance]:
    """Join the words of several channels: each by itself, then by when they begin."""
    by_speaker: dict[str, list[Word]] = {}
    ordered = sorted(words, key=lambda w: w.start_s if w.start_s >= 0 else 0.0)
    timed = all(word.start_s >= 0 for word in words)
    if timed:
        return join_words(ordered)
    for word in words:  # marks have no time: they stay behind their words
        by_speaker.setdefault(word.speaker, []).append(word)
    found = [utterance for own in by_speaker.values() for utterance in join_words(own)]
    return _numbered(sorted(found, key=lambda u: u.start_s if u.start_s >= 0 else 0.0))


def _numbered(found: Sequence[Utterance]) -> list[Utterance]:
    return [
        Utterance(u.speaker, u.text, Place("segment", number), u.start_s, u.end_s)
        for number, u in enumerate((u for u in found if u.text.strip()), 1)
    ]
