# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestNumerianExerciceCoverage(BillingCase):
    """Every family with open services is billed by some campaign, or it shows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gdpr, cls.hosting = cls.env["numerian.service.family"].create(
            [
                {"name": "RGPD", "code": "COVER1", "sequence": 1},
                {"name": "Hébergement", "code": "COVER2", "sequence": 2},
            ]
        )
        cls.exercice = cls.as_user("clerk", "numerian.exercice")._get_or_create(
            2025, cls.company
        )
        cls.make_line(service_family_id=cls.gdpr.id)
        cls.make_line(
            service_family_id=cls.hosting.id,
            billing_period="month",
            price_period="month",
            date_start="2025-03-10",
        )

    def uncovered(self):
        self.env.invalidate_all()
        return self.exercice.uncovered_text

    def cover(self, *families, **vals):
        return self.make_campaign(
            2025, family_ids=[family.id for family in families], **vals
        )

    def test_calendar_without_a_campaign_names_every_family(self):
        self.assertEqual(
            self.uncovered(),
            "RGPD (depuis le 01/01/2025), Hébergement (depuis le 01/03/2025)",
        )
        self.assertEqual(self.exercice.uncovered_family_ids, self.gdpr | self.hosting)

    def test_campaign_of_all_families_covers_them(self):
        self.cover()
        self.assertFalse(self.uncovered())

    def test_family_stops_before_the_end_of_the_exercice(self):
        self.cover(self.gdpr)
        self.cover(self.hosting, period_to="2025-10-31")
        self.assertEqual(self.uncovered(), "Hébergement (depuis le 01/11/2025)")

    def test_campaign_that_does_not_bill_for_all_covers_nothing(self):
        self.cover(self.hosting)
        authority = self.make_authority("Burzet")
        self.cover(self.gdpr, partner_ids=authority.ids)
        self.cover(include_late=True)
        self.cover(self.gdpr).action_cancel()
        self.assertEqual(self.uncovered(), "RGPD (depuis le 01/01/2025)")

    def test_service_without_a_family_shows(self):
        self.cover(self.gdpr, self.hosting)
        self.make_line(service_family_id=False, date_start="2025-04-01")
        self.assertEqual(
            self.uncovered(), "Services sans famille (depuis le 01/01/2025)"
        )

    def test_services_ended_cancelled_or_to_come_do_not_count(self):
        self.cover(self.gdpr, self.hosting)
        self.make_line(
            service_family_id=self.family.id,
            date_start="2024-01-01",
            date_end="2024-12-31",
        )
        self.make_line(service_family_id=self.family.id, date_start="2026-01-01")
        self.make_line(service_family_id=self.family.id).is_canceled = True
        self.assertFalse(self.uncovered())

    def test_button_opens_the_services_that_no_campaign_bills(self):
        self.cover(self.hosting)
        action = self.as_user("reader", self.exercice).action_show_uncovered()
        lines = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(lines.mapped("service_family_id"), self.gdpr)

    def test_queries_do_not_grow_with_contracts_and_campaigns(self):
        self.cover(self.gdpr)
        few = self._count_queries()
        for number in range(20):
            self.make_line(
                partner=self.make_authority(f"Commune {number}"),
                service_family_id=self.gdpr.id,
            )
            self.cover(self.gdpr)
        self.assertEqual(self._count_queries(), few)

    def _count_queries(self):
        self.uncovered()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.exercice.read(["uncovered_text"])
        return self.env.cr.sql_log_count - before
