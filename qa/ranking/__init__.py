"""The passages that a search found, put in order.

network    a pool of passages to scores, by what is said in and around each
regions    scored passages to places: neighbours joined, the first ones apart
reranking  question and passage read together by a cross-encoder, where one is set
"""
