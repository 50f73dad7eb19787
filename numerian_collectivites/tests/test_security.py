# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .rights import RIGHTS, ROLES, SHARED, RightsMixin
from .security_case import SecurityCase


@tagged("post_install", "-at_install")
class TestSecurity(RightsMixin, SecurityCase):
    """Each role does its work and no more; outsiders see nothing."""

    MODULE = "numerian_collectivites"
    RIGHTS = RIGHTS
    ROLES = ROLES

    def test_rights_of_each_role(self):
        self.assertRights()
        self.assertTrue(all(self.get_records().values()))

    def test_reader_writes_nothing_on_contracts_nor_invoices(self):
        for model in (
            "contract.contract",
            "contract.line",
            "contract.template",
            "contract.modification",
            "account.move",
            "res.partner",
            "product.template",
        ):
            for operation in ("write", "create", "unlink"):
                with self.subTest(model=model, operation=operation):
                    records = self.as_user("reader", model)
                    self.assertFalse(records.has_access(operation))

    def test_everybody_reads_every_field_without_error(self):
        records = [
            *self.get_records().values(),
            self.line.sudo(),
            self.line.contract_id.sudo(),
            self.line.partner_id.sudo(),
            self.move,
            self.move.invoice_line_ids,
            self.product,
        ]
        for role in ROLES:
            for record in records:
                if "r" not in self.get_letters(role, record._name):
                    continue  # for managers only, see the table of rights
                with self.subTest(model=record._name, role=role):
                    self.env.invalidate_all()
                    self.assertTrue(
                        self.as_user(role, record).read(self._get_our_fields(record))
                    )

    def _get_our_fields(self, records):
        """Return the fields that our module defines or changes."""
        return [
            name
            for name, field in records._fields.items()
            if "numerian_collectivites" in field._modules
        ]

    def test_outsiders_read_nothing(self):
        for role in ("employee", "portal"):
            for model, record in self.get_records().items():
                if role == "employee" and model in ("numerian.service.family", *SHARED):
                    continue  # products show their family, acts their kind
                with self.subTest(model=model, role=role):
                    with self.assertRaises(AccessError):
                        self.as_user(role, record).read(["display_name"])
                    with self.assertRaises(AccessError):
                        self.as_user(role, model).search([])

    def test_outsiders_read_no_contract(self):
        for role in ("employee", "portal"):
            with self.subTest(role), self.assertRaises(AccessError):
                self.as_user(role, self.line).read(["price_unit"])

    # Contract officer

    def test_officer_runs_no_campaign(self):
        campaign = self.as_user("officer", self.campaign)
        for act in ("action_plan", "action_run", "action_launch", "action_cancel"):
            with self.subTest(act), self.assertRaises(AccessError):
                getattr(campaign, act)()
        self.assertEqual(self.campaign.state, "done")
        self.assertEqual(self.campaign.move_ids, self.move)

    def test_officer_prepares_no_credit_note(self):
        with self.assertRaises(AccessError):
            self.as_user("officer", self.discrepancy).action_prepare_credit_notes()
        self.assertFalse(self.discrepancy.move_ids)

    def test_officer_posts_no_invoice(self):
        draft = self.move.copy()
        with self.assertRaises(AccessError):
            self.as_user("officer", draft).action_post()
        self.assertEqual(draft.state, "draft")

    # Billing clerk

    def test_clerk_dismisses_nothing(self):
        def read():
            return self.discrepancy.read(["state", "dismiss_reason"])

        discrepancy = self.as_user("clerk", self.discrepancy)
        for act in (
            lambda: self.as_user(
                "clerk", "numerian.billing.discrepancy.dismiss"
            ).create({"discrepancy_ids": discrepancy.ids, "reason": "Négligeable"}),
            lambda: discrepancy._dismiss("Négligeable"),
            lambda: discrepancy.write({"state": "dismissed"}),
        ):
            with self.assertRefused("", AccessError, read):
                act()

    def test_manager_dismisses(self):
        wizard = self.as_user("manager", "numerian.billing.discrepancy.dismiss").create(
            {"discrepancy_ids": self.discrepancy.ids, "reason": "Négligeable"}
        )
        wizard.action_dismiss()
        self.assertEqual(self.discrepancy.state, "dismissed")

    def test_clerk_makes_a_goodwill_only_through_a_credit_note(self):
        with self.assertRaises(AccessError):
            self.as_user("clerk", self.adjustment).amount = 0.0
        credit = self.reverse(self.move, billing_effect="goodwill")
        self.assertTrue(self.line.adjustment_ids.move_line_id.move_id, credit)

    # Portal

    def test_commune_sees_its_own_contract_only(self):
        partner = self.users["portal"].partner_id
        own = self.make_line(self.make_authority("La nôtre"))
        own.contract_id.message_subscribe(partner.ids)
        for records in (
            own.contract_id,
            own,
            own.contract_id.modification_ids,
        ):
            with self.subTest(records._name):
                found = self.as_user("portal", records).search([])
                self.assertEqual(found.ids, records.ids)

    def test_commune_reads_its_own_invoice_only(self):
        partner = self.line.partner_id
        self.users["portal"].partner_id.parent_id = partner
        other = self.make_authority("Burzet")
        self.make_line(other)
        self.assertTrue(self.bill(2025, partner_ids=other.ids))
        self.move.message_subscribe(self.users["portal"].partner_id.ids)
        found = self.as_user("portal", "account.move").search([])
        self.assertEqual(found.ids, self.move.ids)
