import pytest

from qa.config import Settings
from qa.indexing import build_index
from qa.resolution.calling import as_name
from qa.web.examples import examples
from qa.web.library import Library
from tests.support.fakes import FakeEmbedder


def made(library, most=3):
    with library.assistant().snapshot(search=False) as snapshot:
        return examples(snapshot.corpus, most)


def test_three_questions_naming_who_speaks_and_what_that_speaker_says(library):
    questions = made(library)
    assert len(set(questions)) == 3
    with library.assistant().snapshot(search=False) as snapshot:
        said = {one.label: "" for one in snapshot.corpus.speakers()}
        for document in snapshot.corpus.documents():
            for turn in snapshot.corpus.turns(document.document):
                said[turn.speaker] += turn.text.casefold()
    assert all(any(as_name(label) in question for question in questions) for label in said)
    for question in questions:
        label = next(label for label in said if as_name(label) in question)
        topic = question.partition(" about ")[2].rstrip("?")
        assert topic.casefold() in said[label]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("MPS MINISTER WANG", "MPS Minister Wang"),
        ("DR. SORENSEN", "Dr. Sorensen"),
        ("ELENA MARSH (CEO)", "Elena Marsh (CEO)"),
        ("Ann Reyes", "Ann Reyes"),
        ("O'BRIEN", "O'Brien"),
        ("ANN", "ANN"),
        ("TOM ABARA", "Tom Abara"),
        ("TOM ABARA (CFO)", "Tom Abara (CFO)"),
        ("ANN LI", "Ann Li"),
        ("MINISTER LEE", "Minister Lee"),
        ("EPA ADMINISTRATOR REGAN", "EPA Administrator Regan"),
        ("CEO HART", "CEO Hart"),
        ("MR SMITH", "Mr Smith"),
        ("SIR JOHN CHILCOT", "Sir John Chilcot"),
    ],
)
def test_a_label_is_written_as_a_name(label, name):
    assert as_name(label) == name


def test_who_merely_asks_is_no_name_and_an_article_is_kept(tmp_path):
    (tmp_path / "seeds").mkdir()
    text = "QUESTION: " + "Would the harbour ferry sail on time this winter, or not at all? " * 3
    text += "\n\nMAYOR LIND: " + "We paid for the Winter Ferry. The Winter Ferry sails, and nobody rows. " * 3
    (tmp_path / "seeds" / "talk.txt").write_text(text)
    settings, embedder = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index"), FakeEmbedder()
    build_index(settings, embedder=embedder)
    library = Library(settings, embedder)
    questions = made(library)
    library.close()
    assert "What did Mayor Lind say about the Winter Ferry?" in questions
    assert not any("Question" in question or "QUESTION" in question for question in questions)


def test_a_document_without_speakers_has_questions_too(tmp_path):
    (tmp_path / "seeds").mkdir()
    text = "The counternarcotics agreement needs more cooperation.\n\nThe agreement was signed about cooperation.\n"
    (tmp_path / "seeds" / "notes.txt").write_text(text)
    settings, embedder = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index"), FakeEmbedder()
    build_index(settings, embedder=embedder)
    library = Library(settings, embedder)
    questions = made(library)
    library.close()
    assert questions
    assert all(question.startswith("What was said about ") for question in questions)


def test_none_where_nothing_can_be_asked(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "notes.txt").write_text("No.\n")
    settings, embedder = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index"), FakeEmbedder()
    build_index(settings, embedder=embedder)
    library = Library(settings, embedder)
    assert made(library) == []
    library.close()


def test_examples_asked_about_a_number_of_initials_and_with_a_party_in_brackets(tmp_path):
    (tmp_path / "seeds").mkdir()
    talk = (
        "Participants: Ana Souza (AS), Karl Benbow\n\n"
        "AS: Eleven ferries, eleven harbours and eleven captains sail, and eleven ferries is what we have here now.\n\n"
        "Karl Benbow (Con): The lighthouse of lighthouses is a lighthouse, and I own it on the island too.\n\n"
    )
    (tmp_path / "seeds" / "talk.txt").write_text(talk + talk.partition("\n\n")[2] * 2)
    settings = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index")
    build_index(settings, embedder=FakeEmbedder())
    questions = made(Library(settings, FakeEmbedder()))
    assert {question.partition(" say about ")[0] for question in questions} == {
        "What did Ana Souza",
        "What did Karl Benbow",
    }
    assert not any("eleven" in question for question in questions)


def test_examples_asked_about_what_is_no_noun_and_left_articles_out(tmp_path):
    (tmp_path / "seeds").mkdir()
    said = "He qualifies, she qualifies, it qualifies. A commission decides, this commission does, our commission too. "
    (tmp_path / "seeds" / "talk.txt").write_text(f"BEN ORR: {said * 3}\n\nMAYOR LIND: We sail, and nobody else does.\n")
    settings, embedder = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index"), FakeEmbedder()
    build_index(settings, embedder=embedder)
    library = Library(settings, embedder)
    questions = made(library)
    library.close()
    assert "What did Ben Orr say about the commission?" in questions
    assert not any("qualifies" in question for question in questions)


def test_words_were_looked_up_for_more_examples_than_are_shown(library, monkeypatch):
    looked_up = []
    monkeypatch.setattr("qa.web.examples._phrase", lambda _, topic: looked_up.append(topic) or topic)
    assert len(made(library)) == len(looked_up) == 3
