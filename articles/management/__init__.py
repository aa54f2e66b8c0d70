"""Commands: arguments, one call, a printed report."""
