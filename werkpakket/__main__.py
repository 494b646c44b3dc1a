"""``python -m werkpakket``."""

from werkpakket.cli import main

main()
