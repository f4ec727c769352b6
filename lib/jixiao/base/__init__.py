"""What every room stands on: errors, amounts, text, cores."""
