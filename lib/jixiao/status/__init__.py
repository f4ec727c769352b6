"""What an indicator promised, what was reported, what supports it, and the status that follows."""
