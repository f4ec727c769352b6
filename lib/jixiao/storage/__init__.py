"""Files: written whole, here or at an address; folders that end with their owner; the lock of a run."""
