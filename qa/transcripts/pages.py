"""What a page adds to the text on it: line numbers, page numbers, running heads. Taken out, and kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from qa.patterns import regex
from qa.transcripts import callings

_SAMPLE = 1 << 18
_NUMBERED = regex(r"[^\S\n]{0,16}(\d{1,5})(?:[^\S\n]+|(?=\n)|\Z)")
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_STAMPED = regex(
    rf"[^\S\n]{{0,16}}(?:{_CLOCK}[^\S\n]{{1,16}}(?P<a>\d{{1,5}})|(?P<b>\d{{1,5}})[^\S\n]{{1,16}}{_CLOCK})"
    r"(?:[^\S\n]+|(?=\n)|\Z)"
)
"""A number at the beginning of a line, the time of day before or behind it."""
_NUMBERED_TURN = regex(
    r"\n[^\S\n]*(?P<mark>Q?)(?P<number>\d{1,4})[.)]?[^\S\n]+(?P<label>[^\W\d_][^\n:：]{0,60})(?=[:：])"
)
_STAMP = regex(r"[^\S\n]?#\d{1,2}:\d{2}:\d{2}-\d#")
"""The time at which a turn ends, as programs for qualitative analysis write it."""
_SHARED = regex(
    r"\n[^\S\n]*(?P<name>[^\W\d_][^\n:]{1,110}?)[^\S\n]*\n(?:[^\S\n]*(?P<where>\([^\n]{2,100}\))[^\S\n]*\n)?\s*"
    r"Share(?: this contribution)?[^\S\n]*(?=\n)"
)
"""What is copied from the page of a debate: who speaks, from where, and a button."""
_SEATED = regex(
    r"\n(?P<name>[A-Z][^\n:()]{2,60})\n(?P<where>\([A-Z][^()\n]{1,60}\)[ ]?\([A-Z][^()\n]{1,60}\))[^\S\n]*(?=\n\S)"
)
"""Who speaks, and on the next line from where and for which party."""
_PAGE_LINE = regex(
    r"\n[^\S\n]*(?:\[\[Page\s\w+\]\]|[-–—]\s?(?P<a>\d{1,4})\s?[-–—]|(?:Page|PAGE|"
    r"page)\s(?P<b>\d{1,4})(?:\sof\s\d{1,4})?"
    r"|(?:\d\d-\d{5}[^\S\n]{1,100})?(?P<c>\d{1,4})(?:\s(?:of|/)\s\d{1,4}|"
    r"/\d{1,4}(?:[^\S\n]\d\d-\d{5})?)?)[^\S\n]*(?=\n|\Z)"
)
_GLUED = regex(r"(?:\b[Pp]age )?\b(\d{1,4}) of (\d{1,4})\b")
_WORDS_AROUND = 14
_FINISHED = tuple('.?!…:"”’)]—–-。！？')


class Removed(NamedTuple):
    """Text taken off a page.

    Attributes:
        offset: where it stood, in the text that is left.
        kind: "line numbers", "furniture" or "event".
        text: as printed.
    """

    offset: int
    kind: str
    text: str


def clean(text: str) -> tuple[str, list[Removed]]:
    """The text without what its pages add, and what was taken out of it, in order."""
    text, numbers = _without_line_numbers(text)
    if not numbers:
        text, numbers = _without_turn_numbers(text)
    text, numbers = _without_stamps(text, numbers)
    if (shared := _SHARED.sub(_as_label, text)) != text and len(_SHARED.findall(text)) > 2:
        text, numbers = shared, [Removed(0, "furniture", "Share this contribution"), *numbers]
    text = _SEATED.sub(r"\n\g<name> \g<where>", text)
    text, said_to_be = callings.without(text)
    numbers = [*(Removed(0, "furniture", calling) for calling in said_to_be), *numbers]
    spans = _merge(text, [*_glued(text), *_furniture(text)]) if _has_pages(text) else []
    if not spans:
        return text, numbers
    left: list[str] = []
    taken: list[Removed] = []
    position = length = 0
    shifts: list[tuple[int, int]] = []
    for start, end in spans:
        piece = text[position:start]
        before, after = piece.rstrip(), text[end : end + 200].lstrip()
        if before and after[:1].islower() and not before.endswith(_FINISHED):
            piece = before  # a sentence runs on over the page
            end += len(text[end : end + 200]) - len(after)
            after_space = "\n" if text[end - 1] == "\n" or "\n" in text[start - 1 : end] else " "
            piece += after_space
        left.append(piece)
        length += len(piece)
        if stripped := text[start:end].replace("\f", " ").strip():
            taken.append(Removed(length, "furniture", stripped))
        position = end
        shifts.append((end, end - length))
    left.append(text[position:])
    return "".join(left).replace("\f", "\n"), sorted([*taken, *_shifted(numbers, shifts)])


def _as_label(match: re.Match[str]) -> str:
    return f"\n{match['name']} {match['where'] or ''}".rstrip() + ":"


def _shifted(removed: list[Removed], shifts: list[tuple[int, int]]) -> Iterator[Removed]:
    index, by = 0, 0
    for item in removed:
        while index < len(shifts) and shifts[index][0] <= item.offset:
            by = shifts[index][1]
            index += 1
        yield item._replace(offset=max(0, item.offset - by))


def _without_line_numbers(text: str) -> tuple[str, list[Removed]]:
    sample = text[:_SAMPLE].split("\n")
    full = [line for line in sample if line.strip()]
    pattern = _STAMPED if 2 * sum(map(bool, map(_STAMPED.match, full))) > len(full) else _NUMBERED
    if not _is_numbered(sample, pattern):
        return text, []
    lines: list[str] = []
    removed: list[Removed] = []
    page: list[str] = []
    previous, length = _before_first(sample, pattern), 0
    for line in text.split("\n"):
        match = pattern.match(line)
        if match and _follows(int(match[match.lastindex or 0]), previous):
            number = int(match[match.lastindex or 0])
            if number <= previous and page:
                removed.append(Removed(length, "line numbers", " ".join(page)))
                page = []
            page.append(str(number))
            previous = number
            line = line[len(match[0].rstrip()) :]
        lines.append(line)
        length += len(line) + 1
    if page:
        removed.append(Removed(length, "line numbers", " ".join(page)))
    return "\n".join(lines), removed


def _without_turn_numbers(text: str) -> tuple[str, list[Removed]]:
    """Take off the numbers that count the turns: `12. Ann: Yes.`, where the same labels come again behind them.

    The points of a list are numbered, too, and have terms before a colon; but no term twice.
    """
    found = list(_NUMBERED_TURN.finditer(text))
    numbers = [int(match["number"]) for match in found]
    steps = [after - before for before, after in zip(numbers, numbers[1:], strict=False)]
    labels = Counter(match["label"] for match in found)
    # Q12: only whoever asks is counted, and everybody may ask once.
    questions = len(found) > 2 and all(match["mark"] for match in found)
    again = len(found) if questions else sum(count for count in labels.values() if count > 1)
    fewest = 3 if questions else 4
    if len(found) < fewest or 10 * steps.count(1) < 9 * len(steps) or 2 * again < len(found) or len(labels) < 2:
        return text, []
    left: list[str] = []
    position = 0
    for match in found:
        left.append(text[position : match.start("mark")])
        position = match.start("label")
    left.append(text[position:])
    return "".join(left), [Removed(0, "line numbers", " ".join(match["mark"] + match["number"] for match in found))]


def _without_stamps(text: str, numbers: list[Removed]) -> tuple[str, list[Removed]]:
    """Take off the times that stand at the ends of turns: `I was there. #00:01:05-3#`."""
    left: list[str] = []
    removed: list[Removed] = []
    shifts: list[tuple[int, int]] = []
    position = length = 0
    for match in _STAMP.finditer(text) if "#" in text else ():
        left.append(text[position : match.start()])
        length += match.start() - position
        position = match.end()
        removed.append(Removed(length - 1, "time", match[0].strip()))
        shifts.append((position, position - length))
    if not removed:
        return text, numbers
    return "".join([*left, text[position:]]), sorted([*_shifted(numbers, shifts), *removed])


def _follows(number: int, previous: int) -> bool:
    return number == 1 or previous < number <= previous + 2


def _before_first(lines: list[str], pattern: re.Pattern[str]) -> int:
    """The number before that of the first line: an excerpt begins in the middle."""
    numbers = [int(match[match.lastindex or 0]) for line in lines[:40] if (match := pattern.match(line))]
    return next((one - 1 for one, other in zip(numbers, numbers[1:], strict=False) if other == one + 1), 0)


def _is_numbered(lines: list[str], pattern: re.Pattern[str]) -> bool:
    """Whether most lines begin with a number that counts them."""
    full = [line for line in lines if line.strip()]
    counted, previous = 0, _before_first(full, pattern)
    for line in full:
        match = pattern.match(line)
        if match and _follows(int(match[match.lastindex or 0]), previous):
            counted += 1
            previous = int(match[match.lastindex or 0])
    return (counted >= 8 and counted >= 0.6 * len(full)) or (counted >= 4 and counted == len(full))


def _has_pages(text: str) -> bool:
    sample = text[:_SAMPLE]
    return (
        "\f" in sample or "[[Page " in sample or len(_GLUED.findall(sample)) > 1 or len(_PAGE_LINE.findall(sample)) > 1
    )


def _glued(text: str) -> list[tuple[int, int]]:
    """`Page 2 of 21` wherever it stands, with the words of the running head that always stand beside it."""
    found = list(_GLUED.finditer(text))
    totals = Counter(match[2] for match in found)
    total, count = totals.most_common(1)[0] if totals else ("", 0)
    found = [match for match in found if match[2] == total]
    numbers = [int(match[1]) for match in found]
    steps = [after - before for before, after in zip(numbers, numbers[1:], strict=False)]
    if count < 2 or not all(0 < step <= 2 for step in steps):
        return []
    before = [_words_before(text, match.start()) for match in found]
    after = [_words_after(text, match.end()) for match in found]
    left, right = (
        _shared([[word for word, _ in words] for words in before]),
        _shared([[word for word, _ in words] for words in after]),
    )
    spans = []
    for match, earlier, later in zip(found, before, after, strict=True):
        start, end = match.span()
        if left and tuple(word for word, _ in earlier[: len(left)]) == left:
            start = earlier[len(left) - 1][1]
        if right and tuple(word for word, _ in later[: len(right)]) == right:
            end = later[len(right) - 1][1]
        spans.append((start, end))
    return spans


def _words_before(text: str, position: int) -> list[tuple[str, int]]:
    """Words before a position with where they start, the nearest first."""
    start = max(0, position - 300)
    words = [(match[0].casefold(), start + match.start()) for match in re.finditer(r"\S+", text[start:position])]
    return words[::-1][:_WORDS_AROUND]


def _words_after(text: str, position: int) -> list[tuple[str, int]]:
    """Words after a position with where they end."""
    found = re.finditer(r"\S+", text[position : position + 300])
    return [(match[0].casefold(), position + match.end()) for match in found][:_WORDS_AROUND]


def _shared(rows: list[list[str]]) -> tuple[str, ...]:
    """The longest beginning that half of the rows share; at least two words."""
    for length in range(_WORDS_AROUND, 1, -1):
        beginnings = Counter(tuple(row[:length]) for row in rows if len(row) >= length)
        if beginnings:
            beginning, count = beginnings.most_common(1)[0]
            if count >= max(2, len(rows) / 2):
                return beginning
    return ()


def _furniture(text: str) -> list[tuple[int, int]]:
    """Lines with page numbers that rise, and the lines that come again beside them."""
    numbered: list[tuple[int, int]] = []
    chain: list[tuple[int, int, int]] = []
    for match in _PAGE_LINE.finditer(text):
        printed = match["a"] or match["b"]
        if printed or not match["c"]:
            numbered.append((match.start() + 1, match.end()))
        else:
            chain.append((int(match["c"]), match.start() + 1, match.end()))
    numbered += _rising(chain)
    numbered.sort()
    marks = numbered or []
    feeds = [match.start() for match in re.finditer("\f", text)]
    beside: dict[str, set[tuple[int, int]]] = {}
    pages = max(len(marks), len(feeds))
    for start, end in sorted([*marks, *((feed, feed + 1) for feed in feeds)]):
        for line_start, line_end in _lines_beside(text, start, end):
            key = re.sub(r"\d+", "#", " ".join(text[line_start:line_end].split())).casefold()
            if key:
                beside.setdefault(key, set()).add((line_start, line_end))
    heads = [
        span
        for key, spans in beside.items()
        if len(spans) >= 3 and 2 * len(spans) >= pages and len(key) >= 4 and ":" not in key[-1:]
        for span in spans
    ]
    return [*marks, *heads]


def _rising(chain: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Of numbers alone on their lines, those that count the pages."""
    kept: list[tuple[int, int]] = []
    for index, (number, start, end) in enumerate(chain):
        earlier = {value for value, _, _ in chain[max(0, index - 3) : index]}
        later = {value for value, _, _ in chain[index + 1 : index + 4]}
        if number - 1 in earlier or number + 1 in later:
            kept.append((start, end))
    return kept if len(kept) >= 2 else []


def _lines_beside(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Up to two lines before and after a page number that are not blank."""
    left = text[max(0, start - 400) : start]
    position = start
    found = 0
    for line in reversed(left.split("\n")):
        if line.strip() and position - len(line) > start - 400:
            yield position - len(line), position
            found += 1
        position -= len(line) + 1
        if found == 2:
            break
    position = end
    found = 0
    for line in text[end : end + 400].split("\n"):
        if line.strip():
            yield position, position + len(line)
            found += 1
        position += len(line) + 1
        if found == 2:
            break


def _merge(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start].isspace()):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
