"""The reader: a whole transcript, opened at a place."""
