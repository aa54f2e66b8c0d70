"""File formats, one dialect a file: bytes to a Document and back, without models, settings or a database."""
