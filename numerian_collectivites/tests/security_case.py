# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command

from .common import BillingCase


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
