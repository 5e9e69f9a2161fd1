"""The chat: the conversation and its filters, kept, exported and judged."""
