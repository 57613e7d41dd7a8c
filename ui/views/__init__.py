"""Views: they build widgets, name them, and bind them to a view-model."""
