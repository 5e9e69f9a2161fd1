"""What of a language model's reply is meant for the reader: not its thoughts, marks of its template, and markup. Pure.

A server that does not know a model's template passes on what the model thinks, and by what marks it ends; with the
thoughts of some models only their end is marked, for the template begins them.
"""

from __future__ import annotations

import re
import unicodedata

_THOUGHTS = r"(?:\w+:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?)>"
_THOUGHTS_END = re.compile(rf"</{_THOUGHTS}|<\|channel\|>final<\|message\|>")
# Of a tag that is not whole yet nobody knows what it begins.
_MAY_BEGIN_THOUGHTS = re.compile(rf"\s*<(?:{_THOUGHTS}|\||[\w:]{{0,20}}$)")
_END = re.compile(r"<\|\w{1,30}\|>|</s>|<(?:end|start)_of_turn>")
_LINK = r"\((?:[a-z]+:|[#/])[^()\s]*\)"
_MARKUP = re.compile(rf"\*\*|```\w*|</?[A-Za-z][\w-]{{0,20}} ?/?>|!\[[^\[\]]{{0,99}}\]{_LINK}|(?<=\]){_LINK}")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def harmless(piece: str) -> str:
    """Without characters that steer a terminal or turn the direction of a line, and that nobody said."""
    return "".join(
        char
        for char in piece.replace("\r\n", "\n")
        if char in "\n\t" or (unicodedata.category(char) not in {"Cc", "Cs"} and char not in _BIDI)
    )


def without_thoughts(text: str) -> tuple[str, bool]:
    """What comes after the thoughts, and whether there is an end of any: all that came before was thought."""
    found = list(_THOUGHTS_END.finditer(text))
    return (text[found[-1].end() :], True) if found else (text, False)


def may_be_thinking(text: str) -> bool:
    """Whether a reply begins with thoughts, or may turn out to."""
    return _MAY_BEGIN_THOUGHTS.match(text) is not None


def up_to_its_end(text: str) -> tuple[str, bool]:
    """The reply up to the mark that ends it, and whether there is one; a model may go on behind it as somebody else."""
    match = _END.search(text)
    return (text[: match.start()], True) if match else (text, False)


def plain(text: str) -> str:
    """Without markup: emphasis, fences of code, tags, pictures, where a link leads."""
    return _MARKUP.sub("", text)
