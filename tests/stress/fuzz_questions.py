"""Questions that a fuzzer makes of real ones: what is asked is told from them, and answered in quotes that stand."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.stress import fuzzing
from tests.stress.frame import options

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.models import Answer

QUESTIONS = (
    "What did Anna Kovacs say about the harbour bridge?",
    "How do Ben Oyelaran and Carla Mendes differ on school meals?",
    "How often did they say “residents” in meeting 3?",
    "Did anyone say 'nobody on the committee objected' on 7 January 2021?",
    "Summarize the January 2021 meeting in more detail.",
    "How did her position on flood defences change?",
    "Who mentioned the contractor, and who spoke?",
    "and Blinken?",
    "no, I meant the second one",
    "tell me more about [2]",
    "why did he say that?",
    "what about in March?",
    "王小洪说了什么？",
    "What did the Prime Minister's brother say about it to them?",
)


def understood(data: bytes, history: list[Answer]) -> bool:
    """Have every parser read a question; each is taken. Raises what is not our error, or a property that fails."""
    from qa import sentences
    from qa.conversation import followup
    from qa.lexical.analysis import analyse
    from qa.models import Document, Speaker
    from qa.questions import kinds, meetings
    from qa.questions import parsing as questions
    from qa.resolution import named, names, references

    text = data.decode("utf-8", "replace")
    speakers = [
        Speaker("ANNA KOVACS", None, 3, 30, ("a.txt",)),
        Speaker("BEN OYELARAN", "Ben Oyelaran", 2, 9, ("a.txt",)),
    ]
    documents = [Document("a.txt", "City Committee, Meeting 3", "2021-01-07", "dialogue", 5, 39, 2, ("ANNA KOVACS",))]
    asked = questions.parse(text)
    questions.content_words(text)
    questions.topic_words(asked)
    meetings.asks_many(text)
    questions.names_in_list(text)
    kinds.recognise(text)
    kinds.summary_topic(text)
    kinds.compares_everybody(text)
    quote = kinds.quoted(text)
    assert quote is None or 0 <= quote[1] <= quote[2] <= len(text)
    assert set(references.documents_named(text, documents)) <= {"a.txt"}
    named.speakers_named(text, speakers)
    names.speakers_meant(text, speakers)
    analyse(text)
    end = 0
    for start, after in sentences.spans(text):
        assert end <= start < after <= len(text)
        end = after
    whole = followup.standalone(text, history, lambda name: bool(names.speakers_meant(name, speakers)))
    assert whole is None or whole.strip()
    return True


def answered(data: bytes, assistant: Assistant, history: list[Answer]) -> bool:
    """Ask a question; whether it is one. Raises what is not our error, or a quote that does not stand."""
    from qa.errors import QAError

    try:
        answer = assistant.ask(data.decode("utf-8", "replace"), history=history)
    except QAError:
        return False
    for citation in answer.citations:
        assert assistant.check(citation) is None
    return True


def _built(folder: Path) -> Assistant:
    from qa.assistant import Assistant
    from tests.stress.world import NotingEmbedder, World, write_seeds

    here = World(folder)
    write_seeds(folder / "seeds", range(6))
    here.build()
    return Assistant.open(here.index, embedder=NotingEmbedder())


def main() -> int:
    """Run it from the command line."""
    if fuzzing.is_child():
        target, *engine = sys.argv[1:]
        with fuzzing.instrumented():
            import qa.answering
            import qa.assistant
            import qa.conversation.followup  # noqa: F401
        with tempfile.TemporaryDirectory() as name:
            assistant = _built(Path(name))
            history = [assistant.ask(QUESTIONS[0])]
            targets: dict[str, Callable[[bytes], bool]] = {
                "parsers": lambda data: understood(data, history),
                "answers": lambda data: answered(data, assistant, []),
                "follow-ups": lambda data: answered(data, assistant, history),
            }
            fuzzing.fuzz(engine, targets[target])
    given = options(__doc__, count=20_000)
    corpora = dict.fromkeys(("parsers", "answers", "follow-ups"), [question.encode() for question in QUESTIONS])
    tally = fuzzing.run("fuzz_questions", "tests.stress.fuzz_questions", corpora, given)
    return tally.report(as_json=given.as_json)


if __name__ == "__main__":
    sys.exit(main())
