# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import CyberCase


@tagged("post_install", "-at_install")
@freeze_time("2022-12-31")
class TestContractJourney(CyberCase):
    """A commune's vault at 0.80 a month per mailbox, from quote to end.

    | 2022            | mailboxes | a month | months |   due |
    |-----------------|-----------|---------|--------|-------|
    | from January    |         5 |    4.00 |     12 | 48.00 |
    | 8 from May on   |         8 |    6.40 |  4 + 8 | 67.20 |
    | ends in October |         8 |    6.40 |  4 + 6 | 54.40 |
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.commune = cls.make_authority("Brossainc", staff_count=5)
        cls.quote = cls.sign(cls.commune, start="2022-01-01", vault=5)
        cls.contract = cls.quote.cyber_contract_id
        cls.line = cls.contract.contract_line_ids

    def bill_2022(self):
        """Run a campaign of 2022; return its amounts excl. VAT, credits below zero."""
        return self.bill(2022).mapped("amount_untaxed_signed")

    def amend(self, quantity, **vals):
        row = {"contract_line_id": self.line.id, "quantity": quantity}
        return self.as_user("contracts", "numerian.contract.amendment").create(
            {
                "contract_id": self.contract.id,
                "effective_date": "2022-05-01",
                "reason": "Trois boîtes de plus",
                "line_ids": [Command.create(row)],
            }
            | vals
        )

    def terminate(self):
        reason = self.env.ref("numerian_collectivites.terminate_reason_authority")
        return self.as_user("contracts", "numerian.contract.amendment").create(
            {
                "contract_id": self.contract.id,
                "kind": "termination",
                "effective_date": "2022-11-01",
                "terminate_reason_id": reason.id,
                "reason": "Délibération du conseil municipal",
                "credit_agreed": True,
            }
        )

    def test_from_the_quote_to_the_last_credit(self):
        self.assertEqual(self.bill_2022(), [48.00])
        amendment = self.amend(8, credit_agreed=True)
        self.assertEqual(amendment.complement_amount, 19.20)  # 67.20 - 48.00
        amendment.action_apply()
        self.assertEqual(self.bill_2022(), [19.20])
        end = self.terminate()
        self.assertEqual(end.credit_amount, -12.80)  # 54.40 - 67.20
        end.action_apply()
        self.assertEqual(self.bill_2022(), [-12.80])
        self.assertEqual(self.bill_2022(), [])
        self.assertEqual(self.contract.amendment_ids.mapped("number"), [2, 1])

    def test_a_second_quote_is_an_amendment_of_the_history(self):
        self.assertEqual(self.bill_2022(), [48.00])
        quote = self.sign(self.commune, start="2022-05-01", vault=8)
        self.assertRecordValues(
            self.contract.amendment_ids,
            [
                {
                    "number": 1,
                    "state": "applied",
                    "kind": "change",
                    "origin_reference": quote.name,
                    "complement_kept": 19.20,
                }
            ],
        )
        self.assertRecordValues(
            self.contract.amendment_ids.line_ids,
            [{"quantity_before": 5.0, "quantity": 8.0, "price_unit": 0.8}],
        )
        self.assertEqual(self.bill_2022(), [19.20])
