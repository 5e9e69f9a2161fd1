"""Recordings that linguists annotate: all of them were one text without speakers."""

import pytest

from qa.errors import UnreadableFile
from qa.models import Transcript
from qa.transcripts import read_bytes, read_text

TALK = [("Marta", "Where were you born?"), ("Old Jo", "On the boat."), ("Marta", 'And "then"?')]
TIMES = [(0.0, 1.5), (1.6, 3.0), (3.1, 4.0)]


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


def times(transcript: Transcript) -> list[tuple[float | None, float | None]]:
    return [(turn.start, turn.end) for turn in transcript.turns]


def textgrid(long: bool, names: tuple[str, str] = ("Marta", "Old Jo")) -> str:
    """Praat's file, whose short form has the values alone."""
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0", "xmax = 4", "tiers? <exists>"]
    lines += ["size = 2", "item []:"]
    for tier, (name, speaker) in enumerate(zip(names, ("Marta", "Old Jo"), strict=True), 1):
        spans = [(*span, text) for span, (who, text) in zip(TIMES, TALK, strict=True) if who == speaker]
        spans.insert(0, (0.0, spans[0][0], ""))
        lines += [f"item [{tier}]:", 'class = "IntervalTier"', f'name = "{name}"', "xmin = 0", "xmax = 4"]
        lines.append(f"intervals: size = {len(spans)}")
        for number, (start, end, text) in enumerate(spans, 1):
            quoted = text.replace('"', '""')
            lines += [f"intervals [{number}]:", f"xmin = {start}", f"xmax = {end}", f'text = "{quoted}"']
    if long:
        return "\n".join(lines) + "\n"
    short = (line.partition(" = ")[2] or line.partition("? ")[2] for line in lines[3:])
    return "\n".join([*lines[:3], *filter(None, short)]) + "\n"


@pytest.mark.parametrize("long", [True, False])
@pytest.mark.parametrize("names", [("Marta", "Old Jo"), ("Marta - words", "Old Jo - words"), ("tx@Marta", "tx@Old Jo")])
def test_textgrids_of_praat(long: bool, names: tuple[str, str]) -> None:
    transcript = read_text(textgrid(long, names), "talk.TextGrid")
    assert transcript.format == "tiers"
    assert said(transcript) == TALK
    assert times(transcript) == TIMES


def test_sounds_of_an_aligner_are_beside_the_words() -> None:
    transcript = read_text(textgrid(True, ("words", "phones")), "x.TextGrid")
    assert said(transcript) == [(None, 'Where were you born? And "then"?')]
    assert [aside.text for aside in transcript.asides] == ["phones: On the boat."]


def elan(*tiers: tuple[str, str, list[int]], more: str = "") -> str:
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{2 * number + end}" TIME_VALUE="{int(1000 * span[end])}"/>'
        for number, span in enumerate(TIMES)
        for end in (0, 1)
    )
    rows = "".join(
        f'<TIER TIER_ID="{name}" {attributes}>'
        + "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}" TIME_SLOT_REF1="ts{2 * number}" '
            f'TIME_SLOT_REF2="ts{2 * number + 1}"><ANNOTATION_VALUE>{TALK[number][1]}</ANNOTATION_VALUE>'
            "</ALIGNABLE_ANNOTATION></ANNOTATION>"
            for number in numbers
        )
        + "</TIER>"
        for name, attributes, numbers in tiers
    )
    head = '<?xml version="1.0"?><ANNOTATION_DOCUMENT FORMAT="3.0"><HEADER TIME_UNITS="milliseconds"/>'
    return f"{head}<TIME_ORDER>{slots}</TIME_ORDER>{rows}{more}</ANNOTATION_DOCUMENT>"


def test_tiers_of_elan_are_in_the_order_of_time() -> None:
    named = read_text(elan(("A", 'PARTICIPANT="Marta"', [0, 2]), ("B", 'PARTICIPANT="Old Jo"', [1])), "x.eaf")
    assert said(named) == TALK
    assert times(named) == TIMES
    assert said(read_text(elan(("Marta", "", [0, 2]), ("Old Jo", "", [1])), "x.eaf")) == TALK


def test_a_gloss_in_elan_is_no_turn() -> None:
    gloss = (
        '<TIER TIER_ID="ft@Marta" PARENT_REF="Marta"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="g" ANNOTATION_REF="a0">'
        "<ANNOTATION_VALUE>Wo?</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>"
    )
    transcript = read_text(elan(("Marta", "", [0, 2]), ("Old Jo", "", [1]), more=gloss), "x.eaf")
    assert said(transcript) == TALK
    assert [aside.text for aside in transcript.asides] == ["ft@Marta: Wo?"]


def test_words_of_elan_below_a_tier_that_only_counts() -> None:
    slots = '<TIME_ORDER><TIME_SLOT TIME_SLOT_ID="s" TIME_VALUE="500"/><TIME_SLOT TIME_SLOT_ID="e" TIME_VALUE="900"/>'
    text = (
        f"<ANNOTATION_DOCUMENT>{slots}</TIME_ORDER>"
        '<TIER TIER_ID="ref@Jo"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="r" TIME_SLOT_REF1="s" '
        'TIME_SLOT_REF2="e"><ANNOTATION_VALUE>001</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>'
        '<TIER TIER_ID="tx@Jo" PARENT_REF="ref@Jo"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="t" ANNOTATION_REF="r">'
        "<ANNOTATION_VALUE>On the boat.</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>"
        "</ANNOTATION_DOCUMENT>"
    )
    transcript = read_text(text, "x.eaf")
    assert said(transcript) == [("Jo", "On the boat.")]
    assert times(transcript) == [(0.5, 0.9)]


def test_events_of_exmaralda() -> None:
    points = "".join(f'<tli id="T{n}" time="{time}"/>' for n, time in enumerate(sum(map(list, TIMES), [])))
    events = [f'<event start="T{2 * n}" end="T{2 * n + 1}">{text} </event>' for n, (_, text) in enumerate(TALK)]
    text = (
        "<basic-transcription><head><meta-information><transcription-name>The boat</transcription-name>"
        '</meta-information><speakertable><speaker id="S0"><abbreviation>Marta</abbreviation></speaker>'
        '<speaker id="S1"><abbreviation>Old Jo</abbreviation></speaker></speakertable></head><basic-body>'
        f'<common-timeline>{points}</common-timeline><tier id="A" speaker="S0" type="t">{events[0]}{events[2]}</tier>'
        f'<tier id="B" speaker="S1" type="t">{events[1]}</tier>'
        '<tier id="C" speaker="S1" type="a" display-name="OLD JO [en]"><event start="T2" end="T3">nods</event></tier>'
        "</basic-body></basic-transcription>"
    )
    transcript = read_text(text, "x.exb")
    assert said(transcript) == TALK
    assert times(transcript) == TIMES
    assert transcript.title == "The boat"
    assert [aside.text for aside in transcript.asides] == ["OLD JO [en]: nods"]


def test_turns_of_transcriber_and_who_speaks_at_once() -> None:
    text = (
        '<?xml version="1.0"?><!DOCTYPE Trans SYSTEM "trans-14.dtd"><Trans recorded_date="2021-03-04"><Speakers>'
        '<Speaker id="s1" name="Marta"/><Speaker id="s2" name="Old Jo"/></Speakers><Episode><Section>'
        '<Turn speaker="s1" startTime="0" endTime="1.5"><Sync time="0"/>\nWhere were you born?\n</Turn>'
        '<Turn speaker="s2 s1" startTime="1.6" endTime="3"><Sync time="1.6"/><Who nb="1"/>\nOn the boat.\n'
        '<Who nb="2"/>\nAh.\n</Turn></Section></Episode></Trans>'
    )
    transcript = read_text(text, "x.trs")
    assert said(transcript) == [("Marta", "Where were you born?"), ("Old Jo", "On the boat."), ("Marta", "Ah.")]
    assert transcript.turns[0].end == 1.5
    assert transcript.date == "2021-03-04"


CHAT = """@UTF8
@Begin
@Languages:\teng
@Participants:\tCHI Ross Target_Child, MOT Mother
@Date:\t12-MAY-2021
*MOT:\twhat are you
\tdoing ? \x15100_1500\x15
%mor:\tpro:int|what aux|be
*CHI:\ta boat . \x151600_3000\x15
*CHI:\ta big one .
*MOT:\ta boat !
@End
"""


def test_a_chat_file_of_childes() -> None:
    transcript = read_text(CHAT, "x.cha")
    assert said(transcript) == [("MOT", "what are you doing ?"), ("CHI", "a boat . a big one ."), ("MOT", "a boat !")]
    assert times(transcript) == [(0.1, 1.5), (1.6, 3.0), (None, None)]
    assert [turn.person for turn in transcript.turns] == [None, "Ross", None]
    assert transcript.date == "2021-05-12"
    assert [aside.text for aside in transcript.asides] == ["mor: pro:int|what aux|be"]


def test_annotations_without_a_word_are_an_error() -> None:
    with pytest.raises(UnreadableFile, match="no words"):
        read_text('File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n1\n<exists>\n0\n', "x.TextGrid")


def test_prose_about_a_textgrid_is_prose() -> None:
    assert read_text("The file type is TextGrid, and Praat writes it.\n", "x").format == "text"
    assert read_text("@Begin of the list\n\n@Participants: all of us are welcome.\n", "x").format == "text"


@pytest.mark.parametrize("names", [("Olav", "Liv"), ("PS", "MT"), ("Bev - words", "Context - words")])
def test_names_that_end_or_read_like_a_kind_of_tier_were_cut(names: tuple[str, str]) -> None:
    transcript = read_text(textgrid(True, names), "x.TextGrid")
    assert transcript.speakers == tuple(name.removesuffix(" - words") for name in names)


def test_points_in_time_hold_no_words() -> None:
    points = 'item [3]:\nclass = "TextTier"\nname = "Tones"\nxmin = 0\nxmax = 4\npoints: size = 2\n'
    points += 'points [1]:\nnumber = 0.5\nmark = "H*"\npoints [2]:\nnumber = 1.5\nmark = "L%"\n'
    assert said(read_text(textgrid(True) + points, "x.TextGrid")) == TALK


def test_sentences_and_their_words_were_said_twice() -> None:
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "0", "4", "<exists>", "2"]
    lines += ['"IntervalTier"', '"sentences"', "0", "4", "1", "0", "4", '"On the boat."']
    lines += ['"IntervalTier"', '"words"', "0", "4", "3"]
    for number, word in enumerate(("on", "the", "boat")):
        lines += [str(number), str(number + 1), f'"{word}"']
    transcript = read_text("\n".join(lines) + "\n", "x.TextGrid")
    assert said(transcript) == [(None, "On the boat.")]
    assert [aside.text for aside in transcript.asides] == ["words: on | the | boat"]


def test_a_sentence_that_two_say_is_said_by_both() -> None:
    text = CHAT.replace("a boat . \x151600_3000\x15", "what are you doing ?").replace("\n\tdoing", " doing")
    assert said(read_text(text, "x.cha"))[:2] == [
        ("MOT", "what are you doing ?"),
        ("CHI", "what are you doing ? a big one ."),
    ]


def eaf_annotation(kind: str, identity: str, where: str, text: str) -> str:
    value = f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE>"
    return f'<ANNOTATION><{kind} ANNOTATION_ID="{identity}" {where}>{value}</{kind}></ANNOTATION>'


def test_annotations_of_elan_without_a_time_of_their_own_came_first() -> None:
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="s{number}"{time}/>'
        for number, time in enumerate((' TIME_VALUE="500"', "", ' TIME_VALUE="2000"', ' TIME_VALUE="3000"'))
    )
    spans = [("a", "s0", "s1"), ("b", "s1", "s2"), ("c", "s2", "s3")]
    aligned = [
        eaf_annotation("ALIGNABLE_ANNOTATION", name, f'TIME_SLOT_REF1="{one}" TIME_SLOT_REF2="{two}"', "1")
        for name, one, two in spans
    ]
    words = [
        eaf_annotation("REF_ANNOTATION", f"t{name}", f'ANNOTATION_REF="{name}"', text)
        for (name, *_), (_, text) in zip(spans, TALK, strict=True)
    ]
    text = (  # the tiers of words stand before those that they depend on
        f"<ANNOTATION_DOCUMENT><TIME_ORDER>{slots}</TIME_ORDER>"
        f'<TIER TIER_ID="tx@Marta" PARENT_REF="ref@Marta">{words[0]}{words[2]}</TIER>'
        f'<TIER TIER_ID="tx@Old Jo" PARENT_REF="ref@Old Jo">{words[1]}</TIER>'
        f'<TIER TIER_ID="ref@Marta">{aligned[0]}{aligned[2]}</TIER><TIER TIER_ID="ref@Old Jo">{aligned[1]}</TIER>'
        "</ANNOTATION_DOCUMENT>"
    )
    transcript = read_text(text, "x.eaf")
    assert said(transcript) == TALK
    assert times(transcript) == [(0.5, None), (None, 2.0), (2.0, 3.0)]


def test_annotations_of_elan_that_refer_to_one_another_in_a_circle_are_read() -> None:
    round_trip = [
        eaf_annotation("REF_ANNOTATION", one, f'ANNOTATION_REF="{two}"', "Boat.") for one, two in ("ab", "ba")
    ]
    text = f'<ANNOTATION_DOCUMENT><TIER TIER_ID="Jo">{"".join(round_trip)}</TIER></ANNOTATION_DOCUMENT>'
    assert said(read_text(text, "x.eaf")) == [("Jo", "Boat. Boat.")]


@pytest.mark.parametrize("first", ["", ' time="0.0"'])
def test_points_of_exmaralda_without_a_time_came_first(first: str) -> None:
    points = f'<tli id="T0"{first}/><tli id="T1"/><tli id="T2"/><tli id="T3" time="4.0"/>'
    events = [f'<event start="T{n}" end="T{n + 1}">{text}</event>' for n, (_, text) in enumerate(TALK)]
    text = (
        f"<basic-transcription><basic-body><common-timeline>{points}</common-timeline>"
        f'<tier id="A" speaker="Marta" type="t">{events[0]}{events[2]}</tier>'
        f'<tier id="B" speaker="Old Jo" type="t">{events[1]}</tier></basic-body></basic-transcription>'
    )
    assert said(read_text(text, "x.exb")) == TALK


def test_the_outermost_element_says_what_a_file_is() -> None:
    text = '<Trans\nscribe="x"><!-- <annotation_document --><Turn speaker="Jo">On the boat.</Turn></Trans>'
    assert said(read_text(text, "x.trs")) == [("Jo", "On the boat.")]
    page = "<html><head><!-- <trans --></head><body><p>On the <trans a='b'>boat</trans>.</p></body></html>"
    assert said(read_text(page, "x.html")) == [(None, "On the boat.")]


def test_entities_of_the_file_are_not_expanded() -> None:
    text = '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    text += elan(("Jo", "", [1])).replace("On the boat.", "On &b; &c; boat.").partition("?>")[2]
    assert said(read_text(text, "x.eaf")) == [("Jo", "On &b; &c; boat.")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_textgrids_in_utf_16(encoding: str) -> None:
    assert said(read_bytes(textgrid(True).encode(encoding), "x.TextGrid")) == TALK
