"""Tests of articles/importing/second_route."""
