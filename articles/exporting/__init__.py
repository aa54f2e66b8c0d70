"""Articles go out again."""
