"""Tests of articles/formats; expected.py says what each file below refused/ and accepted/ must give."""
