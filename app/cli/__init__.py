"""The second face: the whole work from a terminal, for support, automation and tests. No Qt, no SQL of its own.

`app.cli.start.main` does one command. Modules of commands import nothing heavy until a command runs.
"""
