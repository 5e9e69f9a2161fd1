"""Who and what is meant by the words of a question: speakers, documents, misspelt words. Pure.

filters     names and days as they are given with a question
names       who is meant by a name, and never another person of the same surname
sexes       whether a name is a man's or a woman's
named       the names in a text that mean speakers
series      what titles count, and which of it is meant: "day 2"
references  which documents a question or a filter names
times       when that was said which is asked for
spelling    slips of typing put right
calling     a label as one writes a name: what is proposed to be asked
"""
