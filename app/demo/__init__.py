"""The demo: the main job once, from a kitchen table to the gemeente and back, with made-up people.

Everything goes through the real services, encrypted stores, sealed batches and a folder as mailbox.
"""
