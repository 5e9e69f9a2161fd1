"""What of a language model's reply is meant for the reader: not its thoughts, marks of its template, and markup. Pure.

A server that does not know a model's template passes on what the model thinks, and by what marks it ends; with the
thoughts of some models only their end is marked, for the template begins them.
"""

from __future__ import annotations

import re
import unicodedata

from qa.patterns import regex

_THOUGHTS = r"(?:\w+:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?)>"
_THOUGHTS_END = regex(rf"</{_THOUGHTS}|<\|channel\|>final<\|message\|>")
# Of a tag that is not whole yet nobody knows what it begins.
_MAY_BEGIN_THOUGHTS = regex(rf"\s*<(?:{_THOUGHTS}|\||[\w:]{{0,20}}$)")
_END = regex(r"<\|\w{1,30}\|>|</s>|<(?:end|start)_of_turn>")
# What the template begins a reply with, and a label for it. Thoughts begin with other marks.
_BEGIN = regex(
    r"\s{0,9}(?:(?:<\|(?:im_start|im_sep|begin_of_text|start_header_id|end_header_id|start|assistant|bot|"
    r"startoftext)\|>|<s>|<start_of_turn>|\[/INST\])\s{0,9}(?:(?:assistant|"
    r"model)\b\s{0,9})?)*(?:[\s#*_>]{0,9}\b(?:assistant|(?:(?:the|my)\s)?(?:final\s|short\s)?answer|"
    r"response)[*_]{0,3}(?::[*_]{0,3}|(?=\n))\s{0,9}){0,2}",
    re.IGNORECASE,
)
# Fewer words may yet turn out to be a label, and none of the answer.
_BEGUN = regex(r"\w\W+\w+\W+\w|[。！？]")
# A list of the sources at the end says nothing.
_SOURCES = regex(
    r"\n[^\w\n]{0,9}(?:sources?|references?|citations?|footnotes?|bibliography)(?:\s(?:used|cited))?[^\w\n]{0,9}\n",
    re.IGNORECASE,
)
_BLOCK = regex(r"</?(?:p|br|li|ul|ol|div|h[1-6]|tr|table|blockquote)\s?/?>", re.IGNORECASE)
_BLOCK_QUOTE = regex(r"(?<=\n) {0,3}>\s?|\A {0,3}>\s?")
_EMPHASIS = regex(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300})(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]{1,300})(?<=\S)_(?![\w_])"
)
_LINK = r"\((?:[a-z]+:|[#/])[^()\s]*\)"
_MARKUP = regex(rf"\*\*|```\w*|</?[A-Za-z][\w-]{{0,20}} ?/?>|!\[[^\[\]]{{0,99}}\]{_LINK}|(?<=\]){_LINK}")
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


def without_beginning(text: str) -> str:
    """A reply without the marks, the role and the "Answer:" that it begins with."""
    match = _BEGIN.match(text)
    return text[match.end() :] if match else text


def has_begun(text: str) -> bool:
    """Whether what is left `without_beginning` holds words of the answer, and nothing that still is to be taken off."""
    return _BEGUN.search(text) is not None


def up_to_its_end(text: str) -> tuple[str, bool]:
    """The reply up to the mark or the list of sources that ends it, and whether there is one.

    A model may go on behind a mark as somebody else.
    """
    match = min(filter(None, (_END.search(text), _SOURCES.search(text))), key=lambda one: one.start(), default=None)
    return (text[: match.start()], True) if match else (text, False)


def in_lines(text: str) -> str:
    """With a line for each block of a page, and without the signs before the lines of a quote."""
    return _BLOCK_QUOTE.sub("", _BLOCK.sub("\n", text))


def plain(text: str) -> str:
    """Without markup: emphasis, fences of code, tags, pictures, where a link leads."""
    return _EMPHASIS.sub(lambda match: match[1] or match[2], _MARKUP.sub("", text))
