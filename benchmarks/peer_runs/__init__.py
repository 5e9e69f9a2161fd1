"""One script a system, each run in a process of its own with the interpreter of its own environment."""
