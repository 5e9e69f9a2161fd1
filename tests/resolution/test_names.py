"""qa.resolution.names: who is meant, and who never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import InvalidInput, UnknownDocument, UnknownSpeaker
from qa.models import Document, Speaker, Who
from qa.resolution.named import speakers_named
from qa.resolution.names import fold, means, resolve_speakers, speakers_meant, tokens
from qa.resolution.references import resolve_documents


def speaker(label, person=None, documents=("a.txt",)):
    return Speaker(label, person, 1, 10, documents)


WANG = speaker("MPS MINISTER WANG", "Wang Xiaohong")
BLINKEN = speaker("SECRETARY BLINKEN", "Antony J. Blinken")
SHIPPED = [WANG, BLINKEN]
CHAMBER = [
    speaker("Right Hon. Justin Trudeau (Prime Minister)"),
    speaker("Right Hon. Justin Trudeau"),
    speaker("Hon. Chrystia Freeland (Deputy Prime Minister and Minister of Intergovernmental Affairs)"),
    speaker("Hon. Bill Blair (Minister of Public Safety and Emergency Preparedness)"),
    speaker("Hon. Patty Hajdu (Minister of Health)"),
    speaker("Ms. Laurel Collins (Victoria, NDP)"),
    speaker("Mr. Randy Hoback (Prince Albert, CPC)"),
    speaker("Mrs. Marilène Gill"),
    speaker("Mr. Chris d'Entremont"),
    speaker("The Acting Chair (Mr. Bruce Stanton (Simcoe North, CPC))", "Bruce Stanton"),
    speaker("The Chair"),
]
LETTERS = [speaker("Grad A"), speaker("PhD A"), speaker("PhD C"), speaker("Professor B"), speaker("Postdoc B")]


def meant(name, speakers):
    return [one.label for one in speakers_meant(name, speakers)]


@pytest.mark.parametrize(
    "name",
    [
        *("Wang", "Minister Wang", "wang xiaohong", "Wang Xiaohong", "Xiaohong Wang", "MPS MINISTER WANG", "Mr. Wang"),
        *("the Minister", "Wang's", "Wang’s", "WANG", " wang ", "Mps minister wang", "X. Wang", "Minister X. Wang"),
    ],
)
def test_names_of_the_minister(name):
    assert meant(name, SHIPPED) == ["MPS MINISTER WANG"]


@pytest.mark.parametrize(
    "name",
    [
        *("Blinken", "Antony Blinken", "A. Blinken", "A Blinken", "Antony J. Blinken", "Antony John Blinken"),
        *("Secretary Antony Blinken", "Mr Blinken", "Blinken’s", "J. Blinken", "the Secretary", "SECRETARY BLINKEN'S"),
    ],
)
def test_names_of_the_secretary(name):
    assert meant(name, SHIPPED) == ["SECRETARY BLINKEN"]


@pytest.mark.parametrize(
    "name",
    [
        *("Wang Yi", "Foreign Minister Wang", "Foreign Minister Wang Yi", "Secretary Mayorkas", "Mayorkas", "Xi"),
        *("President Xi", "A. Wang", "A Wang", "M. Wang", "Y. Wang", "Wang Y.", "S. Blinken", "Tony Blinken", "W", "X"),
        *("Antony", "Wang Blinken", "Evan Ryan Blinken", "B. Antony", "Wan", "Wangs", "", " ", "?", "’s", "Wang X Y"),
    ],
)
def test_names_of_nobody_here(name):
    expected = ["SECRETARY BLINKEN"] if name == "Antony" else []
    assert meant(name, SHIPPED) == expected


def test_office_names_its_holder_alone():
    # "Prime Minister" stands in the label of the Deputy Prime Minister too.
    trudeau = ["Right Hon. Justin Trudeau (Prime Minister)", "Right Hon. Justin Trudeau"]
    assert meant("the Prime Minister", CHAMBER) == trudeau
    assert meant("prime minister", CHAMBER) == trudeau
    assert meant("Justin Trudeau", CHAMBER) == trudeau
    assert meant("Minister of Health", CHAMBER) == meant("Health Minister", CHAMBER) == meant("Hajdu", CHAMBER)
    assert meant("Minister of Health", CHAMBER) == ["Hon. Patty Hajdu (Minister of Health)"]
    assert meant("Minister of Public Safety", CHAMBER) == meant("Blair", CHAMBER)


def test_office_is_not_carried_to_another_document():
    elsewhere = [CHAMBER[0], speaker("Right Hon. Justin Trudeau", documents=("b.txt",))]
    assert meant("Prime Minister", elsewhere) == ["Right Hon. Justin Trudeau (Prime Minister)"]


@pytest.mark.parametrize("place", ["Victoria", "Prince Albert", "North", "CPC", "NDP", "Minister of", "Safety"])
def test_constituency_in_brackets_is_no_name(place):
    assert meant(place, CHAMBER) == []


def test_person_in_brackets_is_a_name():
    assert meant("Bruce Stanton", CHAMBER) == ["The Acting Chair (Mr. Bruce Stanton (Simcoe North, CPC))"]
    assert meant("Jane Doe", [speaker("HOST (Jane Doe)")]) == ["HOST (Jane Doe)"]


def test_exact_label_wins():
    assert meant("The Chair", CHAMBER) == ["The Chair"]
    assert meant("right hon. justin trudeau", CHAMBER) == ["Right Hon. Justin Trudeau"]
    smiths = [speaker("SMITH"), speaker("JANE SMITH"), speaker("Mr. Smith")]
    assert meant("smith", smiths) == ["SMITH"]
    assert meant("mr smith", smiths) == ["Mr. Smith"]
    assert meant("Jane Smith", smiths) == ["JANE SMITH"]


def test_one_surname_of_two_people_means_both():
    smiths = [speaker("JOHN SMITH"), speaker("MRS. JANE SMITH")]
    assert meant("Smith", smiths) == ["JOHN SMITH", "MRS. JANE SMITH"]
    assert meant("Mrs. Smith", smiths) == ["MRS. JANE SMITH"]
    assert meant("Mr. Smith", smiths) == ["JOHN SMITH"]
    assert meant("J. Smith", smiths) == ["JOHN SMITH", "MRS. JANE SMITH"]


def test_mrs_is_not_mr():
    assert meant("Mrs. Smith", [speaker("MR. SMITH")]) == []
    assert meant("Mr. Smith", [speaker("Ms. Smith")]) == []
    assert meant("Dr. Smith", [speaker("MR. SMITH")]) == ["MR. SMITH"]


def test_accents_case_and_apostrophes_do_not_count():
    assert meant("marilene gill", CHAMBER) == ["Mrs. Marilène Gill"]
    assert meant("MARILE\u0300NE GILL’S", CHAMBER) == ["Mrs. Marilène Gill"]
    assert meant("Chris D’Entremont", CHAMBER) == ["Mr. Chris d'Entremont"]
    assert meant("Saunders", [speaker("Janet Finch-Saunders AM")]) == ["Janet Finch-Saunders AM"]


def test_a_letter_for_a_name_is_no_initial():
    assert meant("C", LETTERS) == ["PhD C"]
    assert meant("PhD C", LETTERS) == ["PhD C"]
    assert meant("B", LETTERS) == ["Professor B", "Postdoc B"]
    assert meant("A", LETTERS) == ["Grad A", "PhD A"]
    for nobody in ("Professor C", "Grad C", "PhD Chen", "PhD Adams", "Grad Adams", "Chen", "Adams", "P. C", "G A"):
        assert meant(nobody, LETTERS) == [], nobody


def test_initial_in_the_label():
    label = [speaker("A. BLINKEN")]
    assert meant("Antony Blinken", label) == meant("Blinken", label) == ["A. BLINKEN"]
    assert meant("Evan Blinken", label) == []
    assert meant("A. Ryan", label) == []


def test_chinese_names():
    assert meant("王毅", [speaker("王毅"), speaker("王小洪")]) == ["王毅"]
    assert meant("王", [speaker("王毅")]) == []


def test_words_of_a_name():
    assert tokens("Mr. José Díaz") == ("jose", "diaz")
    assert tokens("The Right Hon. Ann O’Neil’s") == ("ann", "o'neil")
    assert tokens("The Sir") == ("the", "sir")
    assert tokens("Professor C") == ("professor", "c")
    assert fold("James'") == "james"
    assert fold("ﬁnance’s") == "finance"


def test_unknown_speaker_lists_the_nearest():
    with pytest.raises(UnknownSpeaker) as caught:
        resolve_speakers(["Blinkin"], SHIPPED)
    assert str(caught.value).startswith("no speaker 'Blinkin' in the index; nearest: ")
    assert "Blinken" in str(caught.value).title()
    with pytest.raises(UnknownSpeaker, match="nearest: .*Wang"):
        resolve_speakers(["Wang Yi"], SHIPPED)
    with pytest.raises(UnknownSpeaker, match="; there are: MPS MINISTER WANG, "):
        resolve_speakers(["Qqqq"], SHIPPED)
    with pytest.raises(UnknownSpeaker, match="it names no speakers$"):
        resolve_speakers(["Wang"], [])
    many = [speaker(f"PERSON {n}X") for n in range(9)]
    with pytest.raises(InvalidInput, match=r"PERSON 0X, .*PERSON 4X …$"):
        resolve_speakers(["Qqqq"], many)


def test_speakers_keep_the_order_of_the_names_each_once():
    assert resolve_speakers(["Blinken", "Wang", "Secretary Blinken"], SHIPPED) == (
        Who("SECRETARY BLINKEN", "Antony J. Blinken"),
        Who("MPS MINISTER WANG", "Wang Xiaohong"),
    )
    assert resolve_speakers([], SHIPPED) == ()
    with pytest.raises(UnknownSpeaker, match="Mayorkas"):
        resolve_speakers(["Wang", "Mayorkas"], SHIPPED)


def test_a_bare_surname_is_whoever_bears_it_in_other_transcripts_too():
    bare = Speaker("STROUD", None, 1, 1, ("c.txt",))
    full = Speaker("Martin Stroud", None, 1, 1, ("a.txt",))
    beside = Speaker("Carla Stroud", None, 1, 1, ("c.txt",))
    assert speakers_meant("Stroud", [bare, full, beside]) == [bare, full]


WORDS = st.sampled_from("Ann Lee Wang Yi Xiaohong Antony J A Blinken Minister Mr. Mrs. Chair C Grad PhD".split())
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(st.lists(st.tuples(NAMES, st.none() | NAMES), min_size=1, max_size=5), st.data())
def test_everybody_is_found_by_label_and_never_by_a_word_more(people, data):
    speakers = [speaker(label, person) for label, person in dict(people).items()]
    one = data.draw(st.sampled_from(speakers))
    assert one in speakers_meant(one.label, speakers)
    assert speakers_meant(one.label.swapcase(), speakers) == speakers_meant(one.label, speakers)
    assert not means(f"Zbigniew {one.label}", one)
    assert speakers_meant(f"{one.label} Zbigniew", speakers) == []


@given(st.text(max_size=40), st.text(max_size=40), st.none() | st.text(max_size=40))
def test_any_text_is_a_name_or_none(name, label, person):
    found = speakers_meant(name, [speaker(label, person)])
    assert isinstance(means(name, speaker(label, person)), bool)
    if not found:
        with pytest.raises(UnknownSpeaker):
            resolve_speakers([name], [speaker(label, person)])


def document(path, title=None):
    return Document(path, title, None, "text", 1, 1, 1, ())


LIBRARY = [
    document("2024/blinken.txt", "Remarks to the  Press"),
    document("2024/notes.v2.md"),
    document("2023/blinken.txt"),
    document("v1.2/README of old", "Blinken"),
    document("Caf\u00e9.txt"),
]


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("2024/blinken.txt", ["2024/blinken.txt"]),
        ("2024/BLINKEN", ["2024/blinken.txt"]),
        ("blinken.txt", ["2024/blinken.txt", "2023/blinken.txt"]),
        ("remarks to the press", ["2024/blinken.txt"]),
        (" notes.v2 ", ["2024/notes.v2.md"]),
        ("blinken", ["2024/blinken.txt", "2023/blinken.txt", "v1.2/README of old"]),
        ("cafe\u0301", ["Caf\u00e9.txt"]),
    ],
)
def test_documents_by_path_file_stem_and_title(name, paths):
    assert list(resolve_documents([name], LIBRARY)) == paths


def test_documents_each_once():
    assert resolve_documents(["2023/blinken", "blinken.txt"], LIBRARY) == ("2023/blinken.txt", "2024/blinken.txt")


@pytest.mark.parametrize("name", ["v1", "2024", "notes", "blink", "", "txt", ".txt"])
def test_part_of_a_path_is_no_document(name):
    with pytest.raises(UnknownDocument, match="no document"):
        resolve_documents([name], LIBRARY)


def test_unknown_document_lists_the_nearest():
    with pytest.raises(UnknownDocument, match="nearest: .*blinken.txt"):
        resolve_documents(["blinkn.txt"], LIBRARY)


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("Councillor Ibbotson", "Cllr Ibbotson"),
        ("Cllr. Ibbotson", "COUNCILLOR IBBOTSON"),
        ("Senator Lee", "Sen. Lee"),
        ("Doctor Abara", "Dr Abara"),
    ],
)
def test_a_form_of_address_in_short(asked, label):
    assert meant(asked, [speaker(label)]) == [label]


def test_gen_may_be_a_name():
    assert meant("Gen", [speaker("GEN"), speaker("GENERAL LEE")]) == ["GEN"]


def test_small_letters_name_somebody_only_where_names_are_written_so():
    people = [speaker("Marcus Bell"), speaker("Ines Cho"), speaker("Gareth Tully"), speaker("Ruth Tully")]
    assert [name for name, _ in speakers_named("What does Ines Cho say about moving the bell?", people)] == ["Ines Cho"]
    assert [name for name, _ in speakers_named("what does bell say about it", people)] == ["bell"]
    ((name, found),) = speakers_named("where did gareth tully stand on it", people)
    assert name == "gareth tully" and [one.label for one in found] == ["Gareth Tully"]


def test_a_numbered_speaker_is_asked_for_as_people_count():
    there = [speaker("SPEAKER_00"), speaker("SPEAKER_02"), speaker("SPEAKER_12")]
    for name in ("SPEAKER_02", "speaker 2", "Speaker 2", "speaker_2"):
        assert [one.label for one in speakers_meant(name, there)] == ["SPEAKER_02"], name
    assert [one.label for one in speakers_meant("speaker 0", there)] == ["SPEAKER_00"]
    assert not speakers_meant("speaker 3", there)


def test_three_small_letters_are_a_name_where_somebody_acts():
    there = [speaker("Cllr Hallam", "Cllr Ted Hallam"), speaker("Rob", "Rob Yates")]
    assert [name for name, _ in speakers_named("did ted change his mind about the signs", there)] == ["ted"]
    assert [name for name, _ in speakers_named("why would anyone rob a bank", there)] == []


@pytest.mark.parametrize(("surname", "all_of_them"), [("Rose", "Roses"), ("Jones", "Joneses"), ("Brandt", "Brandts")])
def test_all_of_a_surname_that_ends_in_a_sibilant_were_nobody(surname, all_of_them):
    both = [speaker(f"Ann {surname}"), speaker(f"Bob {surname}")]
    named = speakers_named(f"How do the {all_of_them} differ on the pool?", [*both, speaker("Eve Tully")])
    assert named == [(all_of_them, both)]


def test_letters_after_a_name_make_nobody_else_of_it():
    brennan, other = Speaker("Rob Brennan", None, 1, 1, ("a.txt",)), Speaker("Cole", None, 1, 1, ("a.txt",))
    assert [name for name, _ in speakers_named("What do Cole and Brennan MP say?", [brennan, other])] == [
        "Cole",
        "Brennan MP",
    ]
    assert speakers_meant("Brennan MP", [brennan, other]) == [brennan]
    assert speakers_meant("Brennan", [Speaker("Rob Brennan MP", None, 1, 1, ("a.txt",))])
    assert tokens("MP") == ("mp",)


def test_a_label_without_the_brackets_was_somebody_else_than_the_one_with_them():
    first, later = speaker("DR. COLE (Fergus Cole)", "Fergus Cole"), speaker("DR. COLE", "Fergus Cole")
    other = speaker("COUNCILLOR COLE", "Una Cole")
    assert meant("Dr. Cole", [later, first, other]) == ["DR. COLE", "DR. COLE (Fergus Cole)"]
    assert meant("Councillor Cole", [later, first, other]) == ["COUNCILLOR COLE"]
