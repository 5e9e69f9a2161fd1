"""What other programs use: endpoints and an MCP server."""
