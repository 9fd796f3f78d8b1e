"""How much is listed of what is found; verdicts are never cut."""

MOST_REGIONS = 200
MOST_PAIRS = 500

MOST_SHOWN = 10
"""In a list for people."""
