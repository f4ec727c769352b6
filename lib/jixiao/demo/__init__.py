<<<<<<< HEAD
"""A district that does not exist: its documents as real files, read and reported."""
=======
"""A district that does not exist: its documents are made, read and reported as any others are."""
>>>>>>> hour
