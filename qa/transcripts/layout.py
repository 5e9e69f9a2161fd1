"""Lines, blocks and paragraphs: how text stands on the page, and what is joined."""

from __future__ import annotations

from qa.patterns import regex

_BLANK = regex(r"\n(?:[^\S\n]*+\n)+")
_ITEM = regex(r"(?:[-+*•–]|(?P<number>\d{1,3})[.)])\s+\S")
_FINISHED = (".", "?", "!", ":", "”", '"', ")", "]", "—", "--")
_LETTER = r"[^\W\d_]"
_HYPHEN = regex(
    rf"(?<!{_LETTER})(?P<one>{_LETTER}{{2,30}})-[^\S\n]*\n[^\S\n]*"
    rf"(?P<other>(?![A-Z]){_LETTER}{{2,30}})(?!{_LETTER})(?P<after>[^\s\w]{{0,3}})(?:[^\S\n]*\n|[^\S\n]+)"
)
_CUT = regex(r"-[^\S\n]*+\n")
"""What has to be in a text that words are cut in; looking for this first takes a hundredth of the time."""
_WORD = regex(rf"{_LETTER}+")
_COMPOUND = regex(rf"(?<!{_LETTER}){_LETTER}{{2,30}}-{_LETTER}{{2,30}}")
_SAMPLE = 1 << 20
_WIDEST_WRAP = 120
"""No program or typist wraps lines wider than this; a longer line is a whole paragraph."""


def unhyphenated(text: str) -> tuple[str, list[int]]:
    """The text with words put together that a hyphen cuts at the end of a line, and where each character went by that.

    The hyphen goes where the rest of the text has the whole word, or neither part as a word; it stays, without the line
    end, where the text has the word with it. Else it may be a dash: "I was-".
    """
    found = list(_HYPHEN.finditer(text)) if _CUT.search(text) else []
    if not found:
        return text, []
    folded = _HYPHEN.sub(" ", text).casefold()
    words, compounds = set(_WORD.findall(folded)), set(_COMPOUND.findall(folded))
    parts: list[str] = []
    cuts: list[int] = []
    position = 0
    for match in found:
        one, other = match["one"].casefold(), match["other"].casefold()
        hyphen = f"{one}-{other}" in compounds
        if not hyphen and one + other not in words and (one in words or other in words):
            continue
        whole = f"{match['one']}{'-' if hyphen else ''}{match['other']}{match['after']}\n"
        parts += [text[position : match.start()], whole]
        cuts += [match.end("one")] * (len(match[0]) - len(whole))
        position = match.end()
    return "".join([*parts, text[position:]]), cuts


def blocks(text: str) -> list[str]:
    """The parts of `text` between blank lines, as printed, without those that are blank."""
    return [block for block in _BLANK.split(text) if block and not block.isspace()]


def breaks_are_wraps(text: str) -> bool:
    """Whether a single line end is only the end of a wrapped line, rather than of a paragraph."""
    lines = [line for line in text[:_SAMPLE].split("\n") if line and not line.isspace()]
    return sum(len(line.rstrip()) > _WIDEST_WRAP for line in lines) * 50 <= len(lines)


def paragraphs(text: str, wrapped: bool) -> list[str]:
    """The paragraphs of `text`: wrapped lines joined, each stripped at its ends, otherwise unchanged."""
    text = text.strip()
    if "\n" not in text:
        return [text] if text else []
    found: list[str] = []
    for block in _BLANK.split(text):
        printed = block.split("\n")
        lines = [line for line in map(str.strip, printed) if line]
        if wrapped and len(printed) > 1 and len(lines) == len(printed):
            found.extend(map(join_lines, _indented(printed, lines)))
        elif wrapped and lines:
            found.append(join_lines(lines))
        else:
            found.extend(lines)
    return found


def _indented(printed: list[str], lines: list[str]) -> list[list[str]]:
    """The paragraphs of a block of wrapped lines: a line farther in begins one, after a finished sentence."""
    margins = [len(line) - len(line.lstrip()) for line in printed[1:]]
    least = min(margins)
    parts = [[lines[0]]]
    for margin, line in zip(margins, lines[1:], strict=True):
        told = (parts[-1][0][0] in "[(" and parts[-1][-1][-1] in "])") or (margin and line[0] in "[(")
        if (margin >= least + 2 or told) and parts[-1][-1].endswith(_FINISHED):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _items(lines: list[str]) -> list[int]:
    """The lines that begin the points of a list: two at least, their numbers rising by one where they have some."""
    found = [(index, match["number"]) for index, line in enumerate(lines) if (match := _ITEM.match(line))]
    dashes = [index for index, number in found if number is None]
    numbers = [(index, int(number)) for index, number in found if number is not None]
    steps = [after - before for (_, before), (_, after) in zip(numbers, numbers[1:], strict=False)]
    counted = [index for index, _ in numbers] if steps and all(step == 1 for step in steps) else []
    return sorted([*(dashes if len(dashes) > 1 else []), *counted])


def join_lines(lines: list[str]) -> str:
    """One line out of several: a space between two, none between two ideographs; the points of a list stay lines."""
    if len(lines) > 1 and (starts := _items(lines)):
        cuts = sorted({0, *starts})
        parts = [lines[start:stop] for start, stop in zip(cuts, [*cuts[1:], len(lines)], strict=True)]
        return "\n".join(map(_on_one_line, parts))
    return _on_one_line(lines)


def _on_one_line(lines: list[str]) -> str:
    joined = " ".join(lines)
    if joined.isascii():
        return joined
    parts = [lines[0]]
    for before, after in zip(lines, lines[1:], strict=False):
        if not (_ideographic(before[-1]) and _ideographic(after[0])):
            parts.append(" ")
        parts.append(after)
    return "".join(parts)


def _ideographic(char: str) -> bool:
    return "\u3000" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"
