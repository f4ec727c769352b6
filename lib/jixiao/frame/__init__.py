"""What pages, notebooks and spreadsheets are set in: templates, look, font, paragraphs, sheets."""
