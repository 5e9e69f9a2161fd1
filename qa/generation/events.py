"""Server-sent events, read from bytes as they come."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

_MOST_BYTES = 4_000_000


def data_of(chunks: Iterable[bytes]) -> Iterator[str]:
    """The data of each event; a chunk may end in the middle of a character. It ends where a server does not stop."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")(errors="replace")
    rest = ""
    data: list[str] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > _MOST_BYTES:
            return
        # Not `splitlines`: a model may write characters that Python takes for line ends.
        *lines, rest = (rest + decoder.decode(chunk)).split("\n")
        for line in lines:
            line = line.removesuffix("\r")
            if line.startswith("data:"):
                data.append(line.removeprefix("data:").removeprefix(" "))
            elif not line and data:
                yield "\n".join(data)
                data = []
    if rest.startswith("data:"):
        data.append(rest.removeprefix("data:").strip())
    if data:
        yield "\n".join(data)
