"""Building from the page: what is being done, how far it is, and what came of it."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterator

from qa.errors import FolderEmpty, QAError
from qa.indexing import BuildProgress, BuildReport
from qa.web.library import Library
from qa.web.markup import safe

_TICK = 0.25
# Too early an estimate of the time left is none.
_ENOUGH = 0.05
_NAMED = 3
_DISMISS = '<button type="button" class="qa-dismiss" data-do="dismiss" aria-label="Dismiss this message">✕</button>'
_log = logging.getLogger(__name__)


def rebuild(library: Library, lead: str = "") -> Iterator[str]:
    """Build in a thread of its own; the HTML to show, again and again, the report last.

    Args:
        library: what is built.
        lead: HTML that stands above all of it: what was done before.
    """
    told: queue.SimpleQueue[BuildProgress | BuildReport | Exception] = queue.SimpleQueue()

    def build() -> None:
        try:
            told.put(library.rebuild(told.put))
        except Exception as error:  # every failure is shown, the unexpected ones are logged too
            told.put(error)

    begun = time.monotonic()
    threading.Thread(target=build, name="qa-rebuild", daemon=True).start()
    yield progress_html(BuildProgress("looking"), 0.0, lead)
    while True:
        latest = told.get()
        # Only the newest counts, but for the last of all.
        while isinstance(latest, BuildProgress) and not told.empty():
            latest = told.get()
        if isinstance(latest, BuildProgress):
            if not latest.fraction:
                # What went before says nothing of how long the reading takes.
                begun = time.monotonic()
            yield progress_html(latest, time.monotonic() - begun, lead)
            time.sleep(_TICK)
            continue
        yield outcome_html(latest, lead)
        return


def outcome_html(outcome: BuildReport | Exception, lead: str = "") -> str:
    """The report, or what went wrong."""
    if isinstance(outcome, BuildReport):
        return done_html(_joined(lead, report_html(outcome)))
    if isinstance(outcome, FolderEmpty):
        problem = safe(_sentence(str(outcome).replace("run `qa build` again", "press “Rebuild index” again")))
    elif isinstance(outcome, QAError):
        problem = safe(_sentence(str(outcome)))
    else:
        _log.error("rebuilding failed", exc_info=outcome)
        problem = (
            "The rebuild failed unexpectedly; the last good index is still in use. What happened is in the terminal "
            "where the page was started."
        )
    return problem_html(_joined(lead, problem))


def done_html(html: str) -> str:
    """What was done, as it stands in the page's status."""
    return f'<div class="qa-status" role="status"><div>{html}</div>{_DISMISS}</div>'


def problem_html(html: str) -> str:
    """What went wrong, likewise."""
    return f'<div class="qa-status qa-problem" role="alert"><div>{html}</div>{_DISMISS}</div>'


def progress_html(progress: BuildProgress, seconds: float, lead: str = "") -> str:
    """Stage, bar, passages, time left."""
    parts = [_sentence(progress.stage)]
    if progress.stage == "reading and encoding":
        parts.append(f"{progress.fraction:.0%}")
        if progress.encoded:
            parts.append(f"{progress.encoded:,} passages")
        if _ENOUGH < progress.fraction < 1:
            parts.append(f"{_duration(seconds / progress.fraction - seconds)} left")
    if progress.document:
        parts.append(progress.document)
    bar = f'<progress max="1" value="{progress.fraction:.3f}" aria-label="Rebuilding"></progress>'
    told = _joined(lead, f"{bar} {safe(' · '.join(parts))}")
    return f'<div class="qa-status" role="status"><div>{told}</div></div>'


def report_html(report: BuildReport) -> str:
    """What the build did, in one line; skipped files with their reasons."""
    parts = [
        f"{len(paths)} {what}{_named(paths)}"
        for what, paths in (("added", report.added), ("changed", report.changed), ("removed", report.removed))
        if paths
    ] or ["Nothing has changed"]
    total = f"{report.documents:,} transcript{'' if report.documents == 1 else 's'} indexed"
    lines = [safe(f"{', '.join(parts)} · {total} · {_duration(report.seconds)}")]
    lines += [safe(note) for note in report.notes]
    lines += [f"skipped {safe(path)}: {safe(reason)}" for path, reason in report.skipped]
    return "<br>".join(lines)


def _named(paths: tuple[str, ...]) -> str:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return f" ({', '.join(paths[:_NAMED])}{more})"


def _joined(lead: str, html: str) -> str:
    return f"{lead}<br>{html}" if lead else html


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
