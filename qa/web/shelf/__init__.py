"""The library's panel: what is indexed, added to and pruned."""
