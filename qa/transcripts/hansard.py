"""Records of debates and plays in XML, whose elements say who speaks.

Read are the shapes of parliaments' archives: `<speech speakername="A Doe" time="12:32:00">`, `<member>` before
`<membercontribution>`, Akoma Ntoso's `<speech by="#doe"><from>`, TEI's `<u who="#doe">` and `<sp><speaker>`, and
`<talker><name>`. XML of any other shape is a plain document.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from qa.models import Transcript
from qa.patterns import regex
from qa.transcripts import marked
from qa.transcripts.blocks import Block
from qa.transcripts.dates import find_date
from qa.transcripts.tags import Part, parts
from qa.transcripts.timestamps import seconds
from qa.transcripts.webpage import iso_day, squeeze

_SPEECH = frozenset("speech u sp question answer contribution intervention talk speechact utterance".split())
_NAMED_BY = ("speakername", "speaker_name", "speaker", "who", "by")
_LABEL = frozenset("member from speaker talker personspeaking orateur speakername".split())
_HEADING = frozenset(
    "heading title head major-heading minor-heading oral-heading subheading subject h1 h2 h3 h4 h5 h6 doctitle "
    "debateheading section-title subdebateinfo".split()
)
_NOTE = frozenset("narrative scene stage note kinesic vocal incident remark division gap".split())
_SKIPPED = frozenset(
    "meta teiheader publisher publicationstmt encodingdesc revisiondesc script style image col "
    "page.no pb time.stamp electorate party id.no name.id in.gov first.speech".split()
)
_INLINE = frozenset(
    "i b em strong span a phrase ref term hi inline sup sub emphasis rs persname placename orgname date time "
    "abbr choice orig reg sic corr w pc s lb membercontribution memberconstituency honorific membername affiliation "
    "honourable ship quantity foreign u2 def mref rref ndash anchor img".split()
)
_NAME_PARTS = ("forename", "surname")
_PARAGRAPH = ("p", "seg")
_DATED_ID = regex(r"/(\d{4}-\d\d-\d\d)[a-z]?\.")
_TIME = regex(r"(?:\d{4}-\d\d-\d\dT)?(\d{1,3}:\d\d(?::\d\d(?:\.\d+)?)?)")


def parse(text: str, document: str, path: object) -> Transcript:
    """The debate, or the plain document, that an XML file holds.

    Raises:
        UnreadableFile: there is no text in it.
    """
    reading = _Reading()
    for part in parts(text):
        reading.take(part)
    reading.end()
    blocks = [
        replace(block, label=reading.name(block.label), person=reading.person(block.label)) if block.label else block
        for block in reading.blocks
    ]
    if not any(block.label for block in blocks):
        blocks = [replace(block, aside=None) for block in blocks]
    return marked.transcript(blocks, document, path, "xml", marked.Known(reading.title, reading.date), certain=True)


@dataclass(slots=True)
class _Open:
    """An element whose end has not come.

    Attributes:
        name: of the element.
        kind: "speech", "label", "heading", "note", "procedure", "skip", "person" or "".
        identity: who an element of kind "person" is about.
    """

    name: str
    kind: str
    identity: str = ""


class _Reading:
    """The state of one pass over the parts of a file.

    Attributes:
        blocks: what has been read so far; labels may be references, `#doe`.
        title: of the document, where its header gives one.
        date: ISO 8601, likewise.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.title: str | None = None
        self.date: str | None = None
        self._open: list[_Open] = []
        self._depth: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._pieces: list[str] = []
        self._broken: list[str] = []
        self._names: dict[str, str] = {}
        self._referred: dict[str, str] = {}
        self._named: list[tuple[str, str]] = []

    def name(self, label: str) -> str:
        """The label as printed, or for a reference such as `#DoeAnn` the name that the header gives."""
        return self._names.get(label[1:], label[1:]) if label.startswith("#") and len(label) > 1 else label

    def person(self, label: str) -> str | None:
        """Who a printed label stands for, where the file always refers to the same person beside it."""
        return self._names.get(self._referred.get(label, ""))

    def take(self, part: Part) -> None:
        """Read one part."""
        if part.kind == "text":
            if self._kinds["person"]:
                self._named.append((self._open[-1].name, part.name))
            elif self._kinds["skip"]:
                self._describe(part.name)
            else:
                self._pieces.append(part.name)
        elif part.kind == "open":
            self._begin(part.name, part.attributes)
        elif self._depth[part.name]:
            while self._end() != part.name:
                pass

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kind = self._kind(name, attributes)
        if self._kinds["note"]:
            self._pieces.append(" ")  # one aside, whatever is listed in it
        elif kind == "note" and any(map(self._depth.__getitem__, _PARAGRAPH)):
            self._broken, self._pieces = self._pieces, []  # the paragraph goes on after it
        elif kind or (name not in _INLINE and not self._kinds["label"]):
            self.end_block()
        elif name in ("lb", "br"):
            self._pieces.append("\n")
        opened = _Open(name, kind)
        if self.date is None and (dated := _DATED_ID.search(attributes.get("id", ""))):
            self.date = find_date(dated[1])
        if name == "tlcperson" and (identity := attributes.get("eid") or attributes.get("id")):
            self._names[identity] = attributes.get("showas", "").strip() or identity
        if name.startswith("frbr") and self.date is None and name == "frbrdate":
            self.date = iso_day(attributes.get("date", ""))
        if kind == "person":
            opened.identity = attributes.get("id", "")
            self._named = []
        elif kind == "speech":
            self._speak(attributes)
        self._open.append(opened)
        self._depth[name] += 1
        self._kinds[kind] += 1

    def _kind(self, name: str, attributes: dict[str, str]) -> str:
        if self._kinds["skip"]:
            return "person" if name == "person" else ""
        if name in _SKIPPED or (name == "name" and self._depth["talker"] and attributes.get("role") == "metadata"):
            return "skip"
        if self._kinds["label"] or self._kinds["note"]:
            return ""
        if name == "note" and attributes.get("type") == "speaker":
            return "label"
        if name in _NOTE:
            return "note"
        if name in _SPEECH:
            if "nospeaker" in attributes:
                return "procedure"
            return "speech" if name != "u" or "who" in attributes or self._depth["tei"] else ""
        if name in _LABEL:
            return "label"
        return "heading" if name in _HEADING else ""

    def _speak(self, attributes: dict[str, str]) -> None:
        """Begin a turn whose speaker an attribute names; a label inside it may say more."""
        label = next((attributes[name].strip() for name in _NAMED_BY if attributes.get(name, "").strip()), None)
        if label is None or label.casefold() in ("unknown", "#", "none"):
            return
        if " " in label and label.startswith("#"):
            label = label.split()[0]
        time = next((attributes[name] for name in ("time", "starttime", "start") if attributes.get(name)), None)
        match = _TIME.match(time) if time else None
        start = seconds(match[1], clock=True) if match else None
        # TEI prints the label in a note before the utterance.
        if self.blocks and self.blocks[-1].label and not self.blocks[-1].text and label.startswith("#"):
            printed = self.blocks.pop().label or label
            self._refer(printed, label)
            label = printed
        self.blocks.append(Block("", label=label, sure=True, start=start))

    def _refer(self, printed: str, reference: str) -> None:
        identity = reference[1:]
        if self._referred.setdefault(printed, identity) != identity:
            self._referred[printed] = ""

    def _end(self) -> str:
        opened = self._open[-1]
        if self._kinds["note"] - (opened.kind == "note"):
            self._pieces.append(" ")
        elif opened.kind or (opened.name not in _INLINE and not self._kinds["label"]):
            self.end_block()
        if opened.kind == "person" and opened.identity:
            self._names[opened.identity] = _person_name(self._named)
        if opened.kind == "note" and self._broken:
            self._pieces, self._broken = self._broken, []
        self._open.pop()
        self._depth[opened.name] -= 1
        self._kinds[opened.kind] -= 1
        return opened.name

    def end(self) -> None:
        """Put into blocks what is left at the end of the file, also of one that is cut off within a note."""
        self.end_block()
        if self._broken:
            self._kinds["note"] = 0
            self._pieces, self._broken = self._broken, []
            self.end_block()

    def end_block(self) -> None:
        """Put the text read since the last block into one."""
        text = squeeze("".join(self._pieces))
        self._pieces.clear()
        if not text:
            return
        if self._kinds["label"]:
            self._add_label(text)
        elif self._kinds["note"] or self._kinds["procedure"]:
            self.blocks.append(Block(text, aside="note"))
        elif self._kinds["heading"]:
            self.blocks.append(Block(text, heading=2))
        else:
            # The colon after a label often stands before the text: `<member>Mr. Doe</member>: I beg…`
            if self.blocks and self.blocks[-1].label and not self.blocks[-1].text:
                text = text.lstrip(":：").lstrip()
            self.blocks.append(Block(text))

    def _add_label(self, text: str) -> None:
        start = None
        if self.blocks and self.blocks[-1].label and not self.blocks[-1].text:
            waiting = self.blocks.pop()
            start = waiting.start
            if waiting.label and waiting.label.startswith("#"):
                self._refer(text, waiting.label)
            elif waiting.label and waiting.label.rstrip(":") not in text:
                text = waiting.label
        self.blocks.append(Block("", label=text, sure=True, start=start))

    def _describe(self, text: str) -> None:
        """Title and date from the header of the file."""
        inside = self._open[-1].name
        if inside == "title" and self.title is None and self._depth["titlestmt"] and text.strip():
            self.title = squeeze(text)
        elif inside == "date" and self.date is None:
            self.date = find_date(text)


def _person_name(pieces: list[tuple[str, str]]) -> str:
    """The name in pieces, each with its element: the given one first, wherever it stands."""
    given, family = (dict.fromkeys(text for element, text in pieces if element == name) for name in _NAME_PARTS)
    words = squeeze(" ".join([*given, *family] if given and family else [text for _, text in pieces]))
    return words[:100]
