"""The whole site in a folder, checksummed, and back: `backup.py` makes one, `restore.py` brings it back."""
