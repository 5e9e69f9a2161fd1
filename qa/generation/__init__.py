"""An answer in a language model's words, where one is set.

events     the stream of bytes from a server
llm        a model behind an OpenAI-compatible address; the only module that imports openai
prompting  what it is told: the rules, the sources as data, the question
checking   whether a sentence that it wrote holds true of the places it cites
reply      what of a reply is meant for the reader
writing    the answer: every sentence checked before it is shown, or else the words themselves
"""
