import json

from qa.models import Aside, Document, Turn
from qa.web.reader.script import COLOURS, Highlight, problem_json, script_json
from tests.support.growth import linear


def document(**changes):
    values = {"document": "a.txt", "title": "Talks", "date": "2024-07-24", "format": "dialogue", "turns": 2}
    return Document(**(values | {"words": 9, "passages": 1, "speakers": ("ANN", "BEN")} | changes))


TURNS = [
    Turn(0, "ANN", "We will 🎉 go.\n\nSoon.", start=61.0, notes=("Via interpreter",), interpreted=True),
    Turn(1, "BEN", "Yes."),
]


def test_a_transcript_as_data():
    asides = [Aside("front matter", "24 July", 0), Aside("credit", "Published by X", 7)]
    assert json.loads(script_json(document(), TURNS, asides, {"generation": 3})) == {
        "document": "a.txt",
        "title": "Talks",
        "date": "24 July 2024",
        "details": "24 July 2024 · 2 speakers · 2 turns · 9 words",
        "names": [["ANN", 0], ["BEN", 1]],
        "turns": [
            [0, "We will 🎉 go.\n\nSoon.", 61.0, "1:01", ["Via interpreter"], True],
            [1, "Yes.", None, "", [], False],
        ],
        "asides": [[0, "front matter", "24 July"], [2, "credit", "Published by X"]],
        "generation": 3,
    }


def test_a_label_that_stands_for_two_people_has_two_names_and_one_colour():
    turns = [
        Turn(0, "Q", "x", person="Ann Lee"),
        Turn(1, "Q", "y", person="Bo Kim"),
        Turn(2, "Q", "z", person="Ann Lee"),
    ]
    made = json.loads(script_json(document(speakers=("Q",)), turns))
    assert made["names"] == [["Q (Ann Lee)", 0], ["Q (Bo Kim)", 0]]
    assert [turn[0] for turn in made["turns"]] == [0, 1, 0]


def test_colours_come_round_again_and_nobody_has_none():
    speakers = tuple(f"S{n}" for n in range(20))
    made = json.loads(script_json(document(speakers=speakers), [Turn(0, "S9", "x"), Turn(1, None, "y")]))
    assert made["names"] == [["S9", 9 % COLOURS]]
    assert made["turns"][1][0] is None


def test_a_document_without_speakers_or_date_or_turns():
    made = json.loads(script_json(document(title=None, date=None, speakers=(), turns=0, words=1), []))
    assert made["title"] == "a.txt"
    assert made["date"] == ""
    assert made["details"] == "1 word"
    assert made["turns"] == []


def test_what_is_hostile_comes_through_as_it_is(hostile):
    turn = Turn(0, hostile, hostile, person="<b>", notes=(hostile,))
    made = json.loads(script_json(document(title=hostile, speakers=(hostile,)), [turn], [Aside(hostile, hostile, 0)]))
    assert made["turns"][0][1] == made["asides"][0][2] == made["title"] == hostile
    assert json.loads(problem_json(hostile)) == {"problem": hostile}


def test_a_region_within_its_turns():
    region = Highlight(3, 5, 5, 2)
    turns = [Turn(n, "ANN", "nine long") for n in range(2, 7)]
    assert [region.within(turn) for turn in turns] == [None, (5, 9), (0, 9), (0, 2), None]


def test_long_transcripts_take_linear_time():
    turns = [Turn(n, "ANN" if n % 2 else "BEN", "We will go to the harbour bridge tomorrow. " * 5) for n in range(5000)]
    assert linear(lambda length: script_json(document(turns=length), turns[:length]), len(turns))
