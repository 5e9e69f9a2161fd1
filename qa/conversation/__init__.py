"""What is said in a chat beside whole questions: follow-ups made whole, greetings. Pure.

earlier    what was asked before, taken apart
leaning    a question that leaves out what it is about, completed
followup   a follow-up and what was asked before it, made one question that stands alone
smalltalk  what asks nothing of the transcripts
"""
