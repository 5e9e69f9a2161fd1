"""The command line: `qa build / search / ask / show / read / status / eval / serve / account`.

Results go to standard output, everything else to standard error. Exit codes: 0, 1 for an error of ours (one line says
what, where and what to do), 2 for a command or option that does not exist, 130 when interrupted.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from qa import __version__
from qa import cli_output as out
from qa.cli_exit import exit_code
from qa.config import Settings
from qa.errors import InvalidInput

app = typer.Typer(
    help="Ask your transcripts: what was said, by whom, when, quoted to the character.",
    epilog="Begin with: qa build, then: qa ask QUESTION. Variables like QA_SEEDS and QA_INDEX stand for options.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# As a text: of an empty one a path would make the present folder.
Seeds = Annotated[str | None, typer.Option(help="Folder of transcripts.", show_default="seeds", metavar="<path>")]
Index = Annotated[
    str | None,
    typer.Option(help="Folder of the index; or milvus://HOST:PORT/COLLECTION, or a .db file.", show_default="index"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]
Question = Annotated[str, typer.Argument(help="In plain language; - reads it from standard input.")]


def _given(option: typer.CallbackParam, value: str | list[str] | None) -> str | list[str] | None:
    """A variable of a script that is empty by mistake must not lift the filter."""
    if any(not one.strip() for one in ([value] if isinstance(value, str) else value or ())):
        raise InvalidInput(f"--{option.name} is empty: give a value, or leave it out")
    return value


SpeakerOption = Annotated[
    list[str] | None, typer.Option("--speaker", help="Only this speaker; may be repeated.", callback=_given)
]
DocumentOption = Annotated[
    list[str] | None, typer.Option("--document", help="Only this document; may be repeated.", callback=_given)
]
After = Annotated[str | None, typer.Option(help="From this day on, like 2024-07-24; nothing undated.", callback=_given)]
Before = Annotated[str | None, typer.Option(help="Until this day, like 2024-07-24; nothing undated.", callback=_given)]


def _version(asked: bool) -> None:
    if asked:
        print(f"qa {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command()
def build(
    seeds: Seeds = None,
    index: Index = None,
    full: Annotated[
        bool, typer.Option("--full", help="Read every file again, check the database, renew derived files.")
    ] = False,
    model: Annotated[
        str | None, typer.Option(help="Embedding model: a folder, or a name already on this machine.")
    ] = None,
    shard: Annotated[
        str | None, typer.Option(help="Build only one part of the folder, like 2/8, beside other builders.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Index what is new, changed or gone in the folder of transcripts.

    A file that cannot be read is named and skipped; the others are indexed, and the exit code is 1.
    """
    from qa.indexing import build_index
    from qa.sharding import WHOLE, Shard

    part = Shard.parse(shard) if shard is not None else WHOLE
    settings = Settings.load(seeds=seeds, index=index, model=model)
    try:
        with out.build_progress() as progress:
            report = build_index(settings, full=full, progress=progress, shard=part)
    except KeyboardInterrupt:
        out.say("the last published index stays, and what was encoded is kept for the next build")
        raise
    out.build_report(report, settings, as_json=as_json)
    if report.skipped:
        raise typer.Exit(1)


@app.command()
def search(
    question: Question,
    k: Annotated[int, typer.Option("-k", help="How many places.")] = 8,
    speaker: SpeakerOption = None,
    document: DocumentOption = None,
    after: After = None,
    before: Before = None,
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """Find the places that bear most on a question."""
    from qa.assistant import Assistant

    question = _question(question)
    with Assistant.open(index) as assistant:
        hits = assistant.retrieve(question, k, speaker=speaker, document=document, after=after, before=before)
        for remark in assistant.remarks(speaker):
            out.say(remark)
    out.hits(question, hits, as_json=as_json)


@app.command()
def ask(
    question: Question,
    speaker: SpeakerOption = None,
    document: DocumentOption = None,
    after: After = None,
    before: Before = None,
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question in quotes, or say that nobody said it."""
    from qa.assistant import Assistant

    question = _question(question)
    with Assistant.open(index) as assistant:
        answer = assistant.ask(question, speaker=speaker, document=document, after=after, before=before)
    out.answer(answer, as_json=as_json)


@app.command()
def show(
    document: Annotated[str, typer.Argument(help="Path, file name or title of an indexed document.")],
    turn: Annotated[int | None, typer.Option(help="The turn to show.")] = None,
    context: Annotated[int, typer.Option(help="So many turns before and after it.")] = 2,
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """Show an indexed transcript, or a turn of it with those around."""
    from qa.inspection import open_document

    if context < 0:
        raise InvalidInput(f"--context must be 0 or more, not {context}")
    view = open_document(Settings.load(index=index).index, document, turn, context)
    out.document(view, as_json=as_json)


@app.command()
def read(
    file: Annotated[str, typer.Argument(help="A transcript, or a folder of them.")],
    as_json: AsJson = False,
    written: Annotated[
        str | None, typer.Option("--as", help="Write it out again: json (the project's own), markdown or vtt.")
    ] = None,
) -> None:
    """Parse a file and print its turns, or say how each file of a folder is understood; touches no index."""
    if written not in (None, *out.FORMS):
        raise InvalidInput(f"--as must be {', '.join(out.FORMS)}, not {written!r}")
    if not file:
        # As a path it would be whatever folder the command is run in.
        raise InvalidInput("no file is named: give one, or a folder of them")
    path = Path(file)
    if path.is_dir():
        if written is not None:
            raise InvalidInput(f"--as writes one file out again, and {file} is a folder: give a file in it")
        from qa.inspection import survey

        found, unreadable = survey(path)
        out.survey(found, unreadable, as_json=as_json)
        if unreadable:
            raise typer.Exit(1)
        return
    from qa.transcripts import read as read_transcript

    transcript = read_transcript(path)
    if written is not None:
        out.written(transcript, written)
    else:
        out.transcript(transcript, as_json=as_json)


@app.command()
def status(index: Index = None, as_json: AsJson = False) -> None:
    """Say what is indexed, and whether it is sound and up to date."""
    from qa.inspection import inspect

    out.status(inspect(Settings.load(index=index).index), as_json=as_json)


@app.command(name="eval")
def evaluate(
    questions: Annotated[Path, typer.Argument(help="Questions as JSON Lines.")],
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """Measure retrieval and answers on a file of questions.

    Each line is a JSON object with "question" and any of these:

    "gold": where the answer stands, [{"document", "first_turn", "last_turn"}]

    "quote": words that the answer must quote

    "answerable": true or false

    "document": ask it of this document alone

    "kind": a label, to see results apart
    """
    from qa.assistant import Assistant
    from qa.evaluation import load

    loaded = load(questions)
    with Assistant.open(index) as assistant, out.counting(len(loaded), "questions") as progress:
        result = assistant.evaluate(loaded, progress)
    out.evaluation(result, as_json=as_json)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to bind.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="Port to bind.", show_default="7860 or the next free one")] = None,
    seeds: Seeds = None,
    index: Index = None,
    auth: Annotated[
        Path | None, typer.Option(help="File of accounts; whoever opens the page has to sign in. See `qa account`.")
    ] = None,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Serve to other machines without accounts all the same.")
    ] = False,
    mcp: Annotated[
        bool, typer.Option("--mcp", help="Serve tools for language models too (MCP); needs the extra `mcp`.")
    ] = False,
    log: Annotated[
        str | None,
        typer.Option(help="Write events to standard error: debug, info, warning or error; info,json for JSON."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            help="Processes that answer beside the page when many ask at once.", show_default="cores - 1, 3 at most"
        ),
    ] = None,
) -> None:
    """Open the chat page; scripts and other programs can ask it too."""
    from qa.web import launch

    settings = Settings.load(host=host, port=port, seeds=seeds, index=index, log=log, workers=workers)
    launch(settings, announce=out.say, auth=auth, insecure=insecure, mcp=mcp)


@app.command()
def account(
    file: Annotated[Path, typer.Argument(help="The file of accounts; made where there is none.")],
    name: Annotated[str, typer.Argument(help="Who signs in.")],
    remove: Annotated[bool, typer.Option("--remove", help="Take the account out of the file.")] = False,
) -> None:
    """Add an account to a file for `qa serve --auth`, or give it another password.

    The password is asked for twice, or read from standard input where that is no terminal. Only its hash is kept.
    """
    from qa.web.access import accounts

    if remove:
        accounts.remove(file, name)
        out.say(f"{name} is no longer in {file}; a page that is being served notices when it is started again")
        return
    new = accounts.save(file, name, _password())
    out.say(f"{name} {'is in' if new else 'has a new password in'} {file}: serve with `qa serve --auth {file}`")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    return exit_code(lambda: app(args=arguments, prog_name="qa", standalone_mode=False))


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != first:
        raise InvalidInput("the passwords differ: nothing is changed")
    return first


def _question(text: str) -> str:
    try:
        return sys.stdin.read().strip() if text == "-" else text
    except UnicodeDecodeError as error:
        from qa.retrieval import HALVED

        raise InvalidInput(HALVED) from error


if __name__ == "__main__":
    sys.exit(main())
