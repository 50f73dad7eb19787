# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingCampaignScreen(BillingCase):
    """Everything is seen before anything exists; what is left out has its reason."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gdpr = cls.env["numerian.service.family"].create(
            {"name": "RGPD", "code": "TEST2", "sequence": 99}
        )
        cls.brossainc = cls.make_authority("Brossainc")
        cls.burzet = cls.make_authority("Burzet")
        cls.make_contract(
            {"price_unit": 345.0},
            {"price_unit": 60.0, "service_family_id": cls.gdpr.id},
            partner=cls.brossainc,
        )
        cls.make_line(partner=cls.burzet, price_unit=100.0)
        cls.campaign = cls.make_campaign(2025)
        cls.campaign.action_plan()

    def get_rows(self):
        rows, total = self.campaign._get_family_rows()
        return [
            (row["family"].name, row["count"], row["amount"]) for row in rows
        ], total

    def get_line(self, name):
        return self.campaign.line_ids.filtered(
            lambda line: line.partner_id.name == name
        )

    def exclude(self, line, reason="Fusion au 1er janvier"):
        action = line.action_exclude()
        wizard = (
            self.as_user("clerk", action["res_model"])
            .with_context(**action["context"])
            .create({"reason": reason})
        )
        wizard.action_exclude()

    # Totals

    def test_summary_adds_up_by_family(self):
        rows, total = self.get_rows()
        self.assertEqual(rows, [("Logiciels", 2, 445.0), ("RGPD", 1, 60.0)])
        self.assertEqual((total["count"], total["amount"]), (2, 505.0))
        self.assertIn("505,00", self.campaign.family_summary)
        self.assertFalse(self.campaign.move_ids)

    def test_summary_shows_kinds_when_there_are_several(self):
        self.assertNotIn("Complément", self.campaign.family_summary)
        self.campaign.action_run()
        line = self.burzet.contract_ids.contract_line_ids
        self.correct(line, price_unit=130.0)
        self.campaign.action_plan()
        line = self.make_line(partner=self.burzet, price_unit=7.0)
        self.campaign.action_plan()
        self.assertIn("Complément", self.campaign.family_summary)

    def test_summary_of_nothing_is_empty(self):
        self.assertFalse(self.make_campaign(2024).family_summary)

    def test_detail_opens_by_family_with_the_items_of_the_campaign(self):
        action = self.campaign.action_show_items()
        self.assertEqual(action["view_mode"].split(",")[0], "list")
        self.assertIn("search_default_group_family", action["context"])
        items = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(sorted(items.mapped("amount")), [60.0, 100.0, 345.0])

    # Exclusions

    def test_exclusion_keeps_its_reason(self):
        line = self.get_line("Burzet")
        self.exclude(line)
        self.assertEqual(line.state, "excluded")
        self.assertEqual(line.exclusion_reason, "Fusion au 1er janvier")
        note = self.campaign.message_ids[0].body
        self.assertIn("Fusion au 1er janvier", note)
        self.assertIn("Burzet", note)
        rows, _total = self.get_rows()
        self.assertEqual(rows[0], ("Logiciels", 1, 345.0))
        self.assertEqual(self.campaign.excluded_count, 1)

    @mute_logger("odoo.sql_db")
    def test_exclusion_asks_for_a_reason(self):
        line = self.get_line("Burzet")
        with self.assertRefused("", Exception, lambda: line.state):
            self.exclude(line, reason=False)

    def test_reason_stays_when_the_campaign_is_planned_again(self):
        self.exclude(self.get_line("Burzet"))
        self.campaign.action_plan()
        self.assertEqual(
            self.get_line("Burzet").exclusion_reason, "Fusion au 1er janvier"
        )

    def test_put_back_clears_the_reason_and_is_told(self):
        line = self.get_line("Burzet")
        self.exclude(line)
        line.action_retry()
        self.assertEqual((line.state, line.exclusion_reason), ("planned", False))
        self.assertIn("Burzet", self.campaign.message_ids[0].body)
        self.campaign.action_run()
        self.assertEqual(self.campaign.done_count, 2)

    def test_several_are_excluded_at_once(self):
        self.exclude(self.campaign.line_ids)
        self.assertEqual(set(self.campaign.line_ids.mapped("state")), {"excluded"})

    def test_excluded_authority_is_not_billed_however_often_it_runs(self):
        self.exclude(self.get_line("Burzet"))
        self.campaign.action_run()
        self.campaign.action_run()
        self.assertEqual(self.campaign.move_ids.partner_id, self.brossainc)
        self.assertEqual(
            sorted(self.campaign.line_ids.mapped("state")), ["done", "excluded"]
        )

    def test_billed_line_is_not_excluded(self):
        self.campaign.action_run()
        with self.assertRefused("déjà", UserError):
            self.campaign.line_ids.action_exclude()

    def test_officer_excludes_nothing(self):
        line = self.get_line("Burzet")
        with self.assertRefused("", AccessError, lambda: line.state):
            self.as_user("officer", line)._exclude("Par erreur")

    # Missing data

    def test_nothing_required_only_warns(self):
        line = self.get_line("Burzet")
        self.assertEqual(
            line.missing_data, "SIRET manquant, adresse de courriel manquante"
        )
        self.assertFalse(line.is_blocked)
        self.assertEqual(self.campaign.missing_data_count, 2)
        self.assertEqual(self.campaign.blocked_count, 0)
        self.campaign.action_run()
        self.assertEqual(self.campaign.done_count, 2)

    def test_complete_authority_lacks_nothing(self):
        self.burzet.write(
            {
                "company_registry": "21070045600010",
                "email": "mairie@burzet.test",
                "chorus_requirement": "both",
                "chorus_service_code": "MAIRIE",
                "chorus_commitment_number": "EJ-1",
            }
        )
        self.env.invalidate_all()
        self.assertFalse(self.get_line("Burzet").missing_data)
        found = self.as_user("clerk", "numerian.billing.campaign.line").search(
            [("campaign_id", "=", self.campaign.id), ("has_missing_data", "=", True)]
        )
        self.assertEqual(found.partner_id, self.brossainc)

    def test_authority_not_mailed_needs_no_address(self):
        self.burzet.write(
            {"company_registry": "21070045600010", "invoice_sending_method": "manual"}
        )
        self.env.invalidate_all()
        self.assertFalse(self.get_line("Burzet").missing_data)

    def test_missing_commitment_blocks_the_authority_alone(self):
        self._require_commitment()
        self.assertEqual(self.campaign.blocked_count, 1)
        self.campaign.action_run()
        line = self.get_line("Burzet")
        self.assertEqual(line.state, "error")
        self.assertIn("numéro d'engagement manquant", line.error)
        self.assertEqual(self.campaign.move_ids.partner_id, self.brossainc)
        self.assertEqual(line.activity_ids.user_id, self.users["clerk"])

    def _require_commitment(self):
        self.burzet.write(
            {
                "company_registry": "21070045600010",
                "chorus_requirement": "engagement",
            }
        )
        self.env.invalidate_all()

    def test_authority_is_billed_once_its_data_is_complete(self):
        self._require_commitment()
        self.campaign.action_run()
        self.burzet.contract_ids.purchase_order_reference = "EJ-2025-7"
        self.get_line("Burzet").action_retry()
        self.campaign.action_run()
        self.assertEqual(
            self.get_line("Burzet").move_ids.purchase_order_reference, "EJ-2025-7"
        )

    def test_campaign_that_only_warns_bills_all(self):
        self._require_commitment()
        self.campaign.missing_data_policy = "warn"
        self.campaign.action_run()
        self.assertEqual((self.campaign.done_count, self.campaign.error_count), (2, 0))

    def test_missing_siret_blocks_who_asks_for_chorus_data(self):
        self.burzet.write(
            {"chorus_requirement": "service", "chorus_service_code": "MAIRIE"}
        )
        self.env.invalidate_all()
        self.assertTrue(self.get_line("Burzet").is_blocked)

    def test_the_contract_that_lacks_its_commitment_is_named(self):
        self._require_commitment()
        self.burzet.contract_ids.purchase_order_reference = "EJ-1"
        self.make_contract({}, partner=self.burzet, name="Contrat RGPD")
        self.campaign.action_plan()
        self.assertIn(
            "numéro d'engagement manquant (Contrat RGPD)",
            self.get_line("Burzet").missing_data,
        )

    # References on the documents

    def test_invoice_carries_the_references_of_the_authority_or_the_contract(self):
        self.burzet.write(
            {"chorus_service_code": "MAIRIE", "chorus_commitment_number": "EJ-1"}
        )
        self.burzet.contract_ids.write(
            {"purchase_order_reference": "EJ-2", "contract_reference": "M-3"}
        )
        self.campaign.action_run()
        invoice = self.get_line("Burzet").move_ids
        self.assertRecordValues(
            invoice,
            [
                {
                    "buyer_reference": "MAIRIE",
                    "purchase_order_reference": "EJ-2",
                    "contract_reference": "M-3",
                }
            ],
        )
        self.burzet.contract_ids.contract_line_ids.stop("2025-03-31")
        credit = self.bill(2025)
        self.assertEqual(credit.reversed_entry_id, invoice)
        self.assertEqual(credit.purchase_order_reference, "EJ-2")

    def test_each_commitment_has_its_invoice(self):
        other = self.make_contract({"price_unit": 40.0}, partner=self.burzet)
        self.burzet.contract_ids.purchase_order_reference = "EJ-1"
        other.purchase_order_reference = "EJ-2"
        self.campaign.action_plan()
        self.campaign.action_run()
        line = self.get_line("Burzet")
        self.assertEqual(
            {
                move.purchase_order_reference: move.amount_untaxed
                for move in line.move_ids
            },
            {"EJ-1": 100.0, "EJ-2": 40.0},
        )
