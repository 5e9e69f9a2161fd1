"""Vectors: kept in little room, multiplied, and the nearest of them found.

codes      a vector in three values a component: of sentences
quantised  a vector in ten bits a component: of passages
fourbit    four bits a component, as FAISS keeps them in its lists
products   products of matrices, on the thread that asks for them
index      the nearest vectors by position; the only module that imports faiss
"""
