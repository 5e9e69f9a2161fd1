"""The web chat. Nothing outside this package imports gradio, and importing this package does not either."""

from qa.web.server import Server, launch

__all__ = ["Server", "launch"]
