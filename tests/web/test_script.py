import time

from qa.models import Aside, Document, Turn
from qa.web.script import COLOURS, Highlight, script_html, turn_html
from tests.web.test_markup import Seen


def document(**changes):
    values = {"document": "a.txt", "title": "Talks", "date": "2024-07-24", "format": "dialogue", "turns": 2}
    return Document(**(values | {"words": 9, "passages": 1, "speakers": ("ANN", "BEN")} | changes))


TURNS = [
    Turn(0, "ANN", "We will 🎉 go.\n\nSoon.", start=61.0, notes=("Via interpreter",), interpreted=True),
    Turn(1, "BEN", "Yes."),
]


def test_the_very_words_are_marked():
    text = TURNS[0].text
    start = text.index("🎉")
    made = script_html(document(), TURNS, highlight=Highlight(0, start, 0, start + 4))
    assert made.count("<mark>") == 1
    assert "<mark>🎉 go</mark>" in made
    assert made.count("qa-target") == 1


def test_a_region_over_several_turns_is_marked_in_each():
    made = script_html(document(), TURNS, highlight=Highlight(0, 8, 1, 4, exact=False))
    assert made.count('<mark class="qa-near">') == 2


def test_names_times_notes_and_what_nobody_said():
    asides = [Aside("front matter", "24 July", 0), Aside("credit", "Published by X", 2)]
    made = script_html(document(), TURNS, asides)
    text = Seen(made).text
    assert text.index("24 July") < text.index("ANN") < text.index("BEN") < text.index("Published by X")
    assert "1:01" in text
    assert '<em class="qa-note">&#91;Via interpreter&#93;</em>' in made
    assert "2 speakers · 2 turns" in text


def test_a_speaker_keeps_the_colour():
    made = script_html(document(speakers=tuple(f"S{n}" for n in range(20))), [Turn(0, "S9", "x"), Turn(1, None, "y")])
    assert f'"qa-turn qa-s{9 % COLOURS}"' in made
    assert "qa-unnamed" in made


def test_hostile_transcript_is_text(hostile):
    turn = Turn(0, hostile, hostile, person="<b>", notes=(hostile,))
    made = script_html(
        document(title=hostile, document=hostile, speakers=(hostile,)), [turn], [Aside(hostile, hostile, 0)],
        Highlight(0, 5, 0, 50), hostile,
    )  # fmt: skip
    seen = Seen(made)
    assert set(seen.tags) <= {"article", "header", "h2", "p", "br", "span", "section", "div", "em", "mark"}
    assert set(seen.attributes) <= {"class", "role", "data-turn", "tabindex", "title", "aria-label"}
    assert "{{" not in made
    assert "${" not in made


def test_a_warning_stands_above():
    assert script_html(document(), TURNS, warning="It has changed.").index("changed") < script_html(
        document(), TURNS
    ).index("ANN")


def test_five_thousand_turns_take_little_time():
    turns = [Turn(n, "ANN" if n % 2 else "BEN", "We will go to the harbour bridge tomorrow. " * 5) for n in range(5000)]
    begun = time.perf_counter()
    script_html(document(turns=5000), turns, highlight=Highlight(4000, 0, 4000, 7))
    assert time.perf_counter() - begun < 5


def test_a_turn_alone():
    assert 'data-turn="1"' in turn_html(TURNS[1], 0)
