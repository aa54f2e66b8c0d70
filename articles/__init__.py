"""Articles: the record, the desk and the reader's pages."""
