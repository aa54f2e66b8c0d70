"""Tests of articles/admin."""
