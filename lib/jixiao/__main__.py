"""`python -m jixiao`: the command line."""

from .cli import main

main(prog_name="jixiao")
