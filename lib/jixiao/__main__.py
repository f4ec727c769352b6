"""`python -m jixiao`: the command line."""

from .cli.commands import main

main(prog_name="jixiao")
