# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two communes, two families, two exercices: the figures behind the dashboard tests.

Today is 23 November 2026. Euros excl. VAT, VAT 20 %.

==========  ==========================  ======================  ====================
commune     service                     exercice 2025           exercice 2026
==========  ==========================  ======================  ====================
Burzet      software, 1 200 a year      billed in June          billed in March
Burzet      sundries, 60 a year         billed in June          no campaign
Brossainc   hosting, 100 a quarter      billed in June          1: billed in March
                                                                2, 3: 12 October, late
                                                                4: 14 December
==========  ==========================  ======================  ====================

Due in 2026: 1 200 + 400 + 60 = 1 660. Billed: 1 300. Still to bill: 360. Both communes
pay at 30 days.
"""

from odoo import Command

from .common import BillingCase


class DashboardCase(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hosting = cls.env["numerian.service.family"].create(
            {"name": "Hébergement", "code": "TEST-H"}
        )
        cls.term = cls.env["account.payment.term"].create(
            {
                "name": "30 jours",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 100.0, "nb_days": 30}
                    )
                ],
            }
        )
        paid_late = {"property_payment_term_id": cls.term.id}
        cls.burzet = cls.make_authority("Burzet", **paid_late)
        cls.brossainc = cls.make_authority("Brossainc", **paid_late)
        cls.software_line = cls.make_line(cls.burzet)
        cls.sundry_line = cls.make_line(
            cls.burzet, name="Divers", price_unit=60.0, service_family_id=False
        )
        cls.hosting_line = cls.make_line(
            cls.brossainc,
            name="Hébergement",
            price_unit=400.0,
            billing_period="quarter",
            service_family_id=cls.hosting.id,
        )
        cls._bill_2025_and_2026()

    @classmethod
    def _bill_2025_and_2026(cls):
        cls.moves_2025 = cls.bill(2025)
        cls.exercice_2025 = cls.moves_2025.billing_campaign_id.exercice_id
        cls.march = cls._make_2026("2026-03-16", cls.family)
        cls.quarter_1 = cls._make_2026(
            "2026-03-31", cls.hosting, period_to="2026-03-31"
        )
        cls.quarters_2_3 = cls._make_2026(
            "2026-10-12",
            cls.hosting,
            regularise_from="2026-04-01",
            period_to="2026-09-30",
        )
        cls.quarter_4 = cls._make_2026(
            "2026-12-14", cls.hosting, regularise_from="2026-10-01"
        )
        (cls.march | cls.quarter_1).action_run()
        cls.exercice = cls.march.exercice_id
        (cls.exercice | cls.exercice_2025)._refresh_positions()

    @classmethod
    def _make_2026(cls, day, family, **vals):
        return cls.make_campaign(2026, date=day, family_ids=family.ids, **vals)

    def positions(self, exercice=None):
        """``[(service, first day, due, billed, open, planned, to bill, expected)]``"""
        found = self.env["numerian.billing.position"].search(
            [("exercice_id", "=", (exercice or self.exercice).id)],
            order="contract_line_id, period_start",
        )
        dates = ("period_start", "planned_date", "next_date", "expected_date")
        return [
            (
                p.contract_line_id.name,
                *(p[name] for name in ("due_amount", "billed_amount", "open_amount")),
                *(p[name] and str(p[name]) for name in dates),
            )
            for p in found
        ]

    def group(self, model, groupby, amount="amount", exercice=None, domain=()):
        """Return ``{(values of the groups): sum}`` of an exercice, zeros left out."""
        exercice = exercice or self.exercice
        groups = self.as_user("reader", model)._read_group(
            [("exercice_id", "=", exercice.id), *domain], groupby, [f"{amount}:sum"]
        )
        return {
            tuple(str(v) if hasattr(v, "year") else v for v in keys): total
            for *keys, total in groups
            if total
        }

    def count_queries(self, act):
        """Return how many queries an act takes, no record in cache."""
        act()  # fills the caches of the registry
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def make_more(self, count):
        """Make communes with a software contract each, billed by nothing yet."""
        for number in range(count):
            self.make_line(self.make_authority(f"Commune {number}"))
