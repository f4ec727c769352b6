"""Tables → pictures with alt text. Every function takes a DataFrame and a language."""
