"""The one command line: arguments, exit codes, and putting the other packages together."""
