# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import BillingCase

NO_ACCOUNT = "Pas de compte de produits"


@tagged("post_install", "-at_install")
class TestBillingCampaignRun(BillingCase):
    """Documents made, once, whatever happens in the middle."""

    def test_posts_one_invoice_at_the_date_of_the_campaign(self):
        self.make_line(date_start="2025-09-01", price_unit=345.0)
        move = self.bill(2025)
        self.assertRecordValues(
            move,
            [
                {
                    "state": "posted",
                    "move_type": "out_invoice",
                    "amount_untaxed": 115.0,
                    "amount_total": 138.0,
                }
            ],
        )
        self.assertEqual(str(move.invoice_date), "2025-06-30")
        self.assertEqual(str(move.date), "2025-06-30")

    def test_line_says_what_the_commune_can_check(self):
        self.make_line(
            name="Maintenance Cosoluce", date_start="2025-09-01", price_unit=345.0
        )
        line = self.bill(2025).invoice_line_ids
        self.assertEqual(
            line.name.replace("\N{NO-BREAK SPACE}", " "),
            "Maintenance Cosoluce - du 01/09/2025 au 31/12/2025 - 4 mois sur 12, "
            "tarif annuel 345,00 € HT",
        )
        self.assertEqual(str(line.start_date), "2025-09-01")
        self.assertEqual(str(line.end_date), "2025-12-31")
        self.assertEqual(str(line.billing_period_start), "2025-01-01")

    def test_quantity_stays_when_its_price_is_whole_cents(self):
        self.make_line(quantity=3.0, price_unit=40.0, date_start="2025-07-01")
        line = self.bill(2025).invoice_line_ids
        self.assertEqual((line.quantity, line.price_unit), (3.0, 20.0))

    def test_quantity_is_one_when_its_price_is_not_whole_cents(self):
        self.make_line(quantity=3.0, price_unit=37.0, date_start="2025-06-01")
        line = self.bill(2025).invoice_line_ids
        # 3 x 37.00 x 7 / 12 = 64.75
        self.assertEqual((line.quantity, line.price_unit), (1.0, 64.75))
        self.assertIn("37,00", line.name)
        self.assertIn("x 3", line.name)

    def test_services_of_several_families_stand_in_sections(self):
        family = self.env["numerian.service.family"].create(
            {"name": "RGPD", "code": "TEST2", "sequence": 99}
        )
        self.make_contract({"name": "A"}, {"name": "B", "service_family_id": family.id})
        lines = self.bill(2025).invoice_line_ids.sorted("sequence")
        self.assertEqual(
            [(line.display_type, line.name.split(" - ")[0]) for line in lines],
            [
                ("line_section", "Logiciels"),
                ("product", "A"),
                ("line_section", "RGPD"),
                ("product", "B"),
            ],
        )

    def test_running_twice_bills_nothing_more(self):
        self.make_line()
        campaign = self.make_campaign(2025)
        campaign.action_run()
        campaign.action_run()
        self.assertEqual(self.amounts(campaign.move_ids), ["1200.00"])
        self.assertFalse(self.bill(2025))

    def test_deleted_draft_is_billed_again(self):
        self.make_line()
        campaign = self.make_campaign(2025, auto_post=False)
        campaign.action_run()
        self.assertEqual(campaign.move_ids.state, "draft")
        campaign.move_ids.unlink()
        campaign.action_run()
        self.assertEqual(self.amounts(campaign.move_ids), ["1200.00"])

    def test_credit_of_the_exercice_is_netted_on_the_invoice(self):
        old, new = self._make_amendment()
        move = self.bill(2025)
        self.assertEqual(self.amounts(move), ["150.00"])
        self.assertEqual(
            sorted(move.invoice_line_ids.mapped("price_subtotal")), [-600.0, 750.0]
        )
        self.assertEqual(self.owed(old | new, until="2025-12-31"), {})

    def test_credit_of_the_exercice_stands_apart_if_the_campaign_says_so(self):
        self._make_amendment()
        moves = self.bill(2025, netting="separate")
        self.assertEqual(sorted(self.amounts(moves)), ["-600.00", "750.00"])
        credit = moves.filtered(lambda move: move.move_type == "out_refund")
        self.assertEqual(credit.reversed_entry_id.amount_residual, 720.0)

    def test_credit_alone_is_a_credit_note_of_its_invoice(self):
        line = self.make_line()
        invoice = self.bill(2025)
        line.stop("2025-03-31")
        credit = self.bill(2025)
        self.assertEqual(credit.move_type, "out_refund")
        self.assertEqual(credit.reversed_entry_id, invoice)
        self.assertEqual(self.amounts(credit), ["-900.00"])

    def _make_amendment(self):
        """1 200.00 billed, then 1 500.00 a year from 1 July."""
        old = self.make_line()
        self.bill(2025)
        old.stop("2025-06-30")
        new = old.plan_successor("2025-07-01", False, False)
        new.price_unit = 1500.0
        return old, new

    def _break(self, name, error):
        """Make the documents of one authority fail."""
        line_class = type(self.env["numerian.billing.campaign.line"])
        prepare = line_class._prepare_documents_vals

        def broken(line, pairs):
            if line.partner_id.name == name:
                error(line)
            return prepare(line, pairs)

        return patch.object(line_class, "_prepare_documents_vals", broken)

    def _raise(self, line):
        raise UserError(NO_ACCOUNT)

    def _wrong_sql(self, line):
        line.env.cr.execute("SELECT 1 / 0")

    def test_broken_contract_does_not_stop_the_others(self):
        self.make_communes(9)
        campaign = self.make_campaign(2025)
        with self._break("Commune 04", self._raise):
            campaign.action_run()
        self.assertEqual((campaign.done_count, campaign.error_count), (8, 1))
        failed = campaign.line_ids.filtered(lambda line: line.state == "error")
        self.assertEqual(failed.partner_id.name, "Commune 04")
        self.assertEqual(failed.error, NO_ACCOUNT)
        self.assertEqual(failed.activity_ids.user_id, self.users["clerk"])
        self.assertIn("Commune 04", failed.activity_ids.summary)
        self._assert_numbers_follow(campaign.move_ids, 8)

    @mute_logger("odoo.sql_db")
    def test_sql_error_of_one_contract_does_not_stop_the_others(self):
        self.make_communes(5)
        campaign = self.make_campaign(2025)
        with self._break("Commune 00", self._wrong_sql):
            campaign.action_run()
        self.assertEqual((campaign.done_count, campaign.error_count), (4, 1))
        self._assert_numbers_follow(campaign.move_ids, 4)

    def _assert_numbers_follow(self, moves, count):
        numbers = sorted(moves.mapped("sequence_number"))
        self.assertEqual(numbers, list(range(1, count + 1)))

    def test_failed_line_is_billed_once_its_cause_is_gone(self):
        self.make_communes(2)
        campaign = self.make_campaign(2025)
        with self._break("Commune 00", self._raise):
            campaign.action_run()
        failed = campaign.line_ids.filtered(lambda line: line.state == "error")
        failed.action_retry()
        campaign.action_run()
        self.assertEqual(self.amounts(campaign.move_ids), ["1200.00", "1200.00"])
        self.assertFalse(campaign.activity_ids | failed.activity_ids)

    def test_tax_that_became_included_is_an_error_of_its_line(self):
        self.make_line()
        campaign = self.make_campaign(2025)
        campaign.action_plan()
        self.tax.price_include_override = "tax_included"
        campaign.action_run()
        self.assertEqual(campaign.line_ids.state, "error")
        error = campaign.line_ids.error.replace("\N{NO-BREAK SPACE}", " ")
        self.assertIn("1 000,00", error)  # 1 200.00 / 1.2
        self.assertIn("1 200,00", error)
        self.assertFalse(campaign.move_ids)

    def test_document_speaks_the_language_of_the_authority(self):
        line = self.make_line(date_start="2025-09-01")
        campaign = self.make_campaign(2025).with_context(lang="en_US")
        campaign.action_run()
        self.assertIn("4 mois sur 12", campaign.move_ids.invoice_line_ids.name)
        line.stop("2025-10-31")
        self.make_campaign(2025).with_context(lang="en_US").action_run()
        credit = campaign.move_ids.reversal_move_ids
        self.assertIn("Avoir", credit.ref)
        self.assertIn("2 mois sur 12", credit.invoice_line_ids.name)

    def test_cancelled_campaign_does_not_run(self):
        self.make_line()
        campaign = self.make_campaign(2025)
        campaign.action_plan()
        campaign.action_cancel()
        with self.assertRefused("est annulée", UserError):
            campaign.action_run()
        self.assertFalse(campaign.move_ids)

    def test_contract_officer_runs_no_campaign(self):
        self.make_line()
        campaign = self.make_campaign(2025)
        with self.assertRefused("", AccessError, lambda: campaign.state):
            self.as_user("officer", campaign).action_run()

    def test_queries_of_an_invoice_stay_few(self):
        self.make_communes(20)
        campaign = self.make_campaign(2025)
        campaign.action_plan()
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        campaign.action_run()
        self.env.flush_all()
        self.assertLess((self.env.cr.sql_log_count - before) / 20, 25)

    def test_import_of_contracts_sends_no_mail(self):
        before = self.env["mail.mail"].search_count([])
        self.make_communes(5)
        self.bill(2025)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
