"""Building from the page: what is being done, how far it is, and what came of it."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.errors import QAError
from qa.indexing import BuildProgress, BuildReport, Stage
from qa.render import shortened
from qa.web.library import Library
from qa.web.markup import safe
from qa.web.problems import as_said

_TICK = 0.25
# Too early an estimate of the time left is none.
_ENOUGH = 0.05
_NAMED = 3
_NAME = 80
# So many lines are read at a glance; more are folded.
_LINES = 2
# Seconds after which plain success goes by itself; longer where there is something to take back.
_PASSING = 10
_PASSING_UNDO = 30
_DISMISS = '<button type="button" class="qa-dismiss" data-do="dismiss" aria-label="Dismiss this message">✕</button>'
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lead:
    """What was done before a build, as HTML that stands above all that is said of it.

    Attributes:
        brief: while it is at work, when the page is written anew again and again.
        full: with its report, where more of it can be unfolded.
        passing: seconds after which it may go; None where it is to be read.
    """

    brief: str = ""
    full: str = ""
    passing: int | None = _PASSING


def undoable(html: str) -> Lead:
    """A line with a way back, which is there longer."""
    return Lead(html, html, _PASSING_UNDO)


def told(*groups: tuple[str, Sequence[str]]) -> Lead:
    """What was done to many: a line each where they are few, else their number, and the lines to unfold.

    Args:
        groups: what is said of many, `{}` for their number; the lines, as text.
    """
    brief, full, many = [], [], False
    for summary, lines in groups:
        few = len(lines) <= _LINES
        many = many or not few
        brief += [safe(line) for line in lines] if few else [safe(summary.format(len(lines)))]
        full.append(folded(summary, lines))
    return Lead("<br>".join(brief), _joined(*full), None if many else _PASSING)


def folded(summary: str, lines: Sequence[str]) -> str:
    """Lines of text; more than a few as their number, and unfolded when one wants to read them."""
    if len(lines) <= _LINES:
        return "<br>".join(safe(line) for line in lines)
    items = "".join(f"<li>{safe(line)}</li>" for line in lines)
    return f"<details><summary>{safe(summary.format(len(lines)))}</summary><ul>{items}</ul></details>"


def brief(name: str) -> str:
    """A file's name as it is said; of a long one the beginning, or it would push the rest away."""
    return shortened(name, _NAME)


def rebuild(library: Library, lead: Lead | None = None) -> Iterator[str]:
    """Build in a thread of its own; the HTML to show, again and again, the report last.

    Args:
        library: what is built.
        lead: what was done before.
    """
    lead = lead or Lead()
    heard: queue.SimpleQueue[BuildProgress | BuildReport | Exception] = queue.SimpleQueue()

    def build() -> None:
        try:
            heard.put(library.rebuild(heard.put))
        except Exception as error:  # every failure is shown, the unexpected ones are logged too
            if not isinstance(error, QAError):
                _log.error("rebuilding failed", exc_info=error)
            heard.put(error)

    begun = time.monotonic()
    threading.Thread(target=build, name="qa-rebuild", daemon=True).start()
    yield progress_html(BuildProgress(Stage.LOOKING), 0.0, lead.brief)
    while True:
        latest = heard.get()
        # Only the newest counts, but for the last of all.
        while isinstance(latest, BuildProgress) and not heard.empty():
            latest = heard.get()
        if isinstance(latest, BuildProgress):
            if not latest.fraction:
                # What went before says nothing of how long the reading takes.
                begun = time.monotonic()
            at_work = library.builds.latest()
            number = at_work.number if at_work is not None else 0
            yield progress_html(latest, time.monotonic() - begun, lead.brief, number)
            time.sleep(_TICK)
            continue
        yield outcome_html(latest, lead)
        return


def followed(library: Library, following: int | None) -> str | None:
    """What is to be said of a build that another session has begun, or this one before it was loaded anew.

    Args:
        library: what is built.
        following: the build that is shown as being at work; None where none is.

    Returns:
        The HTML to show; None where what is shown stays.
    """
    build = library.builds.latest()
    if build is not None and build.outcome is None:
        return progress_html(build.progress, time.monotonic() - build.begun, number=build.number, follow=True)
    if following is None:
        return None
    # A page that is older than the process follows what is no more.
    return outcome_html(build.outcome) if build is not None and build.outcome is not None else ""


def outcome_html(outcome: BuildReport | Exception, lead: Lead | None = None) -> str:
    """The report, or what went wrong."""
    lead = lead or Lead()
    if isinstance(outcome, BuildReport):
        plain = not outcome.skipped and not outcome.notes
        return done_html(_joined(lead.full, report_html(outcome)), lead.passing if plain else None)
    if isinstance(outcome, QAError):
        problem = safe(as_said(outcome))
    else:
        problem = (
            "The rebuild failed unexpectedly; the last good index is still in use. What happened is in the terminal "
            "where the page was started."
        )
    return problem_html(_joined(lead.full, problem))


def done_html(html: str, passing: int | None = _PASSING) -> str:
    """What was done, as it stands in the page's status; it goes by itself after `passing` seconds."""
    goes = f' data-passing="{passing}"' if passing is not None else ""
    return f'<div class="qa-status" role="status"{goes}><div>{html}</div>{_DISMISS}</div>'


def problem_html(html: str) -> str:
    """What went wrong, likewise; it stays."""
    return f'<div class="qa-status qa-problem" role="alert"><div>{html}</div>{_DISMISS}</div>'


def progress_html(
    progress: BuildProgress, seconds: float, lead: str = "", number: int = 0, *, follow: bool = False
) -> str:
    """Stage, bar, passages, time left.

    Args:
        progress: what was told last.
        seconds: since the reading began.
        lead: HTML that stands above.
        number: of the build.
        follow: nobody tells this session more: its page has to ask.
    """
    parts = [_sentence(progress.stage)]
    if progress.stage == Stage.READING:
        parts.append(f"{progress.fraction:.0%}")
        if progress.encoded:
            parts.append(f"{progress.encoded:,} passage{'' if progress.encoded == 1 else 's'}")
        if _ENOUGH < progress.fraction < 1:
            parts.append(f"{_duration(seconds / progress.fraction - seconds)} left")
    if progress.document:
        parts.append(progress.document)
    bar = f'<progress max="1" value="{progress.fraction:.3f}" aria-label="Rebuilding"></progress>'
    line = _joined(lead, f"{bar} {safe(' · '.join(parts))}")
    asks = " data-follow" if follow else ""
    return f'<div class="qa-status" role="status" data-build="{number}"{asks}><div>{line}</div>{_DISMISS}</div>'


def report_html(report: BuildReport) -> str:
    """What the build did, in one line; skipped files with their reasons, folded where they are many."""
    parts = [
        f"{len(paths)} {what}{_named(paths)}"
        for what, paths in (("added", report.added), ("changed", report.changed), ("removed", report.removed))
        if paths
    ] or ["Nothing has changed"]
    total = f"{report.documents:,} transcript{'' if report.documents == 1 else 's'} indexed"
    skipped = [f"skipped {path}: {reason}" for path, reason in report.skipped]
    return _joined(
        safe(f"{', '.join(parts)} · {total} · {_duration(report.seconds)}"),
        folded("{} notes on this build", report.notes),
        folded("{} files were skipped", skipped),
    )


def _named(paths: tuple[str, ...]) -> str:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return f" ({', '.join(brief(path) for path in paths[:_NAMED])}{more})"


def _joined(*lines: str) -> str:
    """Lines below each other; what is folded has lines of its own."""
    joined = ""
    for line in filter(None, lines):
        apart = "" if not joined or joined.endswith("</details>") or line.startswith("<details>") else "<br>"
        joined += apart + line
    return joined


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))}\u00a0s"  # the unit alone on a line would be no unit
    minutes = round(seconds / 60)
    return f"{minutes}\u00a0min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
