"""The picture is an SVG of every row, whatever the rows hold."""

import unittest
import xml.etree.ElementTree as xml

from rows import row
import chart

SVG = "{http://www.w3.org/2000/svg}"


def drawn(rows):
    return xml.fromstring(chart.draw(rows))


def texts(svg):
    return [element.text for element in svg.iter(SVG + "text")]


class Chart(unittest.TestCase):
    def test_draws_a_ratio_and_a_share_for_each_row(self):
        svg = drawn([row("relu/10", share=0.5), row("tanh/10", 2, share=0.25)])
        self.assertEqual(svg.tag, SVG + "svg")
        self.assertEqual(len(list(svg.iter(SVG + "rect"))), 4)
        self.assertLessEqual({"relu/10", "tanh/10", "2.0", "0.50", "0.25"}, set(texts(svg)))

    def test_leaves_out_what_was_not_measured(self):
        svg = drawn([row("c_abi_call", peer=None)])
        self.assertEqual(list(svg.iter(SVG + "rect")), [])
        self.assertIn("c_abi_call", texts(svg))

    def test_names_another_peer(self):
        self.assertIn("batchnorm2d_train/1, over onednn", texts(drawn([row("batchnorm2d_train/1", name="onednn")])))

    def test_escapes_names(self):
        self.assertIn("a<b&c", texts(drawn([row("a<b&c")])))

    def test_bars_stay_inside_the_picture(self):
        svg = drawn([row("fast", peer=5000.0, share=3.0), row("slow", peer=0.001, share=0.001)])
        for bar in svg.iter(SVG + "rect"):
            self.assertGreaterEqual(float(bar.get("x")), 0)
            self.assertLessEqual(float(bar.get("x")) + float(bar.get("width")), float(svg.get("width")))

    def test_draws_no_rows_at_all(self):
        self.assertEqual(list(drawn([]).iter(SVG + "rect")), [])


if __name__ == "__main__":
    unittest.main()
