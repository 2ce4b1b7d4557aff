"""Vocabularies: the words for people, jobs, devices and the like that rules look for.

All are English and, unless said otherwise, patterns for one of several words.
"""

from __future__ import annotations


def alternatives(words: str) -> str:
    """Return a pattern for one of several words.

    Parameters
    ----------
    words : str
        Words with spaces between; ``_`` stands for a space within one.

    Returns
    -------
    str
        A group that captures nothing.
    """
    return "(?:" + "|".join(w.replace("_", " ") for w in words.split()) + ")"


PARTNER = alternatives("husband wife partner boyfriend girlfriend fianc[eé]e? missus hubby spouse")
"""A spouse or partner."""

CHILD = alternatives("daughter son eldest youngest little_boy little_girl toddler baby")
"""One child."""

CHILDREN = alternatives("kids children boys girls sons daughters teenagers weans bairns lads")
"""Several children."""

PARENT = alternatives("mum mom mam mummy mother dad father daddy")
"""A parent."""

WOMAN = alternatives("woman girl lady mum mom mam mummy mother wife grandmother female widow")
"""A woman."""

MAN = alternatives("man bloke guy lad dad daddy father husband grandfather male widower")
"""A man."""

KIN = alternatives(
    r"mum mom mam mother dad father parents kids? child(?:ren)? wife husband partner boyfriend"
    r" girlfriend fianc[eé]e? missus hubby brother sister friends? mates? boss colleagues?"
    r" neighbours? neighbors? (?:house|flat|room)mates? aunt(?:ie)? uncle gran(?:ny|ddad|dad|dma)?"
    r" nan cousin niece nephew eldest youngest son daughter [\w-]+-in-law supervisor manager"
    r" guy woman man bloke girl lad chap fella lady customers? clients? sons daughters couples?"
    r" people folks? teenagers? other_half students? patients? assistant receptionist"
)
"""Somebody other than the speaker."""

JOB = alternatives(
    r"accountant actor administrator advis[eo]r analyst apprentice architect artist barber"
    r" barista barrister beautician bookkeeper bricklayer brickie builder butcher"
    r" care(?:r|_worker|giver) carpenter cashier chef civil_servant cleaner clerk coach comedian"
    r" consultant contractor copywriter counsellor dancer dentist designer developer dietitian"
    r" director doctor (?:bus|lorry|van|taxi|truck|delivery|uber|train|hgv|cab)_driver"
    r" economist editor electrician engineer estate_agent executive farmer filmmaker"
    r" firefighter florist freelancer gardener GP graphic_designer hairdresser handyman"
    r" headteacher housekeeper illustrator interpreter janitor jeweller joiner journalist"
    r" labourer landlord landscaper lawyer lecturer librarian lifeguard machinist manager"
    r" mechanic midwife model musician nanny nurse nutritionist operator optician osteopath"
    r" painter paralegal paramedic pharmacist photographer physio(?:therapist)? pilot plasterer"
    r" plumber podiatrist police_officer postman postie producer product_owner professor"
    r" programmer project_manager psychologist radiographer realtor receptionist recruiter"
    r" reporter researcher roofer salesman saleswoman scientist secretary security_guard server"
    r" shopkeeper social_worker software_engineer soldier solicitor sparky statistician"
    r" supervisor surgeon surveyor tailor teacher teaching_assistant technician technologist"
    r" therapist tiler trader trainer translator tutor vet waiter waitress warden welder writer"
    r" youth_worker zoologist (?:[\w-]+_)?officer (?:[\w-]+_)?assistant (?:[\w-]+_)?specialist"
    r" (?:team|project|tech|creative)_lead sole_trader childminder business_owner shop_owner"
    r" founder entrepreneur"
)
"""A job."""

FIELD = alternatives(
    r"marketing sales finance IT tech HR retail construction logistics banking insurance teaching"
    r" education healthcare advertising publishing hospitality recruitment catering procurement"
    r" engineering consulting accounting design advertising law policing software"
)
"""A field of work."""

BUSINESS = alternatives(
    r"business shop caf[eé] company practice agency studio firm salon restaurant pub team bakery"
    r" store clinic nursery charity start-?up farm gym garage hotel bar workshop consultancy"
    r" gallery stall brewery department centre center school"
)
"""What people run or own."""

DEGREE = alternatives(
    r"degree PhD doctorate master's masters MA MSc MBA BA BSc A-levels GCSEs apprenticeship"
    r" diploma HND NVQ foundation_year law_degree nursing_degree"
)
"""A qualification."""

TECHNOLOGY = {
    "iphone": r"iPhone(?: [0-9]{1,2})?", "ipad": "iPad", "android": "Android(?: phone)?",
    "phone": "(?:smart|mobile )?phone|mobile", "laptop": "laptop", "tablet": "tablet",
    "macbook": "MacBook", "mac": "(?-i:i?Mac)", "pc": "(?-i:PC)", "computer": "computer",
    "kindle": "Kindle", "alexa": "Alexa", "instagram": "Insta(?:gram)?", "whatsapp": "Whats ?App",
    "facebook": "Facebook", "tiktok": "Tik ?Tok", "youtube": "You ?Tube", "snapchat": "Snapchat",
    "twitter": "Twitter", "linkedin": "LinkedIn", "reddit": "Reddit", "pinterest": "Pinterest",
    "netflix": "Netflix", "spotify": "Spotify", "excel": "(?-i:Excel)", "slack": "(?-i:Slack)",
    "teams": "(?-i:Teams)", "zoom": "(?-i:Zoom)", "notion": "(?-i:Notion)", "trello": "Trello",
    "jira": "Jira", "asana": "Asana", "gmail": "Gmail", "outlook": "(?-i:Outlook)",
    "google docs": "Google Docs?", "google sheets": "Google Sheets?", "google maps": "Google Maps",
    "google drive": "Google Drive", "chatgpt": "Chat ?GPT", "quickbooks": "QuickBooks",
    "xero": "Xero", "discord": "(?-i:Discord)", "apple watch": "Apple Watch", "fitbit": "Fitbit",
    "xbox": "Xbox", "playstation": "PlayStation",
}  # fmt: skip
"""Patterns for devices, programs and services, by the name that reports show."""

DEVICES = ("iphone", "ipad", "android", "phone", "laptop", "tablet", "macbook", "mac", "pc",
           "computer", "kindle", "alexa", "apple watch", "fitbit")  # fmt: skip
"""The names in :data:`TECHNOLOGY` that are devices."""

THINGS = alternatives(
    r"orders boxes deliveries purchases subscriptions meals dinners portions bottles packs packets"
    r" cups coffees drinks items pairs licen[cs]es seats users bookings visits trips sessions"
    r" classes lessons tickets parcels returns accounts devices"
)
"""What people count when they say how much of a service they use."""

TIMES = alternatives("times days hours nights evenings mornings shifts")
"""What people count when they say how often."""

_CALENDAR = (
    "January February March April May June July August September October November December"
    " Monday Tuesday Wednesday Thursday Friday Saturday Sunday Easter Christmas Ramadan Lent"
)
NO_PLACE = alternatives(
    _CALENDAR + " I IT HR PR QA AI UX Sales Marketing Finance Excel Slack Teams Zoom Notion Jira"
    " Outlook Figma Google Facebook Instagram God Year Sixth Form Mum Dad Apple Amazon"
)
"""Capitalised and after "I'm in", yet no place: departments, programs, feast days."""
