"""A small learning platform on this machine, for whoever tries the project, and for its tests.

It does what a municipality's platform does, for real: it plays SCORM packages (``scorm``), it is
an LTI 1.3 platform (``lti``), and it keeps what it is given in SQLite over restarts (``storage``).
How other platforms differ stands in ``profiles`` as data. What it leaves out: passwords. Whoever
opens it chooses who to be, so it listens on loopback only; what was chosen holds in that browser
alone (``sessions``).

Addresses: ``/`` first page; ``/scorm/<package>/`` player, ``…/kept`` what was kept; ``/gradebook``;
``/launch/<activity>`` the tool in its frame; ``/lti/…`` what tools call; ``/testing/…`` faults on
request, only in an application made with ``testing=True``.
"""
