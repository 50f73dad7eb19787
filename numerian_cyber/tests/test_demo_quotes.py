# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.tests import tagged

from odoo.addons.numerian_collectivites.demo import entries
from odoo.addons.numerian_collectivites.demo.records import get_record

from ..demo.quotes_2022 import load
from ..demo.summary import summary
from .common import CyberCase


@tagged("post_install", "-at_install")
class TestDemoQuotes(CyberCase):
    """The quotes of 8 June 2022, as ``setup/run`` loads them."""

    def test_story(self):
        entries.create_authorities(self.env)
        load(self.env)
        quotes = self.env["sale.order"].search([("is_cyber_quote", "=", True)])
        self.assertEqual(len(quotes), 43)
        self.assertEqual(
            sorted({(q.state, q.is_cyber_committed) for q in quotes}),
            [("cancel", False), ("sale", True), ("sent", False)],
        )
        signed = quotes.filtered(lambda quote: quote.state == "sale")
        lines = signed.cyber_contract_ids.contract_line_ids
        self.assertEqual(set(lines.mapped("date_start")), {date(2022, 9, 1)})
        burzet = get_record(self.env, "authority_burzet")
        self.assertEqual(str(burzet.counts_updated_on), "2022-05-16")
        count = f"{len(signed)} sur 43"
        self.assertEqual(dict(summary(self.env))["Devis cyber signés"], count)
        load(self.env)
        self.assertEqual(
            self.env["sale.order"].search_count([("is_cyber_quote", "=", True)]), 43
        )
