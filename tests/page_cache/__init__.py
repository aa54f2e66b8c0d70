"""Tests of the page cache, through the WSGI application and with real transactions."""
