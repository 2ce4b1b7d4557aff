"""A memorable name for a persona, from its strongest mindset.

Names alliterate with an epithet and carry no age, gender or origin on purpose:
each list mixes short names that people of any kind bear.
"""

from __future__ import annotations

from collections.abc import Sequence

# Mindset or driver -> (name, how the tagline begins)
_EPITHETS: dict[str, tuple[str, ...]] = {
    "bargain": ("Thrifty Toni", "Bargain Bobbie", "Frugal Frankie", "Saving Sam"),
    "premium": ("Quality Quinn", "Choosy Charlie", "Polished Pat", "Finest Fin"),
    "values": ("Principled Pip", "Caring Kit", "Mindful Max", "Earnest Eli"),
    "spending_habits": ("Budgeting Blake", "Planning Perry", "Measured Morgan", "Careful Casey"),
    "preferences": ("Particular Parker", "Selective Sasha", "Picky Robin", "Exact Alex"),
    "opinions": ("Outspoken Ollie", "Frank Freddie", "Candid Cameron", "Plain-speaking Paige"),
    "lifestyle": ("Busy Billie", "Juggling Jo", "Hurried Harper", "On-the-go Gray"),
    "interests": ("Hobby Hollis", "Keen Kim", "Enthusiast Emery", "Curious Kai"),
    "communication": ("Direct Dale", "Brief Bailey", "Chatty Chris", "In-touch Indy"),
    "goals": ("Practical Pat", "Determined Devon", "Get-it-done Gale", "Purposeful Ash"),
    "motivations": ("Loyal Lee", "Delighted Drew", "Happy Hayden", "Faithful Ferris"),
    "discovery": ("Recommended Reese", "Told-by-a-friend Terry", "Searching Shay", "Referred Remy"),
    "aspirations": ("Dreaming Dylan", "Ambitious Avery", "Hopeful Hadley", "Visionary Val"),
    "concerns": ("Doubtful Dana", "Wary Winter", "Let-down Lou", "Cautious Corey"),
}
_OTHER = ("Everyday Ellis", "Typical Taylor", "Steady Stevie", "Mindful Marley")


def choose_name(traits: Sequence[str], taken: Sequence[str]) -> str:
    """Return the first free name for the traits, strongest first.

    Parameters
    ----------
    traits : sequence of str
        ``bargain``, ``premium`` or names of fields.
    taken : sequence of str
        Names that other personas of the study bear.

    Returns
    -------
    str
    """
    epithets = {name.split()[0] for name in taken}
    options = [name for trait in traits for name in _EPITHETS.get(trait, ())[:1]]
    options += [name for trait in traits for name in _EPITHETS.get(trait, ())[1:]]
    for name in (*options, *_OTHER):
        if name not in taken and name.split()[0] not in epithets:
            return name
    return f"Persona {len(taken) + 1}"
