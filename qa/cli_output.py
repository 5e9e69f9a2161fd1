"""What the command line prints: for people on a terminal, and as JSON for machines."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from qa import render
from qa.models import Answer, Aside, Hit, Transcript, Turn, display_name
from qa.patterns import regex
from qa.sentences import count_words

if TYPE_CHECKING:
    from qa.config import Settings
    from qa.errors import UnreadableFile
    from qa.evaluation import Evaluation
    from qa.indexing import BuildProgress, BuildReport
    from qa.inspection import DocumentView, Status

FORMS = ("json", "markdown", "vtt")
# A transcript is data: it must not be able to move the cursor or retitle the terminal.
_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Signs of a line that a column of a table wants at least, where it is more than five.
_ROOM = {"document": 16, "date": 10, "read as": 10, "speakers": 12}
_UPPER_CONTROL = regex(r"[\x7f-\x9f]")


def say(line: str) -> None:
    """A line for the user that is no result."""
    print(_CONTROL.sub(" ", line), file=sys.stderr, flush=True)


def complain(message: str) -> None:
    """An error, in one line."""
    say(f"qa: {' '.join(message.split())}")


def show(text: str) -> None:
    """A result, wrapped to the terminal where there is one."""
    text = _CONTROL.sub(" ", text)
    if sys.stdout.isatty():
        width = min(shutil.get_terminal_size().columns, 110)
        text = "\n".join(_wrapped(line, width) for line in text.splitlines())
    print(text)


def show_json(value: object) -> None:
    """A result for machines."""
    print(_json(value))


def hits(question: str, found: Sequence[Hit], *, as_json: bool) -> None:
    """Results of `qa search`."""
    if as_json:
        show_json(render.search_json(question, found))
    else:
        show(render.hits_text(found))


def answer(result: Answer, *, as_json: bool) -> None:
    """Result of `qa ask`."""
    if as_json:
        show_json(render.answer_json(result))
    else:
        show(render.answer_text(result))


def transcript(result: Transcript, *, as_json: bool) -> None:
    """Result of `qa read`."""
    if as_json:
        show_json(render.transcript_json(result))
        return
    words = {turn.index: count_words(turn.text) for turn in result.turns}
    total = sum(words.values())
    facts = [result.title or result.document, render.long_date(result.date) if result.date else "no date"]
    facts += [result.format, _many(len(result.turns), "turn"), _many(total, "word")]
    show(" · ".join(facts))
    rows = []
    for speaker in result.speakers:
        own = [turn for turn in result.turns if turn.speaker == speaker]
        said = sum(words[turn.index] for turn in own)
        persons = {turn.person for turn in own}  # a label of many, "Member of the public", is each of them
        person = persons.pop() if len(persons) == 1 else None
        share = f"{said / total:.0%}" if total else ""
        rows.append((display_name(speaker, person), str(len(own)), f"{said:,}", share))
    if rows:
        _print_table(("speaker", "turns", "words", "share"), rows)
    else:
        show("No speakers: read as a plain document.")
    show("\n" + "\n\n".join(_script(result.turns, result.asides, len(result.turns))))


def written(result: Transcript, form: str) -> None:
    """Result of `qa read --as`: as it is where it goes into a file."""
    # The readers take longer to import than all of this.
    from qa import transcripts

    if form == "json":
        print(_json(transcripts.to_record(result)))
        return
    text = {"markdown": transcripts.to_markdown, "vtt": transcripts.to_vtt}[form](result)
    print(_CONTROL.sub(" ", text) if sys.stdout.isatty() else text, end="")


def survey(found: Sequence[Transcript], unreadable: Sequence[UnreadableFile], *, as_json: bool) -> None:
    """Result of `qa read` on a folder."""
    for error in unreadable:
        complain(f"cannot read {error}")
    if as_json:
        files = [
            {
                **{name: getattr(one, name) for name in ("document", "title", "date", "format")},
                "speakers": list(one.speakers),
                "turns": len(one.turns),
                "words": sum(count_words(turn.text) for turn in one.turns),
            }
            for one in found
        ]
        show_json({"files": files, "unreadable": [{"document": one.path, "reason": one.reason} for one in unreadable]})
        return
    rows = []
    for one in found:
        words = sum(count_words(turn.text) for turn in one.turns)
        names = ", ".join(one.speakers[:4]) + (f" and {len(one.speakers) - 4} more" if len(one.speakers) > 4 else "")
        rows.append((one.document, one.format, one.date or "", f"{len(one.turns):,}", f"{words:,}", names))
    _print_table(("document", "read as", "date", "turns", "words", "speakers"), rows)


def document(view: DocumentView, *, as_json: bool) -> None:
    """Result of `qa show`."""
    one = view.document
    if as_json:
        show_json(render.view_json(one, view.turns, view.asides, focus=view.focus, changed=view.changed))
        return
    facts = [one.name, render.long_date(one.date) if one.date else "no date", one.document]
    show(" · ".join(dict.fromkeys(facts)))
    if view.changed:
        say(f"The file {one.document} has changed since it was indexed: run `qa build`.")
    show("\n" + "\n\n".join(_script(view.turns, view.asides, one.turns, view.focus)))


def status(result: Status, *, as_json: bool) -> None:
    """Result of `qa status`."""
    if as_json:
        record = asdict(result)
        record["index"], record["seeds"] = str(result.index), str(result.seeds)
        show_json(record)
        return
    counts = result.counts
    show(
        f"{_many(counts.documents, 'document')}, {_many(counts.turns, 'turn')}, {_many(counts.words, 'word')}, "
        f"{_many(counts.speakers, 'speaker')}, {_many(counts.passages, 'passage')}"
    )
    size = "" if result.bytes is None else f" ({result.bytes / 1e6:.1f} MB)"
    show(f"index    {result.index}{size}, generation {result.generation}, built {result.built}")
    show(f"model    {result.model}, passages of about {result.passage_tokens} tokens")
    show(f"folder   {result.seeds}{'' if result.pending is not None else ' (not there, or not readable)'}")
    rows = []
    for one in result.documents[:50]:
        names = ", ".join(one.speakers[:3]) + (" …" if len(one.speakers) > 3 else "")
        rows.append((one.document, one.date or "", f"{one.turns:,}", f"{one.words:,}", names))
    _print_table(("document", "date", "turns", "words", "speakers"), rows)
    if len(result.documents) > 50:
        show(f"… and {_many(len(result.documents) - 50, 'more document')}")
    for name in result.damaged:
        say(f"{name} is damaged: run `qa build --full`, which encodes nothing again")
    if result.disagrees:
        say(result.disagrees)
    if result.pending:
        pending = result.pending
        say(
            f"the folder has changed: {len(pending.added)} new, {len(pending.changed)} changed, "
            f"{len(pending.removed)} gone; run `qa build`"
        )
    elif result.pending is not None and not result.damaged and not result.disagrees:
        show("up to date")
    for path, reason in result.pending.unreadable if result.pending is not None else ():
        say(f"{path} is not indexed: {reason}")


def evaluation(result: Evaluation, *, as_json: bool) -> None:
    """Result of `qa eval`."""
    means, intervals, kinds = result.means(), result.intervals(), result.by_kind()
    if as_json:
        show_json({**means, "intervals": intervals, "kinds": {kind: one.means() for kind, one in kinds.items()}})
        return
    columns = [one.means() for one in kinds.values()]
    rows = []
    for name, value in means.items():
        written = "{:.0f}" if name.startswith("with_") else "{:.3f}"
        between = "{:.3f} to {:.3f}".format(*intervals[name]) if name in intervals else ""
        apart = (written.format(column[name]) if name in column else "" for column in columns)
        rows.append((name, written.format(value), between, *apart))
    _print_table(("measure", "value", "95 % interval", *kinds), rows)


def build_report(report: BuildReport, settings: Settings, *, as_json: bool) -> None:
    """Result of `qa build`."""
    for path, reason in report.skipped:
        complain(f"skipped {path}: {reason}")
    if as_json:
        show_json(render.build_json(asdict(report), report.skipped))
        return
    for note in report.notes:
        say(note)
    changes = [
        f"{len(paths)} {what}"
        for what, paths in (("new", report.added), ("changed", report.changed), ("removed", report.removed))
        if paths
    ]
    what = ", ".join(changes) if changes else "nothing has changed"
    show(
        f"{settings.index}: {what}; {_many(report.documents, 'document')}, {_many(report.passages, 'passage')}"
        f" ({report.encoded:,} encoded) in {report.seconds:.1f} s"
    )


@contextmanager
def build_progress() -> Iterator[Callable[[BuildProgress], None]]:
    """A bar with rate and time left on standard error; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    from qa.indexing import Stage

    quiet = not sys.stderr.isatty()
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rate]}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task(Stage.LOOKING, total=1.0, rate="")

        def update(progress: BuildProgress) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = f"{progress.encoded / elapsed:.0f} passages/s" if progress.encoded and elapsed else ""
            bar.update(task, description=progress.stage, completed=progress.fraction, rate=rate)

        yield update


@contextmanager
def counting(total: int, what: str) -> Iterator[Callable[[int], None]]:
    """A bar of things done on standard error."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


def _json(value: object) -> str:
    """JSON that holds no control character as such: it says the same, on a terminal too."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    # The others are written as their numbers already; line ends stand between values only.
    return _UPPER_CONTROL.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text)


def _script(turns: Sequence[Turn], asides: Sequence[Aside], total: int, focus: int | None = None) -> Iterator[str]:
    """Turns as a script, what nobody said in brackets where it stands."""
    by_place: dict[int, list[Aside]] = {}
    for aside in asides:
        by_place.setdefault(aside.before_turn, []).append(aside)
    for turn in turns:
        yield from (_aside(aside) for aside in by_place.pop(turn.index, []))
        head = [f"{'→ ' if turn.index == focus else ''}{turn.index}"]
        head += [part for part in (render.clock(turn.start), display_name(turn.speaker, turn.person)) if part]
        notes = f"  ({', '.join(turn.notes)})" if turn.notes else ""
        yield f"{'  '.join(head)}{notes}\n" + "\n".join(f"   {line}" if line else "" for line in turn.text.splitlines())
    yield from (_aside(aside) for aside in by_place.get(total, []))


def _aside(aside: Aside) -> str:
    return f"[{aside.kind}: {aside.text}]"


def _wrapped(line: str, width: int) -> str:
    indent = re.match(r"\s*", line)
    lead = indent.group() if indent else ""
    return textwrap.fill(line, width, subsequent_indent=lead, replace_whitespace=False, drop_whitespace=True)


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    # Cells come from transcripts: "[bold]" and ":dog:" in one are text.
    width = None if sys.stdout.isatty() else 160
    console = Console(markup=False, emoji=False, highlight=False, width=width)
    # On a narrow terminal a name would be folded to a letter a line before a number gave way.
    names = list(columns)
    for spare in ("speakers", "words", "read as", "turns") if names[0] == "document" else ():
        if sum(_ROOM.get(name, 5) + 3 for name in names) > console.width:
            names = [name for name in names if name != spare]
    table = Table(box=SIMPLE, pad_edge=False)
    for name in names:
        numeric = name in ("turns", "words", "share", "value")
        # A name that is cut off cannot be given to `qa show`.
        table.add_column(
            _cell(name),
            justify="right" if numeric else "left",
            no_wrap=numeric or name == "date",
            overflow="fold" if name in ("document", "speaker") else "ellipsis",
            min_width=_ROOM["document"] if name == "document" else None,
        )
    for row in rows:
        table.add_row(*(_cell(cell) for name, cell in zip(columns, row, strict=True) if name in names))
    # Where the reader of a pipe has gone, rich would end the process itself, as if something had failed.
    with console.capture() as printed:
        console.print(table)
    print(printed.get(), end="")


def _cell(text: str) -> str:
    return _CONTROL.sub(" ", text).replace("\n", " ")


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
