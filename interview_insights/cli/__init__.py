"""The command line: parse, call the library, print."""

from interview_insights.cli.app import main

__all__ = ["main"]
