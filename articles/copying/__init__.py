"""A whole site from one database to another of any kind, with proof: `copy.py` reads from top to bottom."""
