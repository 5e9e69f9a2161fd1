"""Which builder a document belongs to, where several feed one index."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from qa.errors import InvalidInput
from qa.patterns import regex

_WRITTEN = regex(r"(\d{1,5})/(\d{1,5})")
MOST = 4096


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `count` parts of a folder, by a hash of the document's path: the same on every machine.

    Attributes:
        number: from 1.
        count: how many there are.
    """

    number: int = 1
    count: int = 1

    @classmethod
    def parse(cls, text: str) -> Shard:
        """From `2/8`. Raises InvalidInput."""
        found = _WRITTEN.fullmatch(text.strip())
        number, count = (int(found[1]), int(found[2])) if found else (0, 0)
        if not 1 <= number <= count <= MOST:
            raise InvalidInput(f"a shard is a number and how many there are, like 2/8, not {text!r}")
        return cls(number, count)

    def holds(self, document: str) -> bool:
        """Whether the document is this builder's."""
        digest = hashlib.blake2b(document.encode("utf-8", "surrogateescape"), digest_size=8).digest()
        return int.from_bytes(digest) % self.count == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


WHOLE = Shard()
"""All of it: one builder."""
