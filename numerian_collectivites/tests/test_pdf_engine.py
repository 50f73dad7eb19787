# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import gc
from unittest.mock import patch

from weasyprint.formatting_structure.boxes import Box

from odoo.tests import tagged

from ..report_engine import pruning, sheets
from .pdf_case import PdfCase

INVOICE = "account.account_invoices"
STATEMENT = "numerian_collectivites.numerian_billing_campaign_statement"


@tagged("post_install", "-at_install")
class TestPdfEngine(PdfCase):
    """What makes documents quick does not show, and is not left behind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_contract({})
        cls.campaign = cls.make_campaign(2025)
        cls.campaign.action_run()
        cls.move = cls.campaign.move_ids

    def test_document_looks_as_with_the_whole_sheet(self):
        for report, record in ((INVOICE, self.move), (STATEMENT, self.campaign)):
            with self.subTest(report):
                pruned = self.render(report, record)
                every = frozenset().union(
                    *(rules.names for rules in sheets.rules.values())
                )
                with patch.object(pruning, "get_names", return_value=every):
                    whole = self.render(report, record)
                self.assertTrue(every)
                self.assertEqual(whole, pruned)

    def test_sheet_of_a_document_is_a_small_part_of_odoo_s(self):
        self.render(INVOICE, self.move)
        whole = max(sheets.rules.values(), key=lambda rules: len(rules.names))
        names = frozenset({"div", ".row", ".table"})
        self.assertLess(len(whole.select(names)), len(whole.select(whole.names)) / 10)

    def test_boxes_of_a_document_do_not_outlive_it(self):
        usual = gc.get_threshold()
        gc.collect()  # what earlier tests left is not this document's
        self.render(INVOICE, self.move)
        self.assertFalse([o for o in gc.get_objects() if isinstance(o, Box)])
        self.assertEqual(gc.get_threshold(), usual)

    def test_printing_writes_nothing_on_the_lines(self):
        lines = self.registry["account.move.line"]
        with patch.object(lines, "write", side_effect=AssertionError("written")):
            self.render(INVOICE, self.move)
