"""Long trials of what may go wrong: `make stress` runs all, `python -m tests.stress.NAME --help` says how one runs.

frame       options, children that may die, the tally
world       a small index in several states, and all that can be read of it
crash       killed at random moments
faults      a full disk, and an index that cannot be written
changes     files that change while they are read, builds side by side, questions while builds go on
corruption  bytes flipped and files cut short
load        twenty sessions at once on the page; visitor is one of them
fuzzing     what the fuzzers share; fuzz_readers and fuzz_questions are the fuzzers
"""
