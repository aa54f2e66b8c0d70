"""Tests of articles/search."""
