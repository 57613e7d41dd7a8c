"""The window: views build and bind, view-models hold state and commands."""
