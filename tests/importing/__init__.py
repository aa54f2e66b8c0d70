"""Tests of articles/importing."""
