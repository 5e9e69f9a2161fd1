"""Which sentences answer, and how likely they do. No wording here.

reported    whose words a sentence reports
replies     how far what a sentence replies to is the very question that is asked
candidates  hits to the sentences that may be quoted, and what stands around each
shapes      what the words look like that answer: a day, a sum, a count, a reason
selection   which sentences answer the question, and how well
covering    which few sentences stand for all that was said
joining     chosen sentences to what is quoted: with what they say too little without, side by side as one
verifier    whether a sentence answers, by reading both together
contrary    what is otherwise than a question takes for granted
premises    what a question takes for granted, and was denied
events      what befalls people, by the words for it
declined    what was asked, and left open by whoever was asked
acts        what promises, declines to answer, denies, admits or corrects
outcomes    what decides, gives somebody something to do, or leaves a matter open
naming      the names that are said
stances     what takes a side, or tells that it was changed
stretches   where a matter is under discussion
votes       what moves or seconds something, or casts a vote
confidence  how likely the transcripts answer at all: a probability
"""
