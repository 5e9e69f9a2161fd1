from qa.config import Settings
from qa.indexing import build_index
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
    assert all(any(label in question for question in questions) for label in said)
    for question in questions:
        label = next(label for label in said if label in question)
        topic = question.partition(" about ")[2].rstrip("?")
        assert topic.casefold() in said[label]


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
