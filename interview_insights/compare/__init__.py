"""What the themes say about groups of customers, and how far to trust it.

Statistics only: every function takes tables and returns a table or a record.
The unit is the participant wherever groups are compared. Importing this room
loads no pandas, numpy or scipy; the functions do so when called.
"""

from interview_insights.compare.agreement import agreement
from interview_insights.compare.contrast import contrast
from interview_insights.compare.covariate import grouped_by
from interview_insights.compare.quality import quality
from interview_insights.compare.saturation import saturation
from interview_insights.compare.together import together
from interview_insights.compare.words import word_contrast

__all__ = [
    "agreement",
    "contrast",
    "grouped_by",
    "quality",
    "saturation",
    "together",
    "word_contrast",
]
