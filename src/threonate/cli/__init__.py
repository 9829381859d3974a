"""The face on the command line: a question in words goes in, an answer comes out.

What cannot be answered is told in one sentence with exit code 2, and leaves no file behind. Nothing
heavy is loaded before a command runs, so that asking for help is quick.
"""

from threonate.cli.program import main

__all__ = ["main"]
