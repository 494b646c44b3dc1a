"""How a module looks: one page, the same through every door.

:func:`course.page.render.render` writes it; a :class:`course.page.host.Host` says what the host
of the page can do. Templates and player read that record and never ask which host they are in.
"""
