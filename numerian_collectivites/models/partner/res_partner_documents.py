# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ...core.discrepancy_life import PENDING

READER = "numerian_collectivites.group_reader"
SALE_MOVE_TYPES = ("out_invoice", "out_refund")


class ResPartner(models.Model):
    """Contracts, invoices and errors of an authority, one click away from its form."""

    _inherit = "res.partner"

    has_open_contract = fields.Boolean(
        string="With open contracts",
        compute="_compute_open_contract_count",
        search="_search_has_open_contract",
        groups=READER,
    )
    open_contract_count = fields.Integer(
        string="Open contracts", compute="_compute_open_contract_count", groups=READER
    )
    posted_invoice_count = fields.Integer(
        string="Posted invoices", compute="_compute_invoice_figures", groups=READER
    )
    unpaid_invoice_count = fields.Integer(
        string="Unpaid invoices", compute="_compute_invoice_figures", groups=READER
    )
    unpaid_amount = fields.Monetary(
        string="Unpaid amount",
        compute="_compute_invoice_figures",
        groups=READER,
        help="Including VAT, credit notes deducted.",
    )

    discrepancy_ids = fields.One2many(
        "numerian.billing.discrepancy", "partner_id", groups=READER
    )
    open_discrepancy_count = fields.Integer(
        string="Open discrepancies",
        compute="_compute_open_discrepancy_count",
        groups=READER,
    )

    @api.model
    def _get_open_contract_domain(self):
        """Domain of the customer contracts that still run, or have no end yet."""
        today = fields.Date.context_today(self)
        return Domain("contract_type", "=", "sale") & (
            Domain("date_end", "=", False) | Domain("date_end", ">=", today)
        )

    @api.depends_context("allowed_company_ids")
    def _compute_open_contract_count(self):
        domain = self._get_open_contract_domain()
        counts = self._count_documents("contract.contract", domain)
        for partner in self:
            partner.open_contract_count = counts.get(partner._origin.id, 0)
            partner.has_open_contract = bool(partner.open_contract_count)

    def _search_has_open_contract(self, operator, value):
        if operator != "in":
            return NotImplemented
        contract = self.env["contract.contract"]
        query = contract._search(self._get_open_contract_domain())
        partner_id = contract._field_to_sql(query.table, "commercial_partner_id", query)
        return Domain("id", "in", query.subselect(partner_id))

    @api.model
    def _get_invoice_domain(self):
        """Domain of the posted invoices and credit notes of customers."""
        return Domain("move_type", "in", SALE_MOVE_TYPES) & Domain(
            "state", "=", "posted"
        )

    @api.depends_context("allowed_company_ids")
    def _compute_invoice_figures(self):
        invoices = self._get_invoice_domain()
        unpaid = invoices & Domain("payment_state", "in", ("not_paid", "partial"))
        posted_counts = self._count_documents("account.move", invoices)
        unpaid_counts = self._count_documents(
            "account.move", unpaid & Domain("move_type", "=", "out_invoice")
        )
        amounts = self._count_documents(
            "account.move", unpaid, "amount_residual_signed:sum"
        )
        for partner in self:
            partner.posted_invoice_count = posted_counts.get(partner._origin.id, 0)
            partner.unpaid_invoice_count = unpaid_counts.get(partner._origin.id, 0)
            partner.unpaid_amount = amounts.get(partner._origin.id, 0.0)

    @api.depends_context("allowed_company_ids")
    def _compute_open_discrepancy_count(self):
        counts = self._count_documents(
            "numerian.billing.discrepancy",
            Domain("state", "in", PENDING),
            partner_field="partner_id",
        )
        for partner in self:
            partner.open_discrepancy_count = counts.get(partner._origin.id, 0)

    def _count_documents(
        self, model, domain, aggregate="__count", partner_field="commercial_partner_id"
    ):
        """Return {partner id: aggregate} of the documents of these partners."""
        groups = self.env[model]._read_group(
            domain & Domain(partner_field, "in", self._origin.ids),
            [partner_field],
            [aggregate],
        )
        return {partner.id: figure for partner, figure in groups}

    def action_view_authority_contracts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.contract_contract_action"
        )
        return action | {
            "domain": [
                ("contract_type", "=", "sale"),
                ("commercial_partner_id", "=", self.id),
            ],
            "context": {
                "is_contract": 1,
                "default_contract_type": "sale",
                "default_generation_type": "campaign",
                "default_line_recurrence": True,
                "default_partner_id": self.id,
                "search_default_running": 1,
            },
        }

    def action_view_authority_invoices(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.account_move_action_invoices"
        )
        return action | {
            "domain": [
                ("move_type", "in", SALE_MOVE_TYPES),
                ("commercial_partner_id", "=", self.id),
            ],
            "context": {
                "default_move_type": "out_invoice",
                "default_partner_id": self.id,
            },
        }

    def action_view_discrepancies(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_billing_discrepancy_action"
        )
        return action | {"domain": [("partner_id", "=", self.id)]}
