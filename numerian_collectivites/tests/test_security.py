# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import BillingCase
from .rights import RIGHTS, ROLES, SHARED, RightsMixin


class SecurityCase(BillingCase):
    """One record of each model: a line billed for 2025, wrong since its start moved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.make_line()
        cls.move = cls.bill(2025)
        cls.campaign = cls.move.billing_campaign_id
        cls.adjustment = cls.as_user("manager", "numerian.billing.adjustment").create(
            {
                "contract_line_id": cls.line.id,
                "period_start": "2026-01-01",
                "amount": 1200.0,
                "reason": "Ancien logiciel",
            }
        )
        cls.correct(cls.line, date_start="2025-09-01")
        cls.discrepancy = cls.as_user("clerk", "numerian.billing.discrepancy")
        cls.discrepancy._refresh(cls.company)
        cls.discrepancy = cls.discrepancy.search(
            [("contract_line_id", "=", cls.line.id)]
        )
        cls.indexation = cls._make_indexation()
        cls.bordereau, cls.cancellation = cls._make_titres()

    @classmethod
    def _make_titres(cls):
        """Return an exported bordereau, and the cancellation of its titre."""
        debtor = cls.make_authority("Burzet", company_registry="21070045600010")
        move = cls.move.copy({"partner_id": debtor.id, "invoice_date": "2025-06-30"})
        move.action_post()
        bordereau = cls.as_user("manager", "numerian.bordereau")._create_for(move)
        bordereau.date = "2025-06-30"
        bordereau.action_issue()
        bordereau.action_export_csv()
        payments = cls.env["numerian.titre.payment"].sudo()
        cls.titre_payment = payments.create({"move_id": move.id, "key": "1"})
        return bordereau, cls.reverse(move).titre_cancellation_id

    @classmethod
    def _make_indexation(cls):
        """Return an indexation previewed, on two months of an index of the company."""
        index = cls.as_user("manager", "numerian.price.index").create(
            {
                "name": "Indice d'essai",
                "company_id": cls.company.id,
                "value_ids": [
                    Command.create({"date": "2025-08-01", "value": 100.0}),
                    Command.create({"date": "2026-08-01", "value": 103.5}),
                ],
            }
        )
        new, base = index.value_ids.sorted("date", reverse=True)
        cls.product.list_price = 1200.0
        indexation = cls.as_user("officer", "numerian.price.indexation").create(
            {
                "method": "index",
                "index_id": index.id,
                "base_value_id": base.id,
                "new_value_id": new.id,
                "update_list_price": True,
            }
        )
        indexation.action_preview()
        return indexation

    @classmethod
    def get_records(cls):
        """Return a record of each model that is kept, by its model."""
        records = [
            cls.family,
            cls.env.ref("numerian_collectivites.decision_kind_credit_note"),
            cls.campaign.exercice_id,
            cls.line.price_version_ids,
            cls.adjustment,
            cls.campaign,
            cls.campaign.line_ids,
            cls.campaign.line_ids.item_ids,
            cls.campaign.comparison_ids,
            cls.discrepancy,
            cls.bordereau,
            cls.bordereau.export_ids,
            cls.bordereau.exercice_id.counter_ids[:1],
            cls.cancellation,
            cls.titre_payment,
            cls.indexation.index_id,
            cls.indexation.base_value_id,
            cls.indexation,
            cls.indexation.line_ids,
            cls.indexation.product_line_ids,
            cls.make_clause(),
            *cls.get_figures(),
            *cls.get_legacy(),
            *cls.get_amendment(),
        ]
        return {record._name: record.sudo() for record in records}

    @classmethod
    def get_legacy(cls):
        """Return an import of contracts, its line, a change and a change requested."""
        found = cls.env["numerian.contract.import"].create(
            {"name": "Reprise", "company_id": cls.company.id}
        )
        line = found.line_ids.create({"import_id": found.id})
        changes = cls.env["numerian.contract.change"].sudo()
        domain = [("contract_id", "=", cls.line.contract_id.id)]
        asked = cls.get_request()
        return [found, line, changes.search(domain, limit=1), asked]

    @classmethod
    def get_request(cls):
        """Return what the authority asks to change: one for all that ask."""
        requests = cls.env["numerian.authority.change.request"].sudo()
        partner = cls.line.partner_id
        return requests.search([("partner_id", "=", partner.id)]) or requests.create(
            {
                "field_name": "email",
                "new_value": "mairie@brossainc.test",
                "partner_id": partner.id,
                "requested_by": cls.env.uid,
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def get_amendment(cls):
        """Return an amendment and its line: one for all that ask."""
        if amendment := cls.line.contract_id.amendment_ids:
            return [amendment, amendment.line_ids]
        row = {"contract_line_id": cls.line.id, "quantity": 2.0}
        amendment = cls.as_user("officer", "numerian.contract.amendment").create(
            {
                "contract_id": cls.line.contract_id.id,
                "effective_date": "2027-05-01",
                "line_ids": [Command.create(row)],
            }
        )
        return [amendment, amendment.line_ids]

    @classmethod
    def get_figures(cls):
        """Return a row of each figure of the dashboard of the exercice billed."""
        exercice = cls.campaign.exercice_id
        exercice._refresh_positions()
        domain = [("exercice_id", "=", exercice.id)]
        names = (
            "position",
            *(f"{n}.report" for n in ("progress", "family", "share", "cash")),
        )
        return [
            cls.env[f"numerian.billing.{name}"].sudo().search(domain, limit=1)
            for name in names
        ]


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
