"""The package's version, apart from ``__init__`` so that any module may name it."""

__version__ = "0.1.0"
