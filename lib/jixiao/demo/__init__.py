"""A district that does not exist: its documents as real files, read and reported."""
