"""Names in captions that were once taken for what is said, or for no names."""

import pytest

from qa.transcripts import read_text

_NAMES = ["Ruth Adams", "Ken Mori"] * 2
_SAID = ["Good morning.\nLet's get started.", "Can you hear me?", "Yes. The roof comes first.", "Nothing before May."]


def captions(cues: list[str]) -> str:
    return "WEBVTT\n\n" + "".join(
        f"00:00:{3 * index:02}.000 --> 00:00:{3 * index + 2:02}.500\n{cue}\n\n" for index, cue in enumerate(cues)
    )


@pytest.mark.parametrize("form", ["{}\n", "- {}: ", "[{}] ", "[{}]\n", "({}) ", "[{}]: "])
def test_names_in_these_forms_were_said(form: str) -> None:
    cues = [form.format(name) + said for name, said in zip(_NAMES, _SAID, strict=True)]
    turns = read_text(captions(cues), "x.vtt").turns
    assert [(turn.speaker, turn.text) for turn in turns] == [
        (name, " ".join(said.split())) for name, said in zip(_NAMES, _SAID, strict=True)
    ]


def test_names_in_cues_of_their_own_were_said() -> None:
    cues = [part for name, said in zip(_NAMES, _SAID, strict=True) for part in (name, said)]
    turns = read_text(captions(cues), "x.vtt").turns
    assert [turn.speaker for turn in turns] == _NAMES
    assert [turn.start for turn in turns] == [0.0, 6.0, 12.0, 18.0]


@pytest.mark.parametrize(
    "cues",
    [
        ["New York\nIt rains.", "New York\nIt pours.", "I go home.", "New York\nIt snows."],
        ["[Ruth Laughs] Hi.", "I know.", "So do I.", "[Ruth Laughs] Bye.", "Yes.", "[Door Slams] Oh."],
    ],
    ids="refrain manners".split(),
)
def test_what_stands_so_in_few_cues_is_no_name(cues: list[str]) -> None:
    assert read_text(captions(cues), "x.vtt").speakers == ()


def test_a_cue_of_brackets_and_spaces_is_read_at_all() -> None:
    cues = [f"(x){' ' * 200_000}[", "[Ruth Adams] Hi."]
    assert len(read_text(captions(cues), "x.vtt").turns) == 1
