"""Tests of what makes pages of the reader's templates."""
