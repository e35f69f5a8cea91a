"""`init INDEX`: the form has the units of the definition's own data, however the file is laid out; its values need not be read."""
import csv
import io
import unittest

from program import ProgramTest

LAYOUTS = {
    "wide": ("{file: t.csv}", "unit,x,z\nA,1,1\nB,3,2\nC,,3\n"),
    "wide with periods": ("{file: t.csv}", "unit,period,x\nA,2020,1\nA,2021,2\nB,2020,3\nC,2021,5\n"),
    "renamed": ("{file: t.csv, unit: who, columns: {x: what}}", "who,what\nA,1\nB,3\nC,2\n"),
    "long": ("{file: t.csv}", "unit,indicator,value\nA,x,1\nB,x,3\nC,x,4\n"),
    "periods": ("{file: t.csv, layout: periods}", "unit,2020,2021\nA,1,2\nB,3,4\nC,5,6\n"),
    "periods of indicators": ("{file: t.csv, layout: periods}", "unit,indicator,2020,2021\nA,x,1,2\nB,x,3,4\nC,x,5,6\nC,y,7,8\n"),
}


class FormUnits(ProgramTest):
    def test_every_layout(self):
        for name, (data, table) in LAYOUTS.items():
            for more in "", ", {id: y, compute: 2 * x, goalposts: [0, 20]}":
                with self.subTest(layout=name, more=more):
                    (self.place / "t.csv").write_text(table, encoding="utf-8")
                    (self.place / "t.yaml").write_text("egovbench: 1\nid: t\ntitle: T\ndata: [" + data + "]\n"
                                                       "indicators: [{id: x, goalposts: [0, 10]}" + more + "]\n", encoding="utf-8")
                    self.run_program("validate", "t.yaml", code=0)
                    form = self.run_program("init", "t.yaml", "-o", "form.csv", "--force", code=0)
                    self.assertNotIn("error", form.err)
                    rows = list(csv.DictReader(io.StringIO((self.place / "form.csv").read_text(encoding="utf-8"))))
                    unit = "who" if name == "renamed" else "unit"
                    self.assertEqual(list(dict.fromkeys(row[unit] for row in rows if not row[unit].startswith("#"))), ["A", "B", "C"])


if __name__ == "__main__":
    unittest.main()
