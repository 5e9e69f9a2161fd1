"""The index in Milvus: from a file (Milvus Lite) to a cluster, behind the same protocols as the local store.

connection   the client, its errors and its patience: the only module that imports pymilvus
schema       the collections of an index and their fields
expressions  a Scope, a generation and names as Milvus expressions
rows         transcripts, passages and their records as rows, and back
published    what the builders have published: a row for each shard
catalogue    the documents of one state, kept in memory
corpus       what was said (`Corpus`)
passages     search over passages (`PassageIndex`)
reader       open, and pin one state for an answer
writer       stage, publish, purge (`IndexWriter`)
"""
