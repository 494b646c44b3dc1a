"""What a learner gets: the module as data, read from a folder, and shown as one page."""
