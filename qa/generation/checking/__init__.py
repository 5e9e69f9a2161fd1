"""Whether a sentence that a language model wrote holds true of the places it cites. Pure.

What can be checked are words: quotes, who said them, numbers, whether the places cited speak of the matter at all. A
paraphrase that passes may still be wrong; what fails is never given as verified.
"""

from qa.generation.checking.reading import (
    ENDS_WITH_MARKER,
    LEADING_MARKERS,
    declines,
    has_open_quote,
    is_quote,
    with_plain_markers,
)
from qa.generation.checking.sentence import Checked, check

__all__ = [
    "ENDS_WITH_MARKER",
    "LEADING_MARKERS",
    "Checked",
    "check",
    "declines",
    "has_open_quote",
    "is_quote",
    "with_plain_markers",
]
