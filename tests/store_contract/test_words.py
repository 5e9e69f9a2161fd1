"""A word that is said is found, in whatever form it stands among the terms, or if it does not stand there at all."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.errors import StoreCorrupt
from qa.indexing import build_index
from qa.lexical.analysis import ANALYSIS_VERSION, SAID, analyse
from qa.lexical.index import LexicalIndex
from qa.milvus import rows
from qa.models import Mention, Scope
from qa.store import staging
from qa.store.heard import passage_terms
from qa.store.mentions import ANY, may_hold, pattern, unshown
from tests.store_contract.conftest import KINDS, Place, query
from tests.support.fakes import FakeEmbedder

CASES = {
    "a number below a hundred": ("They are twenty six workers.", "twenty six|twenty|six|six workers|Twenty Six"),
    "a number with hundreds": (
        "Two hundred and twelve boats came.",
        "hundred|twelve|two hundred and twelve|and|two|boats",
    ),
    "a year in words": ("In nineteen eighty-two it closed.", "nineteen|eighty|two|eighty-two|nineteen eighty-two"),
    "a number in digits": ("We counted 26 of 1,500.", "26|1,500|500|1"),
    "one alone, and a hundred": ("One of a hundred.", "one|a|hundred|a hundred"),
    "O'Brien": ("Then O'Brien spoke.", "Brien|O'Brien|o’brien|O|Then O'Brien"),
    "an elision": ("Ils signent l'accord qu’il veut.", "accord|l'accord|l’accord|l|qu|il|qu'il veut"),
    "a possessive": ("It is Feld's and the workers’ bridge.", "Feld|Feld's|feld’s and|s|workers|workers'"),
    "a contraction": ("They don't, and we’ve not.", "don't|don|t|we've|ve"),
    "a trade mark": ("We drink Aquaflow™ daily.", "Aquaflow|Aquaflow™|aquaflow™ daily"),
    "a raised number": ("It is 40 m² and H₂O.", "m²|H₂O|40 m²"),
    "a ligature, wide letters": ("The oﬃce of ＡＢＣ.", "oﬃce|ＡＢＣ|of"),
    "a note in brackets": ("So it [noise] went on. <laughter>", "laughter|<laughter>|noise|[noise]|it [noise] went"),
    "a hesitation": ("Well, erm, we waited, um, uh-huh, mm.", "erm|um|uh-huh|huh|mm|waited, um,|Well, erm"),
    "markup": ("A {disfmarker} pause <cough> here.", "disfmarker|cough|<cough>|pause <cough> here"),
    "who only listens": ("Yeah, okay.", "yeah|okay|Yeah, okay"),
    "nothing but a note": ("{vocalsound}", "vocalsound|{vocalsound}"),
    "accents": ("Élodie déjà in the café.", "Élodie|élodie|ÉLODIE|déjà|café"),
    "accents of their own": ("Ame\u0301lie sings.", "Ame\u0301lie|lie|Ame"),
    "hyphens": ("A co-op, long-term, state-of-the-art.", "co-op|op|co|long-term|term|state-of-the-art|art"),
    "underscores": ("Open snake_case or __init__ or _ alone.", "snake_case|__init__|_|alone"),
    "Chinese": ("会議室 is free, 議。 王部长说", "会議室|議|王部长说|is free|会議室 is"),
    "Korean and Japanese": ("한국어 ワイ・ファイ and 人々", "한국어|ワイ|ファイ|人々"),
    "plurals and endings": ("The meetings were running late.", "meetings|running|were running|late"),
    "a dot on i or none": ("İzmir and Kadıköy and ıslak.", "İzmir|izmir|IZMIR|Kadıköy|kadiköy|ıslak|Islak"),
    "other signs for k and s": ("Ten \u212aelvin, Meſſe.", "\u212aelvin|Kelvin|Meſſe|MEſſE|messe"),
    "an iota below": ("The Greek τῳ\u0345δε and αιμα.", "δε|αιμα|Greek|τῳιδε|α\u0345μα"),
    "a very long word": ("It is " + "x" * 90 + "y and " + "ab" * 300 + " too.", "x" * 90 + "y|" + "ab" * 300 + "|too"),
}
QUERIES = [(name, query) for name, (_, queries) in CASES.items() for query in queries.split("|")]
NOWHERE = [
    *(
        "zeppelin",
        "thirteen",
        "O'Hara",
        "Aqua",
        "議室",
        "twenty seven boats",
        "x" * 90,
        "26 workers",
        "laugh",
        "Elodie",
    ),
    *("brien spoke then", "_init_", "ıx", "twentysix", "obrien", "aquaflowtm", "212", "lie sings on", "Aquaflow daily"),
]


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """Each case a document, in both kinds of store."""
    places = [Place(kind, tmp_path_factory.mktemp(kind)) for kind in KINDS]
    opened = {}
    for place in places:
        for name, (text, _) in CASES.items():
            place.write(f"{name}.json", [("Ann", text), ("Bob", "That is all that there is to say of the matter.")])
        place.build()
        opened[place.kind] = place.open()
    yield opened
    for place in places:
        place.close()


def scanned(corpus, text):
    """What is found when every turn is read."""
    whole = pattern(text.split())
    return [
        Mention(document.document, turn.index, match.start(), match.end())
        for document, turn in corpus.turns_in(Scope())
        for match in whole.finditer(turn.text)
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "words"), QUERIES)
def test_a_word_that_is_said_is_found(stores, kind, name, words):
    with stores[kind].snapshot() as snapshot:
        found = snapshot.corpus.find(words)
        assert found == scanned(snapshot.corpus, words)
        assert f"{name}.json" in {one.document for one in found}
        assert snapshot.corpus.may_find(words)
    with stores[kind].snapshot(search=False) as snapshot:
        assert found == snapshot.corpus.find(words)


@pytest.mark.parametrize("words", NOWHERE)
def test_what_nobody_says_is_not_found(stores, words):
    for store in stores.values():
        with store.snapshot() as snapshot:
            assert snapshot.corpus.find(words) == scanned(snapshot.corpus, words) == []


def test_the_documents_that_are_read_are_few(stores):
    for store in stores.values():
        with store.snapshot() as snapshot:
            holder = getattr(snapshot.corpus, "_view", None) or snapshot.index
            # Of the one document whose words cannot be told nothing is ruled out.
            for word in ("zeppelin", "Aquaflow", "six", "laughter", "会議室", "snake_case", "x" * 90 + "y"):
                assert len(may_hold(holder, [word])) <= 3, word
            assert len(may_hold(holder, ["matter"])) == len(CASES)
            assert may_hold(holder, ["—", "™"]) is may_hold(holder, ["\u0345"]) is None


def test_words_that_are_kept_beside_the_terms_weigh_nothing(stores):
    for store in stores.values():
        with store.snapshot() as snapshot:
            assert not snapshot.index.search(query("brien"), Scope(), 50).bm25.any()
            assert snapshot.index.search(query("O'Brien"), Scope(), 50).bm25.any()


def test_an_old_lexical_index_is_written_anew(tmp_path, monkeypatch):
    import tantivy

    from qa.lexical import index as lexical

    def before():
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", indexed=True, fast=True)
        for name in ("document", "speaker", "date"):
            builder.add_integer_field(name, indexed=True)
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        return builder.build()

    place = Place("folder", tmp_path)
    place.write("a.json", [("Ann", "Then O'Brien spoke.")])
    with monkeypatch.context() as patch:
        patch.setattr(lexical, "_schema", before)
        patch.setattr(staging, "unshown", lambda texts, terms: [])
        patch.setattr("qa.indexing.ANALYSIS_VERSION", ANALYSIS_VERSION - 1)
        place.build()
    with pytest.raises(StoreCorrupt, match="run `qa build`"):
        LexicalIndex(tmp_path / "index" / "lexical")
    store = place.open()
    with pytest.raises(StoreCorrupt, match="run `qa build`"), store.snapshot():
        pass
    place.close()
    assert build_index(place.settings(), embedder=FakeEmbedder()).changed == ("a.json",)
    with place.open().snapshot() as snapshot:
        assert snapshot.corpus.find("Brien")
    place.close()


def test_an_index_in_milvus_of_before_is_read_through(tmp_path, monkeypatch):
    place = Place("milvus", tmp_path)
    place.write("a.json", [("Ann", "Then O'Brien spoke.")])
    with monkeypatch.context() as patch:
        patch.setattr(rows, "unshown", lambda texts, terms: [])
        patch.setattr("qa.indexing.ANALYSIS_VERSION", 4)
        place.build()
    with place.open().snapshot() as snapshot:
        assert snapshot.corpus.find("Brien")
    place.close()


def test_more_words_than_a_row_of_milvus_takes(monkeypatch):
    passages = [{"terms": ["a", "b"]}, {"terms": ["c"]}]
    monkeypatch.setattr(rows, "MOST_TERMS", 3)
    rows._add_unshown(passages, {0: "a b c x y z"})
    assert passages == [{"terms": ["a", "b", "=x"]}, {"terms": ["c", "=y", "=z"]}]
    passages = [{"terms": ["a", "b"]}, {"terms": ["c"]}]
    rows._add_unshown(passages, {0: "a b c w x y z"})
    # What does not fit is not ruled out.
    assert passages[0] == {"terms": ["a", "b", ANY]}
    rows._add_unshown([], {0: "a"})


class Held:
    """The documents of one index, as terms and words."""

    def __init__(self, documents):
        self.documents = documents

    def document_frequency(self, term):
        return sum(term in one for one in self.documents)

    def holding(self, terms, most):
        return [n for n, one in enumerate(self.documents) if not one.isdisjoint(terms)]


PIECES = (
    "twenty six seven hundred and twelve a one two nineteen eighty-two thirty O'Brien l'accord qu’il don't Feld's "
    "Aquaflow™ [laughter] (pause) {disfmarker} <cough> erm, um, uh-huh Yeah okay mm 26 1,500 3.5 café déjà "
    "e\u0301te co-op state-of-the-art snake_case _ 会議室 議 王部长说 ワイ・ファイ 한국어 m² ½ oﬃce ＡＢＣ İzmir ıslak "
    "\u212aelvin Meſſe τῳ\u0345δε αιμα Straße STRASSE ΣΟΦΟΣ σοφος meetings Meeting U.S. 's ’90s - — … ! "
    "x\u200by \u0345 Ⅷ ⓐ"
).split()
TURN = st.lists(st.sampled_from(PIECES) | st.text(min_size=1, max_size=4), min_size=1, max_size=7).map(" ".join)
DOCUMENTS = st.lists(st.lists(TURN, min_size=1, max_size=3), min_size=1, max_size=3)


def cut_from(texts, choose):
    """Words, runs of words and parts of words of these texts, in other letters too."""
    words = choose.choice(texts).split()
    if not words:
        return "nothing"
    start = choose.randrange(len(words))
    found = " ".join(words[start : start + choose.randint(1, 3)])
    runs = re.findall(r"\w+", found) or [found]
    found = choose.choice([found, found, choose.choice(runs), choose.choice(runs)[:-1] or found])
    return choose.choice([found, found, found.upper(), found.lower(), found.swapcase(), found.replace("'", "’")])


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_no_document_is_ruled_out_that_holds_the_words(documents, choose):
    index = []
    for turns in documents:
        # A turn a passage, and one passage that ends within a word.
        terms = {term for text in turns for half in (text[:9], text[9:]) for term in passage_terms("", [("", half)])}
        index.append(terms | set(unshown(turns, terms)))
    for _ in range(12):
        wanted = cut_from([text for turns in documents for text in turns], choose).split()
        held = may_hold(Held(index), wanted)
        true = [n for n, turns in enumerate(documents) if any(pattern(wanted).search(text) for text in turns)]
        assert held is None or set(held) >= set(true), wanted


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS, st.integers(0, 2**32))
def test_the_same_is_found_with_and_without_the_index(tmp_path_factory, documents, seed):
    choose = random.Random(seed)
    place = Place("folder", tmp_path_factory.mktemp("words"))
    for n, turns in enumerate(documents):
        place.write(f"{n}.json", [(("Ann", "Bob")[k % 2], text) for k, text in enumerate(["Words to begin.", *turns])])
    place.build()
    store = place.open()
    with store.snapshot(search=False) as without, store.snapshot() as within:
        texts = [turn.text for _, turn in without.corpus.turns_in(Scope())]
        for _ in range(25):
            wanted = cut_from(texts, choose)
            assert within.corpus.find(wanted) == without.corpus.find(wanted), wanted
    place.close()


def test_only_what_the_terms_do_not_show_is_kept():
    text = "The meetings of O'Brien, erm, cost twenty six."
    assert unshown([text], set(analyse("the meetings of O'Brien cost 26"))) == [
        *(f"{SAID}{word}" for word in ("brien", "erm", "o", "six", "twenty")),
    ]
    assert unshown(["Six of 6."], set(analyse("Six of 6."))) == []
    assert unshown([], ()) == []
