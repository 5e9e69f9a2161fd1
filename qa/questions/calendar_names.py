"""The names of months, days of the week and seasons, and patterns of them. Pure."""

from __future__ import annotations

MONTHS = tuple("january february march april may june july august september october november december".split())
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
"""First and last month of each; winter alone goes over the end of a year."""

# Alternatives of patterns, in small letters.
MONTH = "|".join(MONTHS)
WEEKDAY = "|".join(WEEKDAYS)
SEASON = "|".join([*SEASONS, "winter"])
MONTH_OR_SHORT = "|".join(
    "sep(?:t(?:ember)?)?" if name[:3] == "sep" else f"{name[:3]}(?:{name[3:]})?" for name in MONTHS
)
"""Alternatives with "jan", "sept" and the like; a full stop may follow."""
# The same where only capitals count.
CAPITAL_MONTH = "|".join(name.capitalize() for name in MONTHS)
CAPITAL_WEEKDAY = "|".join(name.capitalize() for name in WEEKDAYS)
