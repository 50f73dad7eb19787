# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .rights import RIGHTS, SHARED
from .security_case import SecurityCase


@tagged("post_install", "-at_install")
class TestSecurityCompanies(SecurityCase):
    """People of one syndicate see nothing of another one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._make_company("Autre syndicat")
        cls.family.company_id = cls.company
        cls.stranger = new_test_user(
            cls.env,
            "stranger@collectivites.test",
            groups="numerian_collectivites.group_manager",
            company_id=cls.other.id,
        )

    @classmethod
    def get_records(cls):
        found = super().get_records()
        return {name: found[name] for name in found if name not in SHARED}

    def as_stranger(self, records):
        return records.with_user(self.stranger).with_context(
            allowed_company_ids=self.other.ids
        )

    def test_every_model_that_is_kept_has_its_rule(self):
        kept = {
            name for name in set(RIGHTS) - set(SHARED) if not self.env[name]._transient
        }
        self.assertEqual(kept, set(self.get_records()))
        rules = self.env["ir.rule"].search(
            [("model_id.model", "in", list(kept)), ("global", "=", True)]
        )
        self.assertEqual(set(rules.model_id.mapped("model")), kept)

    def test_manager_of_another_company_sees_nothing(self):
        for model, record in self.get_records().items():
            with self.subTest(model):
                found = self.as_stranger(record.browse()).search([])
                self.assertFalse(found & record)
                with self.assertRaises(AccessError):
                    self.as_stranger(record).read(["display_name"])

    def test_manager_of_another_company_writes_nothing(self):
        for act in (
            lambda: self.as_stranger(self.campaign).write({"name": "Volée"}),
            lambda: self.as_stranger(self.adjustment).write({"amount": 0.0}),
            lambda: self.as_stranger(self.line.price_version_ids).unlink(),
            lambda: self.as_stranger(self.discrepancy).action_accept(),
            lambda: self.as_stranger(self.discrepancy)._dismiss("Négligeable"),
            lambda: self.as_stranger(self.campaign).action_run(),
            lambda: self.as_stranger(self.line)._correct_billed(
                {"date_start": "2025-10-01"}, "Erreur"
            ),
            lambda: self.as_stranger(self.env["numerian.billing.adjustment"]).create(
                {
                    "contract_line_id": self.line.id,
                    "period_start": "2027-01-01",
                    "amount": 1.0,
                    "reason": "Autre",
                }
            ),
        ):
            with self.assertRefused("", AccessError, lambda: self.owed(self.line)):
                act()

    def test_family_without_company_is_common(self):
        self.family.company_id = False
        self.assertTrue(self.as_stranger(self.family).name)

    def test_user_of_both_sees_the_company_chosen(self):
        user = self.users["manager"]
        user.company_ids |= self.other
        for model, record in self.get_records().items():
            with self.subTest(model):
                seen = record.with_user(user).with_context(
                    allowed_company_ids=self.other.ids
                )
                self.assertFalse(seen.search([]) & record)
