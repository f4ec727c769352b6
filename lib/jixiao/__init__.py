"""Jixiao: performance self-evaluations of Chinese government departments, read and compared."""
