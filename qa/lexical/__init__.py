"""Words: text to terms, and terms to passages. The only place that imports tantivy.

numerals  numbers in words as digits
analysis  text to terms
bm25      BM25 as tantivy reckons it, for engines that only store what is counted
index     terms to passages: an index in a folder, read and written
"""
