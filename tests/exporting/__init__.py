"""Tests of articles/exporting."""
