"""What is said in a chat beside whole questions: follow-ups made whole, greetings. Pure.

earlier      what was asked before, taken apart
persons      whom "he" and "she" mean
bare         follow-ups that name nothing themselves: asked again, or for more
elsewhere    the last question at another time or place
frames       another thing or person in its place
corrections  what was meant
quoted       what is quoted at a number
replies      what was replied to what is quoted
there        the meeting that was asked about last
leaning      a question that leaves out what it is about, completed
followup     a follow-up and what was asked before it, made one question that stands alone
smalltalk    what asks nothing of the transcripts
"""
