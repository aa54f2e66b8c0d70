"""Tests of the reader's pages: one file a view."""
