# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import BillingCase

DAY = date(2026, 11, 23)


@tagged("post_install", "-at_install")
class TestResPartnerSigning(BillingCase):
    """Who commits a commune, for what and until when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.authority = cls.make_authority("Burzet")
        cls.mayor = cls.make_contact(
            "Jeanne Vernet",
            can_sign_contracts=True,
            signing_capacity="Maire",
            signing_until="2026-11-23",
        )

    @classmethod
    def make_contact(cls, name, **vals):
        contacts = cls.as_user("officer", "res.partner")
        return contacts.create({"name": name, "parent_id": cls.authority.id} | vals)

    def test_mayor_signs_until_the_last_day(self):
        self.assertIsNone(self.mayor._may_sign("contract", DAY))
        message = self.mayor._may_sign("contract", date(2026, 11, 24))
        self.assertIn("Jeanne Vernet", message)
        self.assertIn("de Maire jusqu'au 23/11/2026", message)

    def test_each_kind_has_its_own_tick(self):
        message = self.mayor._may_sign("quote", DAY)
        self.assertIn("ne signe pas les devis de Burzet", message)
        secretary = self.make_contact("Paul Roche")
        message = secretary._may_sign("contract", DAY)
        self.assertIn("ne signe pas les contrats de Burzet", message)

    def test_no_end_is_for_ever(self):
        self.mayor.signing_until = False
        self.assertIsNone(self.mayor._may_sign("contract", date(2099, 1, 1)))

    def test_capacity_is_required(self):
        for name in ("can_sign_contracts", "can_sign_quotes"):
            for capacity in (False, "  "):
                with (
                    self.subTest(name, capacity=capacity),
                    self.assertRaisesRegex(ValidationError, "qualité"),
                ):
                    vals = {name: True, "signing_capacity": capacity}
                    self.make_contact("X", **vals)

    def test_authority_lists_its_signatories(self):
        self.make_contact("Paul Roche")
        self.assertEqual(self.authority.signatory_ids.ids, self.mayor.ids)

    def test_portal_user_gives_itself_no_signature(self):
        user = new_test_user(
            self.env,
            "paul@burzet.test",
            "base.group_portal",
            company_id=self.company.id,
        )
        user.partner_id.parent_id = self.authority
        with self.assertRefused(
            "", AccessError, lambda: user.partner_id.sudo().can_sign_contracts
        ):
            user.partner_id.with_user(user).write(
                {"can_sign_contracts": True, "signing_capacity": "Maire"}
            )

    def test_officer_opens_the_access_of_the_contacts(self):
        self.mayor.email = "maire@burzet.test"
        authority = self.as_user("officer", self.authority)
        action = authority.action_grant_portal_access()
        wizard = self.as_user("officer", "portal.wizard").browse(action["res_id"])
        self.assertIn(self.mayor.id, wizard.user_ids.partner_id.ids)
        line = wizard.user_ids.filtered(lambda u: u.partner_id == self.mayor)
        line.action_grant_access()
        self.assertTrue(self.mayor.sudo().user_ids._is_portal())
