# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .common import BillingCase
from .titres import BordereauCase


@tagged("post_install", "-at_install")
@freeze_time("2022-07-01")
class TestSecurityForged(BordereauCase):
    """A state or a number that an act gives comes from nowhere else."""

    def refuse(self, message, model, vals):
        count = model.search_count
        with self.assertRefused(message, UserError, lambda: count([])):
            model.create(vals)

    def set_default(self, role, model, name, value):
        """Record a default for oneself, as any employee may."""
        self.as_user(role, "ir.default").set(model, name, value, user_id=True)

    def test_exercice_opens_opened(self):
        exercices = self.as_user("manager", "numerian.exercice")
        closed = exercices.with_context(default_state="closed")
        self.refuse("ses boutons", closed, {"year": 2031})
        self.refuse("ses boutons", exercices, {"year": 2031, "state": "closed"})
        opened = exercices.with_context(default_state="open").create({"year": 2031})
        self.assertEqual(opened.state, "open")

    def test_exercice_takes_no_default_of_the_user(self):
        self.set_default("manager", "numerian.exercice", "state", "closed")
        exercices = self.as_user("manager", "numerian.exercice")
        self.refuse("ses boutons", exercices, {"year": 2031})

    def test_bordereau_is_created_as_a_draft_without_a_number(self):
        bordereaux = self.make_bordereau().browse()
        vals = {"exercice_id": self.exercice.id}
        for forged in (
            {"default_state": "issued"},
            {"default_number": 7},
            {"default_cumulative_amount": 12.0},
            {"default_is_imported": True},
            {"default_issued_on": "2022-06-30 10:00:00"},
        ):
            with self.subTest(forged):
                self.refuse(
                    "actes du bordereau", bordereaux.with_context(**forged), vals
                )

    def test_tariff_is_put_in_force_by_its_button_alone(self):
        pricelists = self.as_user("manager", "product.pricelist")
        vals = {"name": "Tarifs 2023", "company_id": self.company.id}
        forged = pricelists.with_context(default_in_force_from="2022-01-01")
        self.refuse("par son bouton", forged, vals)
        self.set_default("manager", "product.pricelist", "in_force_from", "2022-01-01")
        self.refuse("par son bouton", pricelists, vals)


@tagged("post_install", "-at_install")
class TestSecurityIds(BillingCase, HttpCase):
    """An id that PostgreSQL cannot hold is not found: no error, nothing told."""

    def test_ids_out_of_bounds_are_not_found(self):
        self.authenticate(self.users["manager"].login, self.users["manager"].login)
        number = 2**31
        for url in (
            f"/numerian/campaign/{number}/pdf",
            f"/numerian/cancellations/{number}/csv",
            f"/numerian/cancellations/-{number},{number}/csv",
            f"/numerian/contract_import/{number}/report",
            f"/numerian/contract_changes?contract_id={number}",
        ):
            with self.subTest(url):
                self.assertEqual(self.url_open(url).status_code, 404)
