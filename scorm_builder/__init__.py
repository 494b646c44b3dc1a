"""Turns a module into packages that learning platforms play."""
