"""A small learning platform on this machine, for whoever tries the project, and for its tests."""
