# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The rights are those that a person has read and agreed to."""

from pathlib import Path

import rights_table

from odoo.tests import TransactionCase, tagged

PAGE = Path("docs/rights.md")  # from the root of the checkout
AGAIN = "Si le changement est voulu : « ./setup/rights », puis relisez docs/rights.md."


@tagged("post_install", "-at_install")
class TestRights(TransactionCase):
    def test_rights_are_those_of_the_page(self):
        expected = PAGE.read_text().splitlines()
        found = rights_table.table(self.env).splitlines()
        gone = [f"- {line}" for line in expected if line not in found]
        new = [f"+ {line}" for line in found if line not in expected]
        self.assertFalse(gone + new, "\n".join([AGAIN, *gone, *new]))
        self.assertEqual(expected, found, AGAIN)


@tagged("post_install", "-at_install")
class TestRules(TransactionCase):
    """What no table of rights tells: the records of others."""

    def _models(self):
        for name, model in sorted(self.env.registry.items()):
            if name.startswith("numerian.") and not (
                model._abstract or model._transient
            ):
                yield name, self.env[name]

    def _rules(self, name):
        return self.env["ir.rule"].search([("model_id.model", "=", name)])

    def test_every_model_of_a_company_has_a_rule_for_all(self):
        without = [
            name
            for name, model in self._models()
            if "company_id" in model._fields
            and not self._rules(name).filtered(
                lambda rule: not rule.groups and "company_ids" in rule.domain_force
            )
        ]
        self.assertFalse(without)

    def test_what_the_portal_reads_is_restricted(self):
        portal = self.env.ref("base.group_portal")
        user = self.env["res.users"].create(
            {"name": "p", "login": "p", "group_ids": [(6, 0, portal.ids)]}
        )
        without = [
            name
            for name, model in self._models()
            if model.with_user(user).has_access("read")
            and not self._rules(name).filtered(lambda rule: portal in rule.groups)
        ]
        self.assertFalse(without)
