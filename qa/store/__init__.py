"""The index on disk: SQLite holds the truth, FAISS and tantivy are derived from it.

schema    tables, connections, version
records   rows to dataclasses and back, with their checksums
sealing   a checksum over what is published as a whole
auditing  looking for damage before a build
salvage   vectors out of a database that is damaged
scoping   a Scope as SQL
corpus    what was said (`Corpus`)
mentions  which documents can hold some words at all
heard     who is heard in a passage, and the terms it is found by
parts     passages as arrays: the base on disk, and what has come since
view      what search holds in memory of one generation
passages  search over passages (`PassageIndex`)
meanings  the vectors of sentences
derived   the FAISS and tantivy files, and the manifest that says what they should be
staging   the rows of one document, in and out
reader    `Store`: open, and pin one generation for an answer
writer    `StoreWriter`: stage, publish, purge (`IndexWriter`)
"""

from qa.store.reader import Snapshot, Store
from qa.store.writer import StoreWriter

__all__ = ["Snapshot", "Store", "StoreWriter"]
