"""Why a site could not be written, as a problem that names the file."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mapgen.problems import Problem, RefusalError, Where

_CODES = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.EACCES: "not-permitted",
    errno.EPERM: "not-permitted",
    errno.EROFS: "read-only-disk",
}


class PublishError(RefusalError):
    """The site was not written and the old one is untouched; `problems` say why."""


@contextmanager
def as_problem(path: Path) -> Iterator[None]:
    """Turn what the system refuses into a PublishError that names the file it refused, else `path`.

    A file of the unfinished tree is named as the one it was to become.
    """
    try:
        yield
    except OSError as error:
        unfinished = rf"/\.{re.escape(path.name)}\.tmp-\d+(?=/|$)"
        where = Where(re.sub(unfinished, lambda _: f"/{path.name}", Path(error.filename or path).as_posix()))
        reason = {"reason": error.strerror or str(error)}
        raise PublishError(Problem(where, _CODES.get(error.errno or 0, "cannot-write"), reason)) from error
