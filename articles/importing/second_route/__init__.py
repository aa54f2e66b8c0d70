"""A second way from Markdown and from a page to their words, for verification: shares no code with articles.text."""
