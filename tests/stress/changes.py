"""Files that change while they are read, builds side by side, and questions while builds go on."""

from __future__ import annotations

import os
import random
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from qa.assistant import Assistant
from qa.errors import QAError, StoreBusy
from qa.inspection import inspect
from tests.stress import world
from tests.stress.frame import Tally, child, error_of, in_child, in_memory, main, value_of
from tests.stress.world import NotingEmbedder, World
from tests.support import meetings

_NUMBERS = range(6)
_MORE = [*range(1, 6), 10, 11]


def changing_files(count: int, chance: random.Random, tally: Tally, folder: Path) -> None:
    """Files that grow, go and come while they are read: what is indexed of one stood in it at some moment."""
    fault = "file growing, vanishing, set back in time while read"
    here = World(folder / "changing")
    for number in range(count):
        world.write_seeds(here.folder / "seeds", _NUMBERS)
        seed = chance.randrange(1 << 30)
        writing = child(partial(_unruly, here.folder / "seeds", random.Random(seed)))
        ended = in_child(lambda: error_of(lambda: _built(here)))
        torn = None if ended.trouble or ended.value else value_of(lambda: _torn(here))
        stopped = writing.ended(30)
        settled = in_child(lambda: (_built(here), _behind(here))[1])
        trouble = ended.trouble or stopped.trouble or settled.trouble or torn or settled.value
        if trouble:
            tally.fail(fault, f"{number}: {trouble}")
        else:
            tally.note(fault, "said so" if ended.value else "a state that was")


def _line(number: int) -> str:
    return f"ANNA KOVACS: This is sentence {number:04d} of them all, and it ends with {number:04d}.\n\n"


def _unruly(seeds: Path, chance: random.Random) -> None:
    """Grow a file line by line, let another come and go, and set the time of a third back."""
    path = seeds / "growing.txt"
    for number in range(60):
        with path.open("a") as file:
            file.write(_line(number))
        if number % 7 == 3:
            (seeds / "meeting-00001.txt").unlink(missing_ok=True)
        if number % 7 == 6:
            meetings.write(seeds, 1)
        if number % 5 == 0:
            other = meetings.write(seeds, 2 + 50 * chance.randrange(2))
            os.utime(other, (1_000_000_000, 1_000_000_000))
            other.replace(seeds / "meeting-00002.json")
        threading.Event().wait(chance.random() * 0.004)


def _torn(here: World) -> str | None:
    """What was indexed of the growing file and stood in it at no moment."""
    with _opened(here) as assistant, assistant.snapshot(search=False) as snapshot:
        if "growing.txt" not in {one.document for one in snapshot.corpus.documents()}:
            return None
        text = "".join(turn.text for turn in snapshot.corpus.turns("growing.txt"))
    whole = "".join(_line(number).removeprefix("ANNA KOVACS: ") for number in range(60))
    plain, held = "".join(whole.split()), "".join(text.replace("ANNA KOVACS:", "").split())
    return None if plain.startswith(held) else f"torn: {text[-200:]!r}"


def _behind(here: World) -> str | None:
    """What the index holds that is not in the folder now that nothing changes any more."""
    status = inspect(here.index)
    if status.pending or status.damaged:
        return f"after the last build, {status.pending or status.damaged} is pending"
    last = _line(59).removeprefix("ANNA KOVACS: ").strip()
    with _opened(here) as assistant, assistant.snapshot(search=False) as snapshot:
        text = "\n\n".join(turn.text for turn in snapshot.corpus.turns("growing.txt"))
    return None if last in text else "the last line of the growing file is not indexed"


def side_by_side(count: int, tally: Tally, folder: Path) -> None:
    """Builds at once: one builds, another says that it waits for nobody; what is published is whole."""
    here = World(folder / "side by side")
    for number in range(count):
        world.write_seeds(here.folder / "seeds", _NUMBERS if number % 2 else _MORE)
        builders = [child(lambda: error_of(lambda: _built(here))) for _ in range(3)]
        ended = [builder.ended() for builder in builders]
        said = [one.value for one in ended if one.value]
        busy = [one for one in said if one.startswith(StoreBusy.__name__)]
        wanted = len(_NUMBERS) if number % 2 else len(_MORE)
        held = value_of(lambda: (_built(here), len(world.look(here.index, [])["said"]["documents"]))[1])
        trouble = next((one.trouble for one in ended if one.trouble), None)
        if trouble or said != busy or len(busy) == len(builders) or held != wanted:
            tally.fail("builds at once", trouble or f"{said}, {held} documents of {wanted}")
        else:
            tally.note("builds at once", f"{len(busy)} of {len(builders)} said that another is at work")


def _edition(seeds: Path, number: int) -> None:
    """Every file of the folder, all with one word that tells the edition."""
    for name in ("one", "two", "three"):
        paragraphs = [
            f"{speaker}: The edition of the {name} plan is called lark{number:04d}, and the costs have risen."
            for speaker in ("ANNA KOVACS", "BEN OYELARAN", "CARLA MENDES")
        ]
        part = seeds / f".{name}"
        part.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
        part.replace(seeds / f"{name}.txt")


def asked_during_builds(count: int, tally: Tally, folder: Path) -> None:
    """Questions while builds go on: what an answer cites is of one generation."""
    here = World(folder / "asked")
    (here.folder / "seeds").mkdir(parents=True)
    _edition(here.folder / "seeds", 0)
    value_of(lambda: _built(here))
    asking = child(lambda: _ask_until(here, count))
    built = 0
    while not (here.folder / "enough").exists() and built < 5000:
        built += 1
        _edition(here.folder / "seeds", built)
        value_of(lambda: _built(here))
    ended = asking.ended(600)
    answers, generations, wrong = ended.value or (0, 0, ["none"])
    for line in wrong or ([ended.trouble] if ended.trouble else []):
        tally.fail("asked during builds", str(line))
    for _ in range(answers - len(wrong)):
        tally.note("asked during builds", "one generation")
    tally.note("generations seen while asked", f"{min(generations, built)} or more" if generations > 1 else "too few")


def _ask_until(here: World, count: int) -> tuple[int, int, list[str]]:
    """Ask from two threads, `count` answers in all; how many, of how many editions, and what was wrong."""
    wrong: list[str] = []
    editions: set[str] = set()
    done = [0, 0]

    def ask(me: int, assistant: Assistant) -> None:
        for number in range(count // 2):
            question = ("What did they say about the edition of the plan?", "How often did they say costs?")[number % 2]
            try:
                answer = assistant.ask(question)
            except QAError as error:
                wrong.append(f"{question}: {error}")
            else:
                told = {word for one in answer.citations for word in one.quote.split() if word.startswith("lark")}
                editions.update(told)
                if len(told) > 1 or not answer.citations:
                    wrong.append(f"{question}: cites {sorted(told)}")
            done[me] += 1

    with _opened(here) as assistant:
        threads = [threading.Thread(target=ask, args=(me, assistant)) for me in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    (here.folder / "enough").touch()
    return sum(done), len(editions), wrong


@contextmanager
def _opened(here: World) -> Iterator[Assistant]:
    assistant = Assistant.open(here.index, embedder=NotingEmbedder())
    try:
        yield assistant
    finally:
        assistant.close()


def _built(
    here: World,
) -> int:
    here.scale()
    return here.build().encoded


def run(count: int, seed: int) -> Tally:
    """Try each `count` times; ten times as many questions."""
    tally, chance = Tally("changes", seed), random.Random(seed)
    with in_memory() as folder:
        changing_files(count, chance, tally, folder)
        side_by_side(count, tally, folder)
        asked_during_builds(10 * count, tally, folder)
    return tally


if __name__ == "__main__":
    world.one_thread()
    world.warm()
    sys.exit(main(run, __doc__, count=50))
