"""Times and numbers as people read them."""

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


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    Parameters
    ----------
    number : int
    noun : str
        Of one.

    Returns
    -------
    str

    Examples
    --------
    >>> counted(1, "persona"), counted(2, "persona")
    ('1 persona', '2 personas')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
