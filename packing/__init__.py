"""What becomes of a built folder: the list of its parts, and a Debian package. No part of the program itself."""
