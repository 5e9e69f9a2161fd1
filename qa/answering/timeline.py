"""One matter over time: what was said of it in each document, by date, so that a change can be seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answering import abstaining, direct
from qa.answering.composing import compose
from qa.answering.direct import Evidence
from qa.answering.inquiry import Inquiry, names_of
from qa.models import Answer, Citation, Document, Scope, Statement
from qa.names import tokens
from qa.questions import content_words

_MOST_DOCUMENTS = 8
_EACH = 3
_WORDS = 200
_FEWEST_WORDS = 50
# Beside the best statement of all, one of another day must bear on the matter at least this much.
_BESIDE_BEST = 0.55
_ALIKE = 0.33
_SEARCHED = 60
_CHANGING = re.compile(
    r"(?:over|time|chang\w*|evolv\w*|evolution|shift\w*|develop\w*|progress\w*|positions?|views?|stances?|opinions?|attitudes?|mind|"
    r"came|come|round|around|timeline|chronolog\w*|years?|months?|weeks?|still|now|later|first|originally|initially|"
    r"meetings?|hearings?|briefings?|sessions?|podcast|forum|autumn|spring|summer|winter|between|from|went|go|gone|moved?|"
    r"turn(?:ed)?|trajectory|assessment|approach|judge?ment|thinking|tone|line|beginning|end|(?:19|20)\d\d)$",
    re.IGNORECASE,
)


def answer(inquiry: Inquiry) -> Answer | None:
    """A paragraph a document, by date; None where the question is no such after all."""
    people = inquiry.subject.speakers or tuple(one.who for _, meant in inquiry.people[:1] for one in meant)
    if inquiry.subject.absent and not people:
        return None
    allowed = inquiry.allowed(people)
    scope = replace(inquiry.scope, speakers=allowed) if allowed else inquiry.scope
    own = {word for who in people for word in tokens(f"{who.label} {who.person or ''}")}
    words = [word for word in content_words(inquiry.text) if not set(tokens(word)) & own]
    topic = [word for word in words if not _CHANGING.match(word)] or words
    asked = replace(
        inquiry.asked,
        topic=tuple(topic),
        question=f"What did {names_of(people)} say about {' '.join(topic)}?" if people else " ".join(topic),
    )
    query = inquiry.query(asked.question)
    overall = direct.weigh(inquiry, asked, query, scope)
    if not overall.bears_on_it:
        return abstaining.abstain(inquiry, overall.hits, scope, confidence=overall.confidence)
    parts = []
    documents = _documents(inquiry, scope, overall)
    room = max(_FEWEST_WORDS, _WORDS // max(1, min(_MOST_DOCUMENTS, len(documents))))
    for document in documents:
        inside = replace(scope, documents=(document.document,))
        evidence = direct.weigh(inquiry, asked, query, inside, words=room, most=_EACH)
        if max((one.cosine for one in evidence.chosen), default=0.0) >= _ALIKE:
            parts.append((document, evidence))
    if not parts:
        return abstaining.abstain(inquiry, overall.hits, scope, confidence=overall.confidence)
    best = max(one.chosen[0].score for _, one in parts)
    kept = [(document, one) for document, one in parts if one.chosen[0].score >= _BESIDE_BEST * best]
    # The best documents where there are too many, and then by date; what has no date comes last.
    kept.sort(key=lambda pair: -pair[1].chosen[0].score)
    kept = sorted(kept[:_MOST_DOCUMENTS], key=lambda pair: (pair[0].date is None, pair[0].date or "", pair[0].document))
    return _told(inquiry, scope, kept, overall.confidence)


def _documents(inquiry: Inquiry, scope: Scope, overall: Evidence) -> list[Document]:
    documents = inquiry.corpus.documents(scope)
    if len(documents) <= 2 * _MOST_DOCUMENTS:
        return documents
    found = {hit.document for hit in overall.hits}
    wide = inquiry.find(scope, inquiry.query(), k=_SEARCHED).hits
    found |= set(list(dict.fromkeys(hit.document for hit in wide))[: 2 * _MOST_DOCUMENTS])
    return [one for one in documents if one.document in found]


def _told(inquiry: Inquiry, scope: Scope, kept: Sequence[tuple[Document, Evidence]], confidence: float) -> Answer:
    texts: list[str] = []
    citations: list[Citation] = []
    statements: list[Statement] = []
    for document, evidence in kept:
        part = compose(evidence.chosen, first=len(citations) + 1)
        texts.append(part.text if len(kept) == 1 else _with_title(part.text, document))
        citations += part.citations
        statements += part.statements
    notes = ["Only one transcript speaks of this, so that no change can be seen."] if len(kept) == 1 else []
    return inquiry.made(
        "\n\n".join(texts), citations, confidence=confidence, statements=statements, scope=scope, notes=notes
    )


def _with_title(text: str, document: Document) -> str:
    """Each paragraph with the document's title in its introduction, where several documents follow one another."""
    who, colon, said = text.partition(": ")
    return f"{who}, in “{document.name}”{colon}{said}" if document.name not in who else text
