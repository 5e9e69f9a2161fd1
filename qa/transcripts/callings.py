"""What whoever speaks is said to be on the line under the name, as papers on calls with investors print it."""

from __future__ import annotations

from collections import Counter

from qa.patterns import regex
from qa.transcripts.vocabulary import ROLES, word_set

_NAME = regex(r"[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){1,3}")
_MARK = regex(r"(?:\t|[ ]{2,})[QA]\Z")
_RULE = regex(r"\.{20,}")
_LONGEST = 110
_POSTS = ROLES | word_set("head chief manager managing partner investor relations vp svp evp strategist economist")
_WORD = regex(r"[^\W\d_]+")
_FIRM = regex(r"\b(?:Corp|Inc|Ltd|Co|Plc|PLC|LLC|LLP|SA|AG|NV)\.\Z")
_FEWEST = 2


def without(text: str) -> tuple[str, list[str]]:
    """The text without the lines under names that say what their bearers are, and these lines.

    Such a line stands in the list of those who take part, where it is put beside the name, and wherever they speak.
    """
    lines = text.split("\n")
    pairs = [
        (name.strip(), _calling(below)) if said.strip() and _NAME.fullmatch(name.strip()) else ("", "")
        for name, below, said in zip(lines, [*lines[1:], ""], [*lines[2:], "", ""], strict=False)
    ]
    known = {pair for pair, count in Counter(pairs).items() if all(pair) and count > 1}
    if len(known) < _FEWEST:
        return text, []
    left: list[str] = []
    listed: set[tuple[str, str]] = set()
    before = ("", "")
    for line, pair, under in zip(lines, pairs, [*lines[2:], "", ""], strict=False):
        if before not in known:
            if pair in known:
                left += [f"{pair[0]}, {pair[1]}"] if pair not in listed and _goes_on(under.strip()) else ["", line]
            else:
                left.append("" if _RULE.fullmatch(line.strip()) else line)
            listed.add(pair)
        before = pair
    return "\n".join(left), sorted({calling for _, calling in known})


def _goes_on(line: str) -> bool:
    """Whether the list of those who take part goes on or ends with a line: the next name, a heading or a rule."""
    return _NAME.fullmatch(line) is not None or line.isupper() or _RULE.fullmatch(line) is not None


def _calling(line: str) -> str:
    """The line without the mark of a question or an answer behind it; nothing where it may have been said."""
    line = line.rstrip()
    if len(line) > 2 * _LONGEST:
        return ""
    line = _MARK.sub("", line).rstrip()
    if (
        not line[:1].isupper()
        or len(line) > _LONGEST
        or (line.endswith((".", "?", "!", "…", ":", ";")) and not _FIRM.search(line))
    ):
        return ""
    words = [word.casefold() for word in _WORD.findall(line)]
    return line if not {"i", "you", "we", "yes", "no"} & set(words) and not _POSTS.isdisjoint(words) else ""
