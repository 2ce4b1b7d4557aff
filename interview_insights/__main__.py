"""``python -m interview_insights`` is the command line."""

from interview_insights.cli import main

if __name__ == "__main__":
    main()
