# SPDX-License-Identifier: Apache-2.0
"""The docs say of each parameter what the program says."""

import os
import unittest

import field_tables


class FieldTables(unittest.TestCase):
    def test_every_table_in_the_docs_is_what_the_program_prints(self):
        for name in field_tables.PAGES:
            page = (field_tables.ROOT / name).read_text(encoding="utf-8")
            text, missing, places = field_tables.filled(page, os.environ["CULTIVAR_PROGRAM"])
            self.assertEqual(missing, [], name)
            self.assertGreater(places, 0, name)
            self.assertEqual(text, page, f"{name}: run tests/architecture/field_tables.py PROGRAM --write")

    def test_a_changed_table_is_seen(self):
        page = "<!-- fields:begin review -->\n| parameter | changed |\n<!-- fields:end -->"
        text, missing, places = field_tables.filled(page, os.environ["CULTIVAR_PROGRAM"])
        self.assertNotEqual(text, page)
        self.assertEqual((missing, places), ([], 1))


if __name__ == "__main__":
    unittest.main()
