"""Text to vectors: where models are, what their files say, and a quick pass through those that are BERT.

The only place that imports torch, sentence-transformers, transformers and tokenizers.

processor  what the machine computes with
models     embedding models on this machine, and how sentence-transformers loads them
recipe     what a model's files say of the way from text to vector
adapter    a small change to the weights of one model
bert       a BERT's forward pass over texts laid end to end
int8       linear layers in eight bits
pooling    states of tokens to vectors
packed     texts to vectors: batches of equal work, a worker each
sentence   vectors, tokens, and the vectors of sentences in passages
lean       the model that comes with `qa`, read from its files
crossing   the same, reading a question and a sentence together
"""
