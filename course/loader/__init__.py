"""A module folder → :class:`course.model.Module`, or every problem of the folder at once.

The format is described in docs/architecture.md ("Module folder"). The steps, a file each:
``source`` reads a file and splits it, ``yaml`` reads its front matter, ``keys`` gives the values
their types, ``body`` finds questions, cards and worksheets in the Markdown by their ``ids``,
``kinds`` finds the kind of a part, ``files`` looks up what texts refer to, ``settings`` and
``parts`` put together what was found, ``across`` judges what files say of each other, and
``folder`` leads.
"""

from course.errors import ModuleErrors, Problem
from course.loader.folder import Examined, examine, load

__all__ = ["Examined", "ModuleErrors", "Problem", "examine", "load"]
