"""Legacy posts come in: a pipeline to read from run.py downwards."""
