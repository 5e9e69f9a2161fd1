"""XML as a row of tags and texts, read tolerantly: a transcript that is cut off or badly nested is read all the same.

Entities of the file's own are not expanded, so none can be made to grow.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.patterns import regex

_PART = regex(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?(?:>|\Z)"
    r"|<(?P<close>/?)(?P<name>[^\W\d][\w.:-]*)(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>",
    re.DOTALL,
)
_ATTRIBUTE = regex(r"([^\W\d][\w.:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class Part(NamedTuple):
    """A tag or a text.

    Attributes:
        kind: "open", "close" or "text".
        name: of the element, without its prefix, in lower case; the text itself for "text".
        attributes: names without prefix, in lower case.
    """

    kind: str
    name: str
    attributes: dict[str, str]


def parts(text: str) -> Iterator[Part]:
    """The tags and texts of an XML file in order; an empty element is opened and closed."""
    position = 0
    for match in _PART.finditer(text):
        if match.start() > position:
            yield Part("text", html.unescape(text[position : match.start()]), {})
        position = match.end()
        if match["cdata"]:
            yield Part("text", match["cdata"], {})
        if not match["name"]:
            continue
        name = match["name"].rpartition(":")[2].lower()
        if match["close"]:
            yield Part("close", name, {})
            continue
        inside = match["attributes"]
        yield Part("open", name, _attributes(inside) if "=" in inside else {})
        if inside.endswith("/"):
            yield Part("close", name, {})
    if position < len(text):
        yield Part("text", html.unescape(text[position:]), {})


def _attributes(text: str) -> dict[str, str]:
    return {
        name.rpartition(":")[2].lower(): html.unescape(double or single)
        for name, double, single in _ATTRIBUTE.findall(text)
    }
