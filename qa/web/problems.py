"""What went wrong, for whoever uses the page: what to do is done on the page, and things have the page's names."""

from __future__ import annotations

from qa.errors import (
    DimensionMismatch,
    QAError,
    StoreCorrupt,
    StoreMissing,
    StoreUnfinished,
    StoreVersion,
    UnknownDocument,
    UnknownSpeaker,
)

_REBUILD = "Open “Library” and press “Rebuild index”; the transcripts themselves are not touched."
# What an error says to whoever sits at a command line, and what is to be done on the page instead. The longest first.
_WORDS = (
    ("run `qa build --full`", "press “Rebuild index” in the library"),
    ("run `qa build` again", "press “Rebuild index” again"),
    ("run `qa build`", "press “Rebuild index” in the library"),
    ("in the index", "in the library"),
)


def explained(error: QAError) -> str:
    """An error as sentences: what is wrong, and what to do on the page."""
    said = str(error)
    if is_empty(error):
        return (
            "The library is empty, with nothing in it to search. Open “Library” and drop transcripts there, or press "
            "“Rebuild index” where some stand in the folder."
        )
    if isinstance(error, StoreUnfinished):
        return (
            "The library is not ready: its first build is at work, or was stopped. Wait for it, or open “Library” and "
            "press “Rebuild index”, which goes on from there."
        )
    if isinstance(error, StoreVersion):
        return "The index was made by another version of qa. " + _REBUILD
    if isinstance(error, StoreCorrupt | DimensionMismatch) and "`qa build" in said:
        return (
            "The index is damaged and cannot be read. " + _REBUILD + " If that does not help, `qa build --full` "
            "builds it anew, where the page is served."
        )
    if isinstance(error, UnknownDocument):
        return "A transcript of your filters is no longer in the library: remove that filter, or put it back there."
    if isinstance(error, UnknownSpeaker):
        return "A speaker of your filters is no longer in the library: remove that filter."
    return as_said(error)


def is_empty(error: QAError) -> bool:
    """Whether there is no index because nothing was ever indexed, or all of it was removed."""
    return isinstance(error, StoreMissing) and not isinstance(error, StoreUnfinished)


def as_said(error: QAError) -> str:
    """An error's own line as a sentence, in the words of the page."""
    return sentence(in_page_words(str(error)))


def in_page_words(text: str) -> str:
    """A text that was written for a command line, in the words of the page."""
    for command, instead in _WORDS:
        text = text.replace(command, instead)
    return text


def sentence(text: str) -> str:
    """One line of an error as a sentence."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
