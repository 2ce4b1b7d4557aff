"""Sentences to codings: the codebook, the coder, its training, agreement with people."""

from interview_insights.coding.coder import Coder
from interview_insights.coding.opening import code_texts, open_coder, stored_figures

__all__ = ["Coder", "code_texts", "open_coder", "stored_figures"]
