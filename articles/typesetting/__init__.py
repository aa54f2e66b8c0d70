"""How the reader's templates become pages: Jinja, compiled once for each language, and what these templates may use."""
