"""Lines that are a name and nothing more, an office or a firm behind it allowed."""

from __future__ import annotations

import re

from qa.patterns import regex
from qa.transcripts.vocabulary import HONORIFICS, OFFICES_ABROAD, PARTICLES, PARTS

_TITLE_DASH = regex(r"\s+(?:--?|–|—|\|)\s+|,\s+")
_HOLDER = regex(
    r"The (?:Minister|Secretary|Parliamentary|Chancellor|Attorney|Leader|First|Prime)\b[^()\n]{0,80}"
    r" \([^()\n]{4,60}\)"
)
"""Who holds an office: `The Secretary of State for Wales (Dame Jane Roe)`."""
_LONGEST_SHORTENED = 5  # Corp.


def is_name_line(line: str) -> bool:
    """Whether a line may be a name and nothing more, an office or a firm after a dash allowed."""
    line = line.strip()
    if _HOLDER.fullmatch(line):
        return True
    name = _TITLE_DASH.split(re.sub(r"\s*\([^()]*\)", "", line))[0]
    words = name.split()
    if (
        not 1 <= len(words) <= 5
        or words[0] in ("BY", "By", "Q.", "A.")
        or words[-1].casefold().endswith("examination")
        or line.endswith((",", "-", "–", "—"))
        or (line.endswith(".") and (len(words) < 2 or len(line.split()[-1]) > _LONGEST_SHORTENED))
    ):
        return False
    small = PARTICLES | PARTS | (OFFICES_ABROAD if words[0].casefold().strip(".") in HONORIFICS else frozenset())
    return all(word[:1].isupper() or not word[:1].isascii() or word.casefold() in small for word in words)
