"""Telling the platforms' gradebooks, in a process of its own: no Flask.

What must be told is noted by :mod:`lti_app.services.gradebook` in the transaction that changes it.
Here the notes are claimed (:mod:`outbox`), sent (:mod:`sender`) and settled, until none is left.
"""
