"""Small plots as inline SVG. Pure. They take the width there is, at any: lengths are per cent, letters stay as tall."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from qa.render import long_date
from qa.web.markup import safe

_ROW = 40
_BAR = 12
_HIGH = 96
_MOST_BARS, _MOST_BINS = 10, 60
_DAYS, _MONTHS = 31, 48


def bars(title: str, values: Sequence[tuple[str, int]], unit: str) -> str:
    """Horizontal bars, the longest first, and what the rest comes to.

    Args:
        title: what is shown.
        values: name and number, the greatest first.
        unit: of the numbers, in the plural.
    """
    shown = [(name, number) for name, number in values if number > 0][:_MOST_BARS]
    if not shown:
        return _figure(title, '<p class="qa-plot-none">No speakers are named here.</p>')
    whole = max(1, sum(number for _, number in values))
    longest = shown[0][1]
    parts, told = [], []
    for row, (name, number) in enumerate(shown):
        top = row * _ROW
        share = f"{number:,} · {_percent(number / whole)}"
        told.append(f"{name}: {number:,} {unit}, {_percent(number / whole)}")
        parts.append(
            f'<g><title>{safe(told[-1])}</title><svg role="presentation" x="0" y="{top}" width="72%" height="{_ROW}">'
            f'<text class="qa-plot-name" x="0" y="15">{safe(_shortened(name))}</text></svg>'
            f'<text class="qa-plot-value" x="100%" y="{top + 15}" text-anchor="end">{safe(share)}</text>'
            f'<rect class="qa-plot-ground" x="0" y="{top + 21}" width="100%" height="{_BAR}" rx="3"/>'
            f'<rect class="qa-plot-bar" x="0" y="{top + 21}" width="{100 * number / longest:.2f}%" height="{_BAR}"'
            ' rx="3"/></g>'
        )
    rest = [number for _, number in values[_MOST_BARS:] if number > 0]
    more = f"{len(rest):,} more: {sum(rest):,} {unit}" if rest else ""
    return _figure(title, _svg(len(shown) * _ROW, f"{title}. {'; '.join(told)}. {more}", "".join(parts)), more)


def timeline(title: str, dates: Sequence[str], undated: int = 0) -> str:
    """How many documents there are by day, month or year, whichever shows them best.

    Args:
        title: what is shown.
        dates: ISO dates, in any order.
        undated: how many documents have none.
    """
    days = sorted(day for day in map(_day, dates) if day is not None)
    undated += len(dates) - len(days)
    note = f"{undated:,} without a date" if undated else ""
    if not days:
        return _figure(title, '<p class="qa-plot-none">None of the transcripts has a date.</p>')
    names, counts, step = _binned(days)
    greatest = max(counts)
    wide = 100 / len(counts)
    gap = min(0.2 * wide, 0.6)
    parts = [f'<line class="qa-plot-axis" x1="0" x2="100%" y1="{_HIGH + 16}" y2="{_HIGH + 16}"/>']
    for place, (name, count) in enumerate(zip(names, counts, strict=True)):
        if count:
            high = max(4.0, _HIGH * count / greatest)
            width = min(wide - gap, 8)
            left = place * wide + (wide - width) / 2
            parts.append(
                f'<g><title>{safe(name)}: {_number(count)}</title><rect class="qa-plot-bar" x="{left:.2f}%" '
                f'y="{_HIGH + 16 - high:.1f}" width="{width:.2f}%" height="{high:.1f}" rx="2"/></g>'
            )
    peak = counts.index(greatest)
    anchor, at = _anchored((peak + 0.5) * wide)
    parts.append(f'<text class="qa-plot-value" x="{at:.2f}%" y="11" text-anchor="{anchor}">{greatest:,}</text>')
    parts += _ticks(names)
    filled = [(name, count) for name, count in zip(names, counts, strict=True) if count]
    told = "; ".join(f"{name}: {count}" for name, count in filled[:_MOST_BINS])
    first, last = long_date(days[0].isoformat()), long_date(days[-1].isoformat())
    span = first if first == last else f"{first} to {last}"
    label = f"{title}, by {step}, {span}. {told}. {note}"
    return _figure(f"{title}, by {step}", _svg(_HIGH + 38, label, "".join(parts)), note)


def _binned(days: Sequence[datetime.date]) -> tuple[list[str], list[int], str]:
    """Names of the bins, how much is in each, and what a bin is."""
    first, last = days[0], days[-1]
    if (last - first).days < _DAYS:
        counted = Counter((day - first).days for day in days)
        shown = [first + datetime.timedelta(place) for place in range((last - first).days + 1)]
        return [long_date(day.isoformat()) for day in shown], [counted[place] for place in range(len(shown))], "day"
    begin, end = _month(first), _month(last)
    if end - begin < _MONTHS:
        counted = Counter(_month(day) - begin for day in days)
        months = range(begin, end + 1)
        names = [f"{datetime.date(1, month % 12 + 1, 1):%B} {month // 12}" for month in months]
        return names, [counted[place] for place in range(len(names))], "month"
    size = -(-(last.year - first.year + 1) // _MOST_BINS)
    counted = Counter((day.year - first.year) // size for day in days)
    years = range(first.year, last.year + 1, size)
    names = [str(year) if size == 1 else f"{year}–{year + size - 1}" for year in years]
    return names, [counted[place] for place in range(len(names))], "year" if size == 1 else f"{size} years"


def _ticks(names: Sequence[str]) -> list[str]:
    """The names of the first bin, the last, and one between where it fits."""
    wide = 100 / len(names)
    places = sorted({0, len(names) - 1} | ({len(names) // 2} if len(names) >= 5 else set()))
    shown = []
    for place in places:
        anchor, at = _anchored((place + 0.5) * wide)
        shown.append(
            f'<text class="qa-plot-tick" x="{at:.2f}%" y="{_HIGH + 33}" text-anchor="{anchor}">'
            f"{safe(_brief(names[place]))}</text>"
        )
    return shown


def _anchored(at: float) -> tuple[str, float]:
    """How text is set at that per cent of the width, so that none runs out at the sides."""
    if at < 20:
        return "start", 0.0
    return ("end", 100.0) if at > 80 else ("middle", at)


def _figure(title: str, inside: str, note: str = "") -> str:
    below = f'<p class="qa-plot-note">{safe(note)}</p>' if note else ""
    return f'<figure class="qa-plot"><figcaption>{safe(title)}</figcaption>{inside}{below}</figure>'


def _svg(height: int, label: str, inside: str) -> str:
    told = safe(label.strip())
    return f'<svg role="img" aria-label="{told}" width="100%" height="{height}" focusable="false">{inside}</svg>'


def _percent(share: float) -> str:
    return "< 1 %" if 0 < share < 0.005 else f"{share:.0%}".replace("%", " %")


def _number(count: int) -> str:
    return f"{count:,} transcript{'' if count == 1 else 's'}"


def _shortened(name: str, most: int = 60) -> str:
    name = " ".join(name.split())
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _brief(name: str) -> str:
    """`24 July 2024` as `24 Jul 2024`."""
    return " ".join(word[:3] if word.isalpha() else word for word in name.split())


def _month(day: datetime.date) -> int:
    return 12 * day.year + day.month - 1


def _day(date: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(date)
    except ValueError:
        return None
