"""Tests in a real browser: what readers see and do, with and without scripts."""
