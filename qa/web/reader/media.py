"""Recordings beside their transcripts, each fetched by the name of its transcript as long as that is indexed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from qa.errors import QAError
from qa.web.library import Library

SOUND = (".mp3", ".m4a", ".wav", ".ogg", ".flac")
PICTURES = (".mp4", ".webm", ".mov")
PATH = "/recording"
"""Where they are fetched, behind `/gradio_api` as all that the page's scripts ask for."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A file that a browser plays.

    Attributes:
        path: where it is.
        kind: `audio` or `video`: the element that plays it.
    """

    path: Path
    kind: str


def beside(seeds: Path, document: str) -> Recording | None:
    """The recording of the same name as a transcript, in the same folder; pictures before sound where there are both.

    Args:
        seeds: folder of transcripts.
        document: path of one in it.
    """
    transcript = (seeds / document).absolute()
    try:
        names = {path.name.casefold(): path for path in transcript.parent.iterdir() if path.stem == transcript.stem}
    except OSError:
        return None
    for suffix in (*PICTURES, *SOUND):
        path = names.get(f"{transcript.stem}{suffix}".casefold())
        if path is not None and path.is_file():
            return Recording(path, "video" if suffix in PICTURES else "audio")
    return None


def address(document: str) -> str:
    """Where the recording of a transcript is fetched; the name is where no log notes it."""
    return f"{PATH}?{urlencode({'document': document})}"


def fetching(library: Library) -> Callable[[Request], Response]:
    """What answers there: the recording, whole or in parts, as long as its transcript is in the index."""

    def recording(request: Request) -> Response:
        try:
            with library.assistant().snapshot(search=False) as snapshot:
                document = snapshot.corpus.document(request.query_params.get("document", "")).document
                found = beside(snapshot.seeds, document)
        except QAError:
            found = None
        if found is None:
            return JSONResponse({"detail": "There is no such recording."}, 404)
        return FileResponse(found.path)

    return recording
