"""Ask your transcripts: what was said, by whom, when, quoted to the character."""
