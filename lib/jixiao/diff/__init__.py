"""Two runs or two years set against each other: records, comparison, page."""
