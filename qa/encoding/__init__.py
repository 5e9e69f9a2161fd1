"""Text to vectors: where models are, what their files say, and a quick pass through those that are BERT.

The only place that imports torch, sentence-transformers, transformers and tokenizers.
"""
