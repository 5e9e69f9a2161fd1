"""Places in turns to citations: the one way to make one, so that every quote is verbatim. Pure."""

from __future__ import annotations

from qa.errors import StoreCorrupt
from qa.models import Citation, Document, Turn


def cite(
    n: int,
    document: Document,
    turn: Turn,
    start: int,
    end: int,
    *,
    reports: str | None = None,
    asked: str | None = None,
) -> Citation:
    """A citation of `turn.text[start:end]`; whose words it reports and what it replies to, where it does.

    Raises:
        StoreCorrupt: the offsets do not lie in the turn.
    """
    if not 0 <= start < end <= len(turn.text):
        raise StoreCorrupt(f"offsets {start}:{end} do not lie in turn {turn.index} of {document.document}")
    return Citation(
        n=n,
        document=document.document,
        title=document.title,
        date=document.date,
        turn=turn.index,
        speaker=turn.speaker,
        quote=turn.text[start:end],
        start=start,
        end=end,
        person=turn.person,
        interpreted=turn.interpreted,
        time=turn.start,
        reports=reports,
        asked=asked,
    )
