"""Readers fed with what a fuzzer makes of the tests' transcripts: a transcript in order, or our own error, in time."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

from tests.stress import fuzzing
from tests.stress.frame import options

_TESTS = Path(__file__).resolve().parent.parent
_FIXTURES = _TESTS / "transcripts" / "fixtures"
# What each target begins with, by suffix; the files of the tests, and the smallest of each kind.
_KINDS = {
    "txt": [b"ANN DOE: Good morning.\n\nBOB ROE: Yes. (Laughter.)\n", b"Q  And then?\nA  Then we left.\n"],
    "md": [b"**Ann:** Good morning.\n\n**Bob:** Yes.\n", b"# Talk\n\n- Ann: one\n- Bob: two\n"],
    "vtt": [b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Good morning.</v>\n"],
    "srt": [b"1\n00:00:01,000 --> 00:00:02,000\nANN: Good morning.\n\n2\n00:00:02,500 --> 00:00:03,000\n>> Yes.\n"],
    "json": [
        b'{"title": "T", "date": "2024-07-24", "turns": [{"speaker": "Ann", "text": "Hi", "start": 0, "end": 1.5}]}',
        b'{"segments": [{"start": 0, "end": 1, "text": " Hi.", "speaker": "SPEAKER_00", "words": [{"word": "Hi."}]}]}',
        b'{"results": {"utterances": [{"speaker": 0, "transcript": "Hi.", "start": 0.1, "end": 1.2}]}}',
        b'[{"speaker": "A", "text": "Hi."}]',
    ],
    "html": [
        b"<!doctype html><title>T</title><p><b>ANN:</b> Good morning.</p><p><b>BOB:</b> Yes.</p>",
        b"<html><table><tr><td>Ann</td><td>Good morning.</td></tr><tr><td>Bob</td><td>Yes.</td></tr></table></html>",
    ],
    "xml": [
        b'<?xml version="1.0"?><publicwhip><speech speakername="Ann"><p>Good morning.</p></speech></publicwhip>',
        b"<?xml version='1.0'?><TEI><text><body><u who='#a'>Hello.</u></body></text></TEI>",
    ],
    "docx": [
        b"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ann:</w:t></w:r><w:r><w:t> Good morning.</w:t></w:r></w:p>",
        b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ann</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Yes.</w:t></w:r></w:p></w:tc>"
        b"</w:tr></w:tbl>",
    ],
    "rtf": [
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl\f0\fcharset204 X;}\f0{\b Ann:} Good \u8217?day.\par Bob: Yes\'92s.\par}",
        rb"{\rtf1{\info{\title T}}\trowd\pard\intbl Ann\cell Yes.\cell\row\pard{\header H}\par}",
    ],
    "odt": [
        b'<text:p><text:span text:style-name="T1">Ann:</text:span> Good morning.</text:p><text:p>Bob: Yes.</text:p>',
        b"<table:table><table:table-row><table:table-cell><text:p>Ann</text:p></table:table-cell><table:table-cell>"
        b"<text:p>Yes.<text:note><text:p>N</text:p></text:note></text:p></table:table-cell></table:table-row></table:table>",
    ],
    "zip": [],
    "pdf": [],
}
_BODY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
)
_TYPES = (
    b'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    b"</Relationships>"
)


def corpora() -> dict[str, list[bytes]]:
    """What each target begins with."""
    found = {kind: list(own) for kind, own in _KINDS.items()}
    for path in sorted(_FIXTURES.rglob("*")):
        if path.is_file() and path.suffix[1:] in found and path.stat().st_size <= fuzzing.LONGEST:
            found[path.suffix[1:]].append(path.read_bytes())
    found["zip"] = [packed(own) for own in found["docx"]]
    found["pdf"] = [_pdf(), b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"]
    return found


def packed(body: bytes) -> bytes:
    """A Word document with this as its body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", _BODY % body)
    return file.getvalue()


def packed_odt(body: bytes) -> bytes:
    """An OpenDocument text with this in it."""
    spaces = b" ".join(
        b'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (name, name)
        for name in (b"office", b"text", b"table", b"style")
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"<office:text %s>%s</office:text>" % (spaces, body))
    return file.getvalue()


def _pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=0)
    for number, line in enumerate(("ANN DOE: Good morning.", "BOB ROE: Yes, it is.", "ANN DOE: Then we begin.")):
        canvas.drawString(72, 720 - 20 * number, line)
    canvas.save()
    return file.getvalue()


def read(data: bytes, kind: str) -> bool:
    """Read one input as its kind; whether it was taken. Raises what is not our error, or a property that fails."""
    from qa import transcripts
    from qa.errors import QAError
    from tests.support.transcripts import check_transcript

    bytes_ = {"docx": packed, "odt": packed_odt}.get(kind, bytes)(data)
    try:
        transcript = transcripts.read_bytes(bytes_, f"2024-07-24 talk.{'docx' if kind == 'zip' else kind}")
    except QAError:
        return False
    check_transcript(transcript)
    json.dumps(transcripts.to_record(transcript), allow_nan=False)
    transcripts.to_markdown(transcript)
    with suppress(QAError):
        transcripts.to_vtt(transcript)
    return True


def main() -> int:
    """Run it from the command line."""
    if fuzzing.is_child():
        target, *engine = sys.argv[1:]
        with fuzzing.instrumented():
            import qa.transcripts.docx
            import qa.transcripts.pdf  # noqa: F401
        fuzzing.fuzz(engine, lambda data: read(data, target))
    given = options(__doc__, count=20_000)
    return fuzzing.run("fuzz_readers", "tests.stress.fuzz_readers", corpora(), given).report(as_json=given.as_json)


if __name__ == "__main__":
    sys.exit(main())
