"""Made-up meetings, the same every time: number 7 is number 7 whatever else is generated."""

from __future__ import annotations

import datetime
import json
import random
from pathlib import Path

PEOPLE = ("ANNA KOVACS", "BEN OYELARAN", "CARLA MENDES", "DMITRI VOLKOV", "ELENA ROSSI", "FARID HADDAD", "GRACE LIM")
TOPICS = ("the harbour bridge", "school meals", "the tram extension", "flood defences", "library hours", "street trees")
OPENINGS = ("I have looked into {0} again", "We were asked about {0}", "The report on {0} came in last week")
BODIES = (
    "the costs have risen by {0} percent since spring",
    "we expect a decision within {0} weeks",
    "{0} residents wrote to us, most of them in favour",
    "the contractor offered {0} days of extra work without charge",
    "nobody on the committee objected, though {0} questions remain open",
)
REPLIES = ("Yes.", "Thank you.", "I agree with that.", "Could you repeat the figure?")


def code_name(number: int) -> str:
    """The one word that stands in meeting `number` and in no other."""
    return f"heron{number:05d}"


def turns(number: int) -> list[tuple[str, str]]:
    """Speaker and text of each turn; the code name is said once, in the turn before the last."""
    chance = random.Random(number)
    people = chance.sample(PEOPLE, 3)
    said: list[tuple[str, str]] = []
    for index in range(chance.randint(8, 16)):
        speaker = people[index % len(people)]
        if chance.random() < 0.25:
            said.append((speaker, chance.choice(REPLIES)))
            continue
        topic = chance.choice(TOPICS)
        sentences = [chance.choice(OPENINGS).format(topic) + "."]
        for _ in range(chance.randint(1, 5)):
            sentences.append(chance.choice(BODIES).format(chance.randint(2, 90)).capitalize() + ".")
        said.append((speaker, " ".join(sentences)))
    said.append((people[0], f"The project is to be called {code_name(number)} from now on."))
    said.append((people[1], "Thank you."))
    return said


def write(folder: Path, number: int) -> Path:
    """Write meeting `number`: the even ones in the project's JSON with times, the odd ones as `NAME: text`."""
    folder.mkdir(parents=True, exist_ok=True)
    date = datetime.date(2021, 1, 4) + datetime.timedelta(days=number)
    title = f"City Committee, Meeting {number}"
    if number % 2 == 0:
        records = [
            {"speaker": speaker, "text": text, "start": 20.0 * index, "end": 20.0 * index + 18.5}
            for index, (speaker, text) in enumerate(turns(number))
        ]
        path = folder / f"meeting-{number:05d}.json"
        path.write_text(json.dumps({"title": title, "date": date.isoformat(), "turns": records}), encoding="utf-8")
    else:
        paragraphs = [f"{speaker}: {text}" for speaker, text in turns(number)]
        path = folder / f"meeting-{number:05d}.txt"
        header = f"{title}\n{date:%B} {date.day}, {date.year}"
        path.write_text("\n\n".join([header, *paragraphs]) + "\n", encoding="utf-8")
    return path


def write_many(folder: Path, n: int, first: int = 0) -> list[Path]:
    """Write the meetings `first` to `first + n - 1`."""
    return [write(folder, number) for number in range(first, first + n)]
