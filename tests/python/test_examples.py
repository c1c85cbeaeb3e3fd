# SPDX-License-Identifier: Apache-2.0
"""Every example in the package's manual runs and prints what it says; everything public has a manual."""
import doctest
import importlib
import inspect
import os
import pkgutil
import unittest

from small_results import sampled, scratch, wider_opening

import cultivar


def modules():
    yield cultivar
    for found in pkgutil.walk_packages(cultivar.__path__, "cultivar."):
        yield importlib.import_module(found.name)


def public_things():
    for name in cultivar.__all__:
        thing = getattr(cultivar, name)
        yield name, thing
        if inspect.isclass(thing):
            for part, member in inspect.getmembers(thing):
                if not part.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)):
                    yield f"{name}.{part}", member


class Examples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        wider_opening()
        for name in ("what_if_trials.h5", "which_trials.h5", "each_alone.h5"):
            sampled(name)
        before = os.getcwd()
        cls.addClassCleanup(os.chdir, before)
        os.chdir(scratch())

    def test_examples_print_what_they_say(self):
        tried = 0
        for module in modules():
            with self.subTest(module.__name__):
                outcome = doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
                self.assertEqual(outcome.failed, 0)
                tried += outcome.attempted
        self.assertGreater(tried, 30)

    def test_everything_public_has_a_manual_and_hints_of_its_types(self):
        for name, thing in public_things():
            with self.subTest(name):
                self.assertGreater(len(inspect.getdoc(thing) or ""), 40)
                function = thing.fget if isinstance(thing, property) else thing
                if inspect.isfunction(function):
                    unhinted = [one for one in inspect.signature(function).parameters.values()
                                if one.name != "self" and one.annotation is inspect.Parameter.empty]
                    self.assertEqual(unhinted, [])
                    self.assertIn("return", function.__annotations__)


if __name__ == "__main__":
    unittest.main()
