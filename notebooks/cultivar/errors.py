# SPDX-License-Identifier: Apache-2.0
"""What is said when an input is wrong, and the word that was probably meant."""
from __future__ import annotations

import difflib
from typing import Iterable, Optional


class InputError(Exception):
    """An input that cannot be used: a file, or a name that results do not have.

    It prints as one line, like an error of the program: place, reason, hint.

    Attributes
    ----------
    reason : str
        What is wrong.
    file : str or None
        The file that is wrong or lacks what was asked for.
    line, column : int or None
        Place in a text file, from 1; results files have none.
    hint : str or None
        What to do about it.

    Examples
    --------
    >>> import cultivar as cv
    >>> try:
    ...     cv.open("wider_openning.h5")
    ... except cv.InputError as error:
    ...     print(error.file, "|", error.hint)
    wider_openning.h5 | did you mean 'wider_opening.h5'?
    """

    def __init__(self, reason: str, *, file: Optional[str] = None, line: Optional[int] = None,
                 column: Optional[int] = None, hint: Optional[str] = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.file = file
        self.line = line
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        text = f"{place}: {self.reason}" if place else self.reason
        if self.hint:
            text += f" — {self.hint}"
        return " ".join(text.split())

    def __reduce__(self):
        return _rebuild, (self.reason, self.file, self.line, self.column, self.hint)


def _rebuild(reason, file, line, column, hint):
    return InputError(reason, file=file, line=line, column=column, hint=hint)


def closest(name: object, known: Iterable[str]) -> Optional[str]:
    """The known name that is most like the given one; None if none is like it."""
    by_lower = {one.lower(): one for one in known}
    found = difflib.get_close_matches(str(name).lower(), list(by_lower), n=1)
    return by_lower[found[0]] if found else None


def unknown(kind: str, name: object, known: Iterable[str], file: Optional[str] = None) -> InputError:
    """The error for a name that is none of the known ones.

    Its hint is the name that was probably meant, or the list if there are few.
    """
    known = list(known)
    meant = closest(name, known)
    if meant is not None:
        hint = f"did you mean '{meant}'?"
    elif known and len(known) <= 12:
        hint = "there are " + ", ".join(known)
    elif known:
        hint = f"there are {len(known)}, among them " + ", ".join(known[:5])
    else:
        hint = None
    return InputError(f"unknown {kind} '{name}'", file=file, hint=hint)
