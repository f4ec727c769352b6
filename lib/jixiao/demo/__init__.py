"""A district that does not exist: its documents are made, read and reported as any others are."""
