"""The words for a kind of transcript: a meeting, a hearing, an interview. Pure."""

HEADS = (
    "meeting briefing hearing interview episode podcast session conversation debate call forum speech talk panel "
    "conference statement remarks summit lecture seminar workshop webinar deposition gaggle inquest plenary tribunal "
    "call-in all-hands transcript recording tape document file"
).split()
MEETING = "|".join(
    head if head.endswith("s") else f"{head}{'(?:es)?' if head.endswith('h') else 's?'}" for head in HEADS
)
"""Alternatives of a pattern: any of them, or several."""
