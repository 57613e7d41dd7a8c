"""Plain content in, PDF bytes out: the only reportlab."""
