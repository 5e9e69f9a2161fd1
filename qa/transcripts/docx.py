"""docx files."""

from __future__ import annotations

from qa.errors import UnreadableFile
from qa.models import Transcript


def parse(data: bytes, document: str, path: object) -> Transcript:
    """The transcript in a docx file."""
    raise UnreadableFile(path, "not text (a docx document)")
