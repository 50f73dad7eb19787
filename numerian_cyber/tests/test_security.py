# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from odoo.addons.numerian_collectivites.tests.rights import RightsMixin

from .common import CyberCase
from .rights import RIGHTS, ROLES


@tagged("post_install", "-at_install")
class TestSecurity(RightsMixin, CyberCase):
    """Each role does its work and no more."""

    MODULE = "numerian_cyber"
    RIGHTS = RIGHTS
    ROLES = ROLES

    def test_rights_of_each_role(self):
        self.assertRights()

    def test_outsiders_have_no_right(self):
        for role in ("employee", "portal"):
            for model in RIGHTS:
                with self.subTest(model=model, role=role):
                    self.assertEqual(self.get_letters(role, model), "")

    def test_contracts_are_read_whole_without_any_right_here(self):
        # OCA reads a line whole to plan its successor
        quote = self.make_quote(self.make_authority(staff_count=5))
        self.tick(quote, vault=5)
        quote.sudo().action_confirm()
        contract = quote.sudo().cyber_contract_id
        for role in ("contracts", "clerk"):
            for record in (contract, contract.contract_line_ids):
                with self.subTest(role=role, model=record._name):
                    self.env.invalidate_all()
                    self.assertTrue(self.as_user(role, record.sudo(False)).read())
