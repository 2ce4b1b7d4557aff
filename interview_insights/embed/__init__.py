"""Sentences to vectors: which model, its digest, and a cache on disk."""

from interview_insights.embed.encoder import Embedder, open_embedder

__all__ = ["Embedder", "open_embedder"]
