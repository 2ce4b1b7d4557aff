"""Times as people read them."""

from __future__ import annotations

import math


def clock(seconds: float) -> str:
    """Return seconds as ``m:ss`` or ``h:mm:ss``; empty for NaN.

    Parameters
    ----------
    seconds : float

    Returns
    -------
    str

    Examples
    --------
    >>> clock(3725.4)
    '1:02:05'
    """
    if math.isnan(seconds):
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
