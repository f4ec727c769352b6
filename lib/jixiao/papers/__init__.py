"""Papers for a desk and a meeting: spot-check sheet, working papers to sign, deputies' sheet."""
