# SPDX-License-Identifier: Apache-2.0
"""One results file, opened for reading: what is in it, and plain errors for what is not.

The format is described in docs/results-format.md. A file is never written in place, so that it can be read while
anything else is written, and stays as it was opened even if another takes its name.
"""
from __future__ import annotations

import contextlib
import os
import pathlib
import stat
from typing import Iterator, List, Union

import h5py
import numpy as np

from .errors import InputError, closest

FORMAT = "cultivar-results"
VERSION = 1
DAMAGE = (OSError, KeyError, RuntimeError, ValueError, TypeError, AttributeError, IndexError, MemoryError)


class ResultsFile:
    """A results file of format version 1.x; every failure to read it is an `InputError`."""

    def __init__(self, path: Union[str, os.PathLike]) -> None:
        self.path = os.fspath(path)
        _refuse_unreadable(pathlib.Path(self.path))
        try:
            self._file = h5py.File(self.path, "r")
        except DAMAGE as error:
            raise self.error(f"damaged: {_cause(error)}") from None
        try:
            self._refuse_foreign()
        except InputError:
            self._file.close()
            raise

    def _refuse_foreign(self) -> None:
        if self.attribute("/", "format", "") != FORMAT:
            raise self.error("an HDF5 file, but not a results file of Cultivar")
        version = np.atleast_1d(self.attribute("/", "format_version", []))
        if version.size != 2 or version.dtype.kind not in "iu" or version[0] < 1:
            raise self.error("damaged: no version of the format")
        if version[0] > VERSION:
            raise self.error(f"format version {version[0]}.{version[1]}, but this package reads {VERSION}.x",
                             hint="take a later version of the package")

    def close(self) -> None:
        self._file.close()

    def error(self, reason: str, hint: Union[str, None] = None) -> InputError:
        return InputError(reason, file=self.path, hint=hint)

    @contextlib.contextmanager
    def _reading(self, name: str) -> Iterator[None]:
        if not self._file:
            raise self.error("has been closed", hint="open it again")
        try:
            yield
        except InputError:
            raise
        except DAMAGE as error:
            raise self.error(f"damaged: {name}: {_cause(error)}") from None

    def has(self, name: str) -> bool:
        with self._reading(name):
            return name in self._file

    def names(self, group: str) -> List[str]:
        """What lies in a group, in the order in which it was written."""
        with self._reading(group):
            return list(self._file[group])

    def attribute(self, name: str, attribute: str, default=None):
        """An attribute of a group or dataset; texts as str, numbers as they are."""
        with self._reading(f"{name} {attribute}"):
            value = self._file[name].attrs.get(attribute, default)
            return value.decode() if isinstance(value, bytes) else value

    def dataset(self, name: str) -> h5py.Dataset:
        """A dataset whose values lie in this very file."""
        with self._reading(name):
            if name not in self._file:
                raise self.error(f"damaged: {name} is missing")
            parts = name.strip("/").split("/")
            links = (self._file.get("/".join(parts[: n + 1]), getlink=True) for n in range(len(parts)))
            found = self._file[name] if all(type(link) is h5py.HardLink for link in links) else None
            if not isinstance(found, h5py.Dataset) or found.external or found.is_virtual:
                raise self.error(f"damaged: {name} is no dataset of this file")
            return found

    def values(self, name: str, where=...) -> np.ndarray:
        """Numbers, all of them or those at a NumPy index."""
        data = self.dataset(name)
        with self._reading(name):
            return data[where]

    def texts(self, name: str) -> List[str]:
        data = self.dataset(name)
        with self._reading(name):
            return [str(text) for text in np.atleast_1d(data.asstr()[...])]

    def axes(self, name: str) -> List[str]:
        """Names of the dimensions of a dataset; a scale is its own dimension."""
        data = self.dataset(name)
        with self._reading(name):
            if h5py.h5ds.is_scale(data.id):
                return [name.rpartition("/")[2]]
            return [dimension[0].name.rpartition("/")[2] for dimension in data.dims]


def _cause(error: BaseException) -> str:
    text = str(error).strip("\"'").splitlines() or [type(error).__name__]
    return text[0]


def _refuse_unreadable(path: pathlib.Path) -> None:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "no such file" if missing else getattr(error, "strerror", None) or str(error)
        raise InputError(reason, file=str(path), hint=_hint_for_missing(path) if missing else None) from None
    if stat.S_ISDIR(mode):
        unfinished = path.name.endswith(".h5.d")
        raise InputError("a folder, not a results file", file=str(path),
                         hint=f"cultivar collect {path}" if unfinished else None)
    if not stat.S_ISREG(mode):
        raise InputError("not a regular file", file=str(path))
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise InputError(error.strerror or str(error), file=str(path)) from None
    if not h5py.is_hdf5(str(path)):
        question = path.suffix in (".yaml", ".yml")
        raise InputError("not a results file (not HDF5)", file=str(path),
                         hint=f"cultivar run {path}" if question else None)


def _hint_for_missing(path: pathlib.Path) -> Union[str, None]:
    if path.with_name(path.name + ".d").is_dir():
        return f"its runs are still in the making: cultivar status {path}"
    with contextlib.suppress(OSError):
        meant = closest(path.stem, (one.stem for one in path.parent.iterdir() if one.suffix == ".h5"))
        if meant is not None:
            return f"did you mean '{path.with_name(meant + '.h5')}'?"
    return None
