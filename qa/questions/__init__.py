"""What a question asks, told from its words alone: patterns, no model, no index. Pure.

calendar_names  months, days of the week, seasons
wants           the kind of thing asked for: a time, a number, a person
parsing         whose words are asked for, and about what (`Question`)
persons         who somebody is, and what people are to each other
openings        how a question begins before it asks anything
meetings        the words for a kind of transcript
framing         what stands around a question and asks nothing
acts            what was promised, left unanswered, denied, admitted or corrected
outcomes        what a meeting decided, gave somebody to do, or left open
votes           who voted how, who moved or seconded something
presence        at which meetings somebody was not, whether all were at one
headed          who was absent, who holds an office
offices         what somebody is, and the roles in a question
asking          all that was asked, by whomever
attributed      whether somebody's own words or mind are asked for
periods         the stretch of time that is named
groups          whether it is put to everybody, or to all of a sort
contrasts       people, or one matter at several times, beside each other
ends            how a transcript, or somebody in it, begins or ends
firsts          where in time something was first or last said
naming          which names are said
occasions       which transcripts there are, of what date, or how long
overview        a summary, and of what
kinds           what kind of answer is wanted (`Kind`)
"""
