"""The seal of a publication: what is live, and what the index says of itself, so that a lost row is missed."""

from __future__ import annotations

import sqlite3
import zlib

from qa.errors import StoreCorrupt

# Of `meta`, what a publication says of itself.
_SEALED = ("built", "dimension", "generation", "number_type", "seeds", "settings")


def seal(connection: sqlite3.Connection) -> None:
    """Write the seal of what is live now; in the transaction that publishes it."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('seal', ?)", (_seal(connection),))


def check_seal(connection: sqlite3.Connection) -> None:
    """Raises StoreCorrupt where the published state is not what was published; nothing may be published yet."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'seal'").fetchone()
    published = connection.execute("SELECT count(*) FROM documents WHERE state = 'live'").fetchone()[0]
    if published or row is not None:
        held = None if row is None else row["value"]
        if held != _seal(connection):
            raise StoreCorrupt("the index does not hold what was published: run `qa build`")


def _seal(connection: sqlite3.Connection) -> str:
    meta = dict(tuple(row) for row in connection.execute("SELECT key, value FROM meta"))
    # Joined by the database: of ten thousand documents that takes a third of the time.
    count, live = connection.execute(
        "SELECT count(*), coalesce(group_concat(id, ', '), '')"
        " FROM (SELECT id FROM documents WHERE state = 'live' ORDER BY id)"
    ).fetchone()
    told = "\x1f".join([*(str(meta.get(name)) for name in _SEALED), f"[{live}]"])
    return f"{count}:{zlib.crc32(told.encode('utf-8', 'surrogatepass'))}"
