"""Recordings that lie beside their transcripts. Only such a file can be fetched, never its folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import gradio as gr

SOUND = (".mp3", ".m4a", ".wav", ".ogg", ".flac")
PICTURES = (".mp4", ".webm", ".mov")


@dataclass(frozen=True, slots=True)
class Recording:
    """A file that a browser plays.

    Attributes:
        path: where it is.
        kind: `audio` or `video`: the element that plays it.
    """

    path: Path
    kind: str

    @property
    def address(self) -> str:
        """What follows the page's own address."""
        return f"/file={quote(str(self.path))}"


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


class Allowed:
    """Lets the page fetch recordings, one file at a time."""

    def __init__(self) -> None:
        self._paths: set[Path] = set()

    def add(self, recording: Recording) -> None:
        """Let this file be fetched; by those who may see the page, where it has accounts."""
        if recording.path not in self._paths:
            self._paths.add(recording.path)
            gr.set_static_paths(recording.path)
