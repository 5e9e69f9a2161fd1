"""Who is meant by what somebody is: "the prime minister", "the utility's finance director", as the transcripts show it.

Told only where the words of the role stand beside one speaker's name, or are said to one speaker or by one, and to
nobody else as much. It is said with the answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa import sentences
from qa.models import Document, Mention, Scope, Speaker, Turn
from qa.patterns import phrase, regex
from qa.questions.offices import HEADS, OF_SOMETHING, ROLE, SHORT
from qa.render import shortened
from qa.resolution.names import fold, other_sex, tokens
from qa.transcripts.vocabulary import ROLES

if TYPE_CHECKING:
    from qa.protocols import Corpus

_HEAD = phrase(HEADS)
_GUY = phrase(r" (?:guy|man|woman|lady|person|boss|people)$")
_LEADS = (
    r"\b(?:head|leader|boss|chief|president|secretary|chair|chairman|chairwoman|spokes\w+|rep|representative|"
    r"guy|man|woman|organi[sz]er)\b"
)
_MOST, _CALLS, _MOST_HEADS = 60, 12, 200
# Whoever is present, one by one; between a name and what he or she is stand no more than a few words.
_ENTRIES = regex(r"[\n;]|(?<=\)),\s")
_PRINTED_APART = r"(?:,\s|\s\(|\s[–—-]\s|:\s)(?:[\w'’-]+\s){0,3}"
_MOST_HOLDERS = 3
_WINDOW = 60
_LONGEST_TITLE = 60
_TITLE_WORDS = r"(?:(?:mr|mrs|ms|miss|dr|prof|professor|sir|madam)\.?\s)?"
_APART = (
    r"(?:,|\sis|\swas|['’]s|,?\swho(?:\sis|['’]s)|,?\swith\s(?:me|us),|,?\shere,|\sas|\s\(|:)\s"
    r"(?:also\s|now\s|still\s)?"
)
_ARTICLE = r"(?:the|our|a|an|my|their|its|his|her|your|this)\s"
_SELF = phrase(
    r"\b(?:I'm|I am|I've been|speaking as|I (?:joined|came in|started|began|took over|serve|was (?:elected|"
    r"appointed)) as) "
    rf"(?:{_ARTICLE})?(?:[\w'’-]+ ){{0,4}}$"
)
# "As treasurer I can't recommend it", "as your Dean I'd like to be home by nine".
_AS = phrase(rf"\bas (?:{_ARTICLE})?(?:[\w'’-]+ ){{0,3}}$")
_I = regex(r"\A[\w\s,'’-]{0,50}?\bI\b")
_CALLS_BEFORE, _CALLS_AFTER = regex(r"(?:\A|[.?!…—]\s+|,\s)\Z"), regex(r"\A\s?(?:\Z|[,.?!—…])")
_SURE = 2 / 3


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever is meant by a role.

    Attributes:
        role: as written in the question.
        speakers: one person, under every label.
        note: for the user, with the words that show it.
    """

    role: str
    speakers: tuple[Speaker, ...]
    note: str


def is_role(word: str) -> bool:
    """Whether a word says what somebody is: "dean", "Captain"."""
    return _HEAD.fullmatch(word) is not None


def holders(
    question: str, speakers: Sequence[Speaker], documents: Sequence[Document], corpus: Corpus, scope: Scope
) -> list[Holder]:
    """The roles in a question that one speaker holds, in order.

    Args:
        question: in plain quotes.
        speakers: those in question.
        documents: likewise; their titles may tell who is what.
        corpus: what they say.
        scope: what is searched.
    """
    found: list[Holder] = []
    roles = list(ROLE.finditer(question))
    if not roles:
        return found
    there: dict[str, list[Speaker]] = {}
    for one in speakers:
        for document in one.documents:
            there.setdefault(document, []).append(one)
    surnames = Counter(word for person in {_person(one) for one in speakers} for word in set(person))
    whole_names = [(" ".join(_person(one)), one) for one in speakers if len(_person(one)) > 1]
    for match in roles:
        role = match["role"]
        evidence = _Evidence(role, speakers, there, surnames, whole_names, documents, corpus, scope)
        labelled = [one for one in speakers if set(tokens(role)) <= set(tokens(one.label))]
        if labelled:
            # A label says it itself; elsewhere the same person may go by name.
            holder = evidence.beside_labels(labelled)
            found += [holder] if holder else []
            continue
        in_full = None if match["of"] else evidence.labelled_in_full()
        holder = (
            evidence.holder() or in_full or evidence.speaks_for(_organisation(match)) or evidence.one_after_another()
        )
        if holder and not evidence.is_elsewhere(_owner(match, question), holder):
            # "The head of the teachers' union" is named by all of it.
            whole = f"{role}{match['of'] or ''}"
            found.append(replace(holder, role=whole, note=holder.note.replace(f"“{role}”", f"“{whole}”", 1)))
    return found


def _organisation(match: re.Match[str]) -> str:
    """What somebody leads: "union" of "the union's general secretary" and of "the head of the teachers' union"."""
    words = re.findall(r"[\w-]+", match["of"] or "") or re.findall(r"[\w-]+(?=['’]s?\s)", match[0])
    return words[-1] if words and re.search(_LEADS, match["role"], re.IGNORECASE) and words[-1].islower() else ""


def _owner(match: re.Match[str], question: str) -> str:
    """Whose role it is, where that is a word before it: "garrick" of "garrick's ceo"."""
    before = re.search(r"[\w-]+\Z", question[: match.start()]) if match[0][0] in "'’" else None
    return before[0] if before else ""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What shows who holds a role."""

    role: str
    speakers: Sequence[Speaker]
    there: Mapping[str, Sequence[Speaker]]
    surnames: Mapping[str, int]
    whole_names: Sequence[tuple[str, Speaker]]
    documents: Sequence[Document]
    corpus: Corpus
    scope: Scope

    def holder(self, but: Sequence[Speaker] = ()) -> Holder | None:
        """Whoever but these the words of the role stand beside most; the longest wording that anything shows counts."""
        for wording in self._wordings():
            votes: Counter[Speaker] = Counter()
            shown: dict[Speaker, tuple[int, str]] = {}
            for voted, weight, words in self._votes(wording):
                if voted in but:
                    continue
                one = next((each for each in votes if _is_one_person(each, voted)), voted)
                votes[one] += weight
                if weight > shown.get(one, (0, ""))[0]:
                    shown[one] = (weight, words)
            if not votes:
                continue
            (one, most), total = votes.most_common(1)[0], sum(votes.values())
            if most < _SURE * total or most < 2:
                return None
            return self._held_by(one, shown[one][1])
        return None

    def beside_labels(self, labelled: Sequence[Speaker]) -> Holder | None:
        """Whoever goes by the role in a label, with the labels that hold the name alone; None where there are none.

        CHIEF RANGER DREEVER is Callum Dreever, who is said to be chief ranger.
        """
        holder = self.holder(but=labelled)
        if holder is None:
            return None
        one = holder.speakers[0]
        same = [each for each in labelled if _person(one)[-1] == _person(each)[-1] and not other_sex(one.label, each)]
        fits = len(same) == len(labelled) and _person(one)[-1] not in tokens(self.role)
        return replace(holder, speakers=(*holder.speakers, *same)) if fits else None

    def labelled_in_full(self) -> Holder | None:
        """The one whose label has in full what is short in the question: HEADTEACHER, of "the head"."""
        wordings = [set(tokens(wording)) for wording in SHORT.get(self.role.casefold(), ())]
        found = [one for one in self.speakers if any(words <= set(tokens(one.label)) for words in wordings)]
        one_person = found and all(_is_one_person(found[0], one) for one in found)
        return self._held_by(found[0], f"the label is “{found[0].label}”") if one_person else None

    def speaks_for(self, organisation: str) -> Holder | None:
        """The one speaker who is said to be of an organisation: "Ruth Tully of the Utility Workers' Union"."""
        if not organisation:
            return None
        found: dict[tuple[str, ...], tuple[Speaker, str]] = {}
        for mention in self.corpus.find(organisation, self.scope, limit=_MOST):
            (turn,) = self.corpus.turns(mention.document, mention.turn, mention.turn)
            before = turn.text[max(0, mention.start - 2 * _WINDOW) : mention.start]
            for one in self.there.get(mention.document, ()):
                named = rf"\b(?:{'|'.join(self._names(one))}),?\s(?:of|from|for)\s(?:the\s)?(?:[\w'’-]+\s){{0,4}}\Z"
                if re.search(named, before, re.IGNORECASE):
                    found[_person(one)] = (one, _said(turn, mention))
        if len(found) != 1:
            return None
        ((one, shown),) = found.values()
        return self._held_by(one, shown)

    def one_after_another(self) -> Holder | None:
        """All who say of themselves, at one time or another, that they hold the role; None where fewer than two do."""
        found: dict[tuple[str, ...], tuple[Speaker, str]] = {}
        for wording in self._wordings():
            for mention in self.corpus.find(wording, self.scope, limit=_MOST):
                (turn,) = self.corpus.turns(mention.document, mention.turn, mention.turn)
                for one, _, shown in self._beside(turn, mention):
                    if one.who == turn.who:
                        found.setdefault(_person(one), (one, shown))
        if not 1 < len(found) <= _MOST_HOLDERS:
            return None
        meant = tuple(each for each in self.speakers if _person(each) in found)
        shown = "; ".join(words for _, words in found.values())
        return Holder(self.role, meant, f"More than one speaker is “{self.role}”: {shown}")

    def is_elsewhere(self, owner: str, holder: Holder) -> bool:
        """Whether the role is held in a body of its own name, which nothing shows the holder to be of."""
        if not owner or is_role(owner) or {fold(owner)} & {word for one in self.speakers for word in _person(one)}:
            return False
        there = {document for one in holder.speakers for document in one.documents}
        titles = (one.name for one in self.documents if one.document in there)
        if any(owner.casefold() in text.casefold() for text in (holder.note, *titles)):
            return False
        mentions = self.corpus.find(owner, self.scope, limit=_CALLS)
        said = (self.corpus.turns(one.document, one.turn, one.turn)[0].text[one.start : one.end] for one in mentions)
        return bool(mentions) and all(word[0].isupper() for word in said)

    def _held_by(self, holder: Speaker, shown: str) -> Holder:
        meant = tuple(one for one in self.speakers if _is_one_person(holder, one))
        return Holder(self.role, meant, f"“{self.role}” is taken to be {meant[0].person or meant[0].label}: {shown}")

    def _wordings(self) -> Iterator[str]:
        """The role as written, without whose it is ("the utility's finance director"), and in full what is short."""
        words = _GUY.sub("", self.role).casefold().split()
        yield " ".join(words)
        while len(words) > 1 and words[0].endswith(("'s", "s'", "’s", "s’")):
            words = words[1:]
            yield " ".join(words)
        yield from SHORT.get(words[-1], ())
        if len(words) == 2 and words[-1] in OF_SOMETHING:
            # "The infrastructure minister" is announced as "the Minister for Infrastructure".
            yield from (f"{words[1]} {link} {words[0]}" for link in ("for", "of", "of the"))

    def _votes(self, wording: str) -> Iterator[tuple[Speaker, int, str]]:
        for document in self.documents:
            yield from self._in_title(document, wording)
        for document in self.documents if len(self.documents) <= _MOST_HEADS else ():
            yield from self._in_head(document, wording)
        for mention in self.corpus.find(wording, self.scope, limit=_MOST):
            turns = self.corpus.turns(mention.document, max(0, mention.turn - 1), mention.turn + 1)
            turn = next(one for one in turns if one.index == mention.turn)
            yield from self._beside(turn, mention)
            yield from self._said_to(turn, turns, mention)

    def _in_title(self, document: Document, wording: str) -> Iterator[tuple[Speaker, int, str]]:
        title = document.name
        at = title.casefold().find(wording)
        if at >= 0:
            for one in self.there.get(document.document, ()):
                if self._is_beside(title, at, at + len(wording), one):
                    yield one, 3, f"the title is “{shortened(title, _LONGEST_TITLE)}”"

    def _in_head(self, document: Document, wording: str) -> Iterator[tuple[Speaker, int, str]]:
        """Who is printed with the role before anybody speaks: "Present: Owen Hart (plant manager), Ann Lee (clerk)"."""
        front = (one.text for one in self.corpus.asides(document.document) if one.before_turn == 0)
        for entry in (entry for text in front for entry in _ENTRIES.split(text)):
            words = re.search(rf"\b{re.escape(wording)}\b", entry, re.IGNORECASE)
            for one in self.there.get(document.document, ()) if words else ():
                names = rf"\b(?:{'|'.join(self._names(one))}){_PRINTED_APART}\Z"
                if words and re.search(names, entry[: words.start()], re.IGNORECASE):
                    yield one, 3, f"“{document.name}” is headed “{shortened(entry.strip(), _LONGEST_TITLE)}”"

    def _beside(self, turn: Turn, mention: Mention) -> Iterator[tuple[Speaker, int, str]]:
        """Who is named beside the role, or speaks of himself."""
        said = _said(turn, mention)
        before, after = turn.text[max(0, mention.start - _WINDOW) : mention.start], turn.text[mention.end :]
        there = self.there.get(mention.document, ())
        for one in there:
            own = one.who == turn.who and (_SELF.search(before) or (_AS.search(before) and _I.search(after)))
            # "Felix Ostrander, city attorney." may be said by himself.
            if own or self._is_beside(turn.text, mention.start, mention.end, one):
                yield one, 3, said
        # Of somebody who doesn't speak there, the whole name is wanted.
        around = f"{before}{turn.text[mention.start : mention.end + _WINDOW]}".casefold()
        for name, one in self.whole_names:
            if name in around and one not in there and self._is_beside(turn.text, mention.start, mention.end, one):
                yield one, 3, said

    def _is_beside(self, text: str, start: int, end: int, one: Speaker) -> bool:
        """Whether "the prime minister, Dara Holloway", or the other way about, stands there."""
        names = "|".join(self._names(one))
        after = rf"\A(?:\sof\s[\w\s]{{2,30}})?(?:,\s|\sis\s|\s)(?:{_TITLE_WORDS})?(?:{names})\b(?![’']s)"
        before = rf"\b(?:{names}){_APART}(?:{_ARTICLE})?(?:[\w'’-]+\s){{0,4}}\Z"
        return bool(
            re.search(after, text[end : end + _WINDOW], re.IGNORECASE)
            or re.search(before, text[max(0, start - 2 * _WINDOW) : start], re.IGNORECASE)
        )

    def _said_to(self, turn: Turn, turns: Sequence[Turn], mention: Mention) -> Iterator[tuple[Speaker, int, str]]:
        """Who has the word next where somebody is called by the role: "Prime Minister, why …?"."""
        text = turn.text
        called = (
            text[mention.start].isupper()
            and _CALLS_BEFORE.search(text[: mention.start])
            and _CALLS_AFTER.search(text[mention.end :])
        )
        following = next((one for one in turns if one.index == turn.index + 1), None)
        if called and following and following.who != turn.who:
            for one in self.there.get(mention.document, ()):
                if one.who == following.who:
                    yield one, 1, _said(turn, mention)

    def _names(self, one: Speaker) -> list[str]:
        words = [re.escape(word) for word in _person(one) if word not in ROLES and len(word) > 2]
        if not words:
            return ["(?!)"]
        # Of two of one surname it tells nothing.
        alone = self.surnames[_person(one)[-1]] == 1
        return [r"\s".join(words), words[-1]] if alone else [r"\s".join(words)]


def _is_one_person(one: Speaker, other: Speaker) -> bool:
    """Whether two labels hold one name: Mr. Calloway is not Ms. Calloway."""
    return _person(one) == _person(other) and not other_sex(one.label, other)


def _person(speaker: Speaker) -> tuple[str, ...]:
    return tokens(speaker.person or speaker.label)


def _said(turn: Turn, mention: Mention) -> str:
    return f"{turn.speaker or 'somebody'} says “{sentences.around(turn.text, mention.start)}”"
