"""Tests of articles/text: from what people write to what readers see."""
