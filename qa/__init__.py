"""Ask your transcripts: what was said, by whom, when, quoted to the character.

    import qa

    qa.build("seeds")
    for citation in qa.ask("When did Xi and Biden speak by phone?").citations:
        print(citation.speaker, citation.date, citation.quote)

Everything is imported at first use, so that `import qa` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.api import ask, build, close, retrieve
    from qa.assistant import Assistant
    from qa.errors import QAError
    from qa.models import Answer, Citation, Hit, Passage, Transcript, Turn
    from qa.transcripts import read

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Hit",
    "Passage",
    "QAError",
    "Transcript",
    "Turn",
    "ask",
    "build",
    "close",
    "read",
    "retrieve",
]

_HOMES = {
    **dict.fromkeys(("ask", "build", "close", "retrieve"), "qa.api"),
    **dict.fromkeys(("Answer", "Citation", "Hit", "Passage", "Transcript", "Turn"), "qa.models"),
    "Assistant": "qa.assistant",
    "QAError": "qa.errors",
    "read": "qa.transcripts",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
