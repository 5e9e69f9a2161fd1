"""The client, its errors as ours, and how long it is tried. The only module that imports pymilvus."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.addresses import Collection
from qa.errors import InvalidInput, StoreBusy, StoreCorrupt, StoreUnreachable

if TYPE_CHECKING:
    from qa.protocols import Vectors

PAUSES = (0.2, 0.6, 1.8)
"""Seconds between one attempt and the next; after the last it is given up."""
TIMEOUT = 60.0
"""Seconds that one call may take."""
MOST = 16_384
"""So many rows Milvus gives at most for one call."""
STALENESS = 5.0
"""Seconds by which a search on a cluster may be behind: Milvus's own bound for reads that do not wait."""
_UNREACHABLE = frozenset({1, 2})
_AT_ONCE = 8_000_000
_PAGE = 1_000

_files: Counter[Path] = Counter()
_files_lock = threading.Lock()


class Connection:
    """Calls to one Milvus. Safe to share between threads."""

    def __init__(self, where: Collection, *, strong: bool = False) -> None:
        """Connect.

        Args:
            where: the index.
            strong: read what was written last, as builders must; else what all replicas know by now.

        Raises:
            InvalidInput: pymilvus is not installed.
            StoreUnreachable: there is no answer.
            StoreBusy: another process holds the file.
        """
        self.where = where
        self._options: dict[str, Any] = {"consistency_level": "Strong"} if strong else {}
        self._loaded: set[str] = set()
        self._file = where.file.resolve() if where.file is not None else None
        if self._file is None:
            self._client = _patiently(lambda: _client(where), where)
        else:
            with _files_lock:
                self._client = _patiently(lambda: _client(where), where)
                _files[self._file] += 1
        self.is_lite = "lite" in str(self._call("get_server_version")).lower()

    def has(self, name: str) -> bool:
        """Whether there is such a collection."""
        return bool(self._call("has_collection", name))

    def create(self, name: str, fields: Sequence[Mapping[str, Any]], indexes: Sequence[Mapping[str, Any]]) -> None:
        """Make a collection with its indexes, or what of it is missing: another builder may be at it, or have died."""
        from pymilvus import DataType, MilvusClient

        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        for one in fields:
            options = {key: DataType[value] if key.endswith("type") else value for key, value in one.items()}
            schema.add_field(options.pop("name"), options.pop("type"), **options)

        def complete() -> None:
            if not self.has(name):
                self._client.create_collection(name, schema=schema, timeout=TIMEOUT, consistency_level="Bounded")
            held = self._client.list_indexes(name)
            for one in indexes:
                if one["field_name"] not in held:
                    parameters = MilvusClient.prepare_index_params()
                    parameters.add_index(index_name=one["field_name"], **one)
                    # It is there when the collection is loaded; to wait for it here takes half a second for each.
                    self._client.create_index(name, parameters, timeout=TIMEOUT, sync=False)

        try:
            _patiently(complete, self.where)
        except StoreCorrupt:
            # Another builder was quicker between the look and the deed.
            time.sleep(PAUSES[0])
            _patiently(complete, self.where)

    def dimension(self, name: str, field: str) -> int:
        """Length of the vectors in a field."""
        found = self._call("describe_collection", name)["fields"]
        return next(int(one["params"]["dim"]) for one in found if one["name"] == field)

    def query(self, name: str, where: str, fields: Sequence[str], page: int = MOST) -> list[dict[str, Any]]:
        """All rows that an expression lets through, in no order; `page` of them to a message."""
        self._load(name)
        found = self._call("query", name, filter=where, output_fields=list(fields), limit=page, **self._options)
        rows = [dict(one) for one in found]
        if len(rows) < page:
            return rows
        return list(self._pages(name, where, fields, min(page, _PAGE)))

    def _pages(self, name: str, where: str, fields: Sequence[str], page: int) -> Iterator[dict[str, Any]]:
        pages = self._call(
            "query_iterator", name, filter=where, output_fields=list(fields), batch_size=page, **self._options
        )
        try:
            while found := _patiently(pages.next, self.where):
                yield from (dict(one) for one in found)
        finally:
            pages.close()

    def count(self, name: str, where: str) -> int:
        """How many rows an expression lets through."""
        self._load(name)
        return int(self._call("query", name, filter=where, output_fields=["count(*)"], **self._options)[0]["count(*)"])

    def search(
        self,
        name: str,
        field: str,
        queries: Vectors | Sequence[Mapping[int, float]],
        limit: int,
        where: str,
        fields: Sequence[str] = (),
    ) -> list[list[tuple[int, float, dict[str, Any]]]]:
        """For each query the best rows by inner product: id, score, what was asked for beside."""
        self._load(name)
        data = list(queries)
        found = self._call(
            "search",
            name,
            data=data,
            anns_field=field,
            limit=min(limit, MOST),
            filter=where,
            output_fields=list(fields),
            search_params={"metric_type": "IP"},
            **self._options,
        )
        return [[(int(hit["id"]), float(hit["distance"]), dict(hit["entity"])) for hit in hits] for hits in found]

    def upsert(self, name: str, rows: Sequence[dict[str, Any]], *, partial: bool = False, page: int = 200) -> None:
        """Write rows, in the place of those with their keys; `partial` leaves other fields as they are."""
        if not rows:
            return
        self._load(name)
        more = {"partial_update": True} if partial else {}
        start = size = 0
        for end, row in enumerate(rows, 1):
            size += sum(len(value) for value in row.values() if isinstance(value, str))
            if end - start == page or size > _AT_ONCE or end == len(rows):
                self._call("upsert", name, list(rows[start:end]), **more)
                start, size = end, 0

    def delete(self, name: str, where: str) -> None:
        """Remove all rows that an expression lets through."""
        self._load(name)
        self._call("delete", name, filter=where)

    def settle(self) -> None:
        """Wait until every reader sees what was written."""
        if not self.is_lite:
            time.sleep(STALENESS)

    def tidy(self, name: str) -> None:
        """Have a file's rows sorted in: it reads those in its log one by one. A cluster does so by itself."""
        if self.is_lite:
            self._call("flush", name)

    def close(self) -> None:
        """Let go of the server; of a file, when nothing else in this process uses it."""
        self._client.close()
        if self._file is None:
            return
        with _files_lock:
            _files[self._file] -= 1
            if not _files[self._file]:
                from milvus_lite.server_manager import server_manager_instance

                server_manager_instance.release_server(str(self._file))

    def _load(self, name: str) -> None:
        """A file, and a cluster that was told so, forget on a restart what was loaded."""
        if name in self._loaded:
            return
        for pause in (*PAUSES, None):
            try:
                self._call("load_collection", name)
                break
            except StoreCorrupt:
                # Another builder has just made it, and not yet its indexes.
                if pause is None:
                    raise
                time.sleep(pause)
        self._loaded.add(name)

    def _call(self, what: str, *arguments: Any, **options: Any) -> Any:
        method = getattr(self._client, what)
        return _patiently(lambda: method(*arguments, timeout=TIMEOUT, **options), self.where)


def _client(where: Collection) -> Any:
    try:
        from pymilvus import MilvusClient
    except ModuleNotFoundError as error:
        raise InvalidInput(f"{where} needs pymilvus: pip install -e '.[milvus]' in qa's folder") from error
    # What goes wrong is said once, by us, in one line.
    for name in ("pymilvus", "milvus_lite"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if where.file is not None:
        where.file.parent.mkdir(parents=True, exist_ok=True)
        return MilvusClient(str(where.file.resolve()))
    return MilvusClient(where.uri, token=where.token or "", timeout=TIMEOUT / 6)


def _patiently(call: Callable[[], Any], where: Collection) -> Any:
    """What the call gives; tried again, each time after a longer pause, where the server could not be reached."""
    import grpc
    from pymilvus.exceptions import ConnectionConfigException, MilvusException

    for pause in (*PAUSES, None):
        try:
            return call()
        except ConnectionConfigException as error:
            if where.file is None:
                raise InvalidInput(f"{where} is no address of a Milvus server ({error.message})") from error
            raise StoreBusy(
                f"{where} cannot be opened: another process may have it open, a Milvus Lite file is one process's alone"
                " (`milvus-lite server` serves it to several)"
            ) from error
        except (MilvusException, grpc.RpcError) as error:
            passing = isinstance(error, grpc.RpcError) or error.code in _UNREACHABLE
            if not passing:
                raise StoreCorrupt(
                    f"{where} answers with an error ({_line(error)}): see the log of the server"
                ) from error
            if pause is None:
                raise StoreUnreachable(
                    f"{where} cannot be reached ({_line(error)}), tried {len(PAUSES) + 1} times: is the server running?"
                ) from error
            time.sleep(pause)
    raise AssertionError("the last attempt returns or raises")


def _line(error: Exception) -> str:
    return str(getattr(error, "message", None) or error).strip().partition("\n")[0][:200]
