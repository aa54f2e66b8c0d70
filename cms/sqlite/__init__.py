"""Named by DATABASES as Django's own backends are: base.py is what Django looks for."""
