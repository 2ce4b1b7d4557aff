from __future__ import annotations

import json
import subprocess
import sys

_SCRIPT = """
import json, sys
sys.modules["hdbscan"] = None  # as if the user had barred it
import numpy as np
from interview_insights.themes.topics import keywords_of
texts = ["late parcel courier", "late parcel gate", "brown leaves week", "brown leaves pot"] * 2
vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 1] * 2]
found = keywords_of(texts, vectors, np.array([0, 0, 1, 1] * 2), np.arange(8), ["gate"])
names = ("umap", "hdbscan", "plotly", "numba")
loaded = [n for n in names if sys.modules.get(n) is not None]
barred = [n for n in names if n in sys.modules and sys.modules[n] is None]
import plotly
print(json.dumps({
    "loaded": loaded, "barred": barred, "later": plotly.__name__,
    "keywords": {str(k): v for k, v in found.items()},
}))
"""


def test_bertopic_comes_without_what_is_not_used():
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["loaded"] == []
    assert found["barred"] == ["hdbscan"]  # what was there is put back, no more and no less
    assert found["later"] == "plotly"
    assert set(found["keywords"]["0"]) >= {"late", "parcel"}  # the number it was given
    words = {word for keywords in found["keywords"].values() for word in keywords}
    assert {"late", "parcel", "brown", "leaves"} <= words
    assert "gate" not in words


def test_importing_the_room_loads_nothing_heavy():
    code = (
        "import sys, interview_insights.themes;"
        "print(sorted({'bertopic','numpy','pandas','scipy','sklearn'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
