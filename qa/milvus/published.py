"""What the builders have published: a row for each shard, and who is building it now.

That row is written last. Until then nothing of a build is seen, and then all of it.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from qa.errors import InvalidInput, StoreBusy, StoreCorrupt, StoreVersion
from qa.milvus.expressions import among
from qa.milvus.schema import BLANK, NOTHING, Names
from qa.sharding import Shard
from qa.store.records import BuildSettings

if TYPE_CHECKING:
    from qa.milvus.connection import Connection

_LEASE, _RENEWED = 120.0, 30.0


@dataclass(frozen=True, slots=True)
class Published:
    """The published state of one shard.

    Attributes:
        shards: how many there are.
        generation: which state this is.
        settings: what it was built with, as JSON.
        seeds: the folder it was built from.
        built: when, ISO 8601 in UTC.
        passages: how many.
        terms: how many in all of them.
        dimension: of the vectors.
        number_type: that the vectors were computed in.
    """

    shards: int
    generation: int
    settings: str
    seeds: str
    built: str
    passages: int
    terms: int
    dimension: int
    number_type: str


def read(connection: Connection, names: Names) -> dict[int, Published]:
    """The published shards by number. Raises StoreCorrupt, StoreVersion."""
    found: dict[int, Published] = {}
    for row in connection.query(names.shards, "id > 0", ["record"]):
        try:
            found[int(row["id"])] = Published(**json.loads(row["record"]))
        except (TypeError, ValueError) as error:
            raise StoreVersion(
                f"{connection.where} was built by another version of qa: build into another collection"
            ) from error
    if len({one.shards for one in found.values()}) > 1:
        raise StoreCorrupt(f"{connection.where} holds shards of different divisions: build it into another collection")
    return found


def write(connection: Connection, names: Names, shard: int, state: Published) -> None:
    """Publish."""
    row = {"id": shard, "record": json.dumps(asdict(state), ensure_ascii=False), BLANK: NOTHING}
    connection.upsert(names.shards, [row])


def same_division(connection: Connection, published: Mapping[int, Published], shard: Shard) -> None:
    """Raises InvalidInput where the collection is divided into another number of shards."""
    for number, one in published.items():
        if one.shards != shard.count:
            how = f"--shard {min(number, one.shards)}/{one.shards}" if one.shards > 1 else "no --shard"
            raise InvalidInput(
                f"{connection.where} is divided into {one.shards}, not {shard.count}: build it with {how}, "
                "or into another collection"
            )


def settings_of(published: Mapping[int, Published], number: int | None = None) -> BuildSettings | None:
    """What a shard was built with, or any where it is not there yet; None where there is none that is understood."""
    one = published.get(number or 0) or next(iter(published.values()), None)
    return BuildSettings.from_json(one.settings) if one else None


class Lease:
    """The right to build one shard. A builder that died loses it when its time is up, on its own machine at once."""

    def __init__(self, connection: Connection, names: Names, shard: Shard) -> None:
        """Raises StoreBusy where another builder has it."""
        self._connection, self._names, self._shard = connection, names, shard
        self._token = secrets.token_hex(8)
        held = self._read()
        if held is not None and _is_alive(held):
            raise self._busy(held)
        self._write()
        # Of two that begin at the same moment the later one wrote over the other.
        held = self._read()
        if held is None or held["token"] != self._token:
            raise self._busy(held)

    def renew(self) -> None:
        """Keep it. Raises StoreBusy where it was lost."""
        if time.time() - self._since > _RENEWED:
            held = self._read()
            if held is None or held["token"] != self._token:
                raise self._busy(held)
            self._write()

    def end(self) -> None:
        """Let go of it, where it was not lost."""
        held = self._read()
        if held is not None and held["token"] == self._token:
            self._connection.delete(self._names.shards, among("id", [-self._shard.number]))

    def _read(self) -> dict[str, Any] | None:
        rows = self._connection.query(self._names.shards, among("id", [-self._shard.number]), ["record"])
        found: dict[str, Any] | None = json.loads(rows[0]["record"]) if rows else None
        return found

    def _write(self) -> None:
        self._since = time.time()
        record = {"token": self._token, "host": socket.gethostname(), "process": os.getpid(), "since": self._since}
        row = {"id": -self._shard.number, "record": json.dumps(record), BLANK: NOTHING}
        self._connection.upsert(self._names.shards, [row])

    def _busy(self, held: Mapping[str, Any] | None) -> StoreBusy:
        who = f", process {held['process']} on {held['host']}" if held else ""
        return StoreBusy(
            f"another build is writing shard {self._shard} of {self._connection.where}{who}: "
            "wait for it to end, or stop it"
        )


def _is_alive(held: Mapping[str, Any]) -> bool:
    if time.time() - float(held["since"]) > _LEASE:
        return False
    if held["host"] != socket.gethostname():
        return True
    try:
        os.kill(int(held["process"]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
