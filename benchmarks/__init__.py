"""Quality and speed, measured; each module prints a table and is run by hand."""
