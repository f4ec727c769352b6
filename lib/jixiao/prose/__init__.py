"""Tables → sentences and key figures, in both languages; all text is escaped."""
