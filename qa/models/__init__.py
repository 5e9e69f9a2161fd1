"""The data that passes between modules: frozen dataclasses.

Identity is position, never text: "Yes." said twice is two turns. Offsets count code points of `Turn.text`.
"""

from qa.models.answers import Answer, Citation, Hit, Mention, Searched, Statement
from qa.models.said import (
    Aside,
    Counts,
    Document,
    Passage,
    Scope,
    Source,
    Speaker,
    Stretch,
    Transcript,
    Turn,
    Who,
    display_name,
)

__all__ = [
    "Answer",
    "Aside",
    "Citation",
    "Counts",
    "Document",
    "Hit",
    "Mention",
    "Passage",
    "Scope",
    "Searched",
    "Source",
    "Speaker",
    "Statement",
    "Stretch",
    "Transcript",
    "Turn",
    "Who",
    "display_name",
]
