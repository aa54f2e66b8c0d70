"""The schema of the record, step by step."""
