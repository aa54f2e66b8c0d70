"""The site: settings, addresses, checks, the WSGI application."""
