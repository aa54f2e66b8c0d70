"""The reader's pages: one noun a file; each view is a named queryset, a page and a template."""
