"""Warm kernels: forked from one preloaded process, one fresh kernel for every notebook."""
