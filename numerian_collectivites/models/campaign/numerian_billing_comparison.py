# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Domain

STATUSES = [
    ("missing", "Missing"),
    ("changed", "Changed"),
    ("new", "New"),
    ("same", "Same"),
]


class NumerianBillingComparison(models.Model):
    """What a campaign and its exercice bill to an authority for a family of services,
    against the same periods of the year before. Euros excl. VAT.

    Read only: one statement writes the rows of a campaign, whatever their number (see
    ``campaign._refresh_comparison``), when it is planned and when they are opened.
    """

    _name = "numerian.billing.comparison"
    _description = "Comparison with the Previous Exercice"
    _order = "campaign_id desc, rank, difference, partner_id, id"
    _rec_name = "partner_id"
    _log_access = False

    campaign_id = fields.Many2one(
        "numerian.billing.campaign",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one("res.currency", readonly=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    service_family_id = fields.Many2one(
        "numerian.service.family", readonly=True, ondelete="cascade"
    )
    previous_amount = fields.Monetary(
        string="Previous Exercice",
        readonly=True,
        help="Billed for the same periods of the year before, excluding VAT: invoices "
        "less credit notes, drafts included, plus what a former software billed.",
    )
    billed_amount = fields.Monetary(
        string="Already Billed",
        readonly=True,
        help="Billed so far for the periods of the exercice, excluding VAT.",
    )
    planned_amount = fields.Monetary(
        string="In the Plan",
        readonly=True,
        help="What the campaign still bills for the exercice, excluding VAT. "
        "Authorities that are excluded count for nothing.",
    )
    current_amount = fields.Monetary(
        string="This Exercice",
        readonly=True,
        help="Already billed and in the plan, excluding VAT.",
    )
    difference = fields.Monetary(
        readonly=True, help="This exercice less the previous one, excluding VAT."
    )
    change_rate = fields.Float(
        string="Change",
        readonly=True,
        aggregator=None,
        help="The difference as a share of the previous exercice.",
    )
    status = fields.Selection(STATUSES, readonly=True, index=True)
    rank = fields.Integer(readonly=True, aggregator=None, help="Missing first.")
    service_end = fields.Date(
        string="Services Ended On",
        readonly=True,
        help="Last day of the last service, when none goes on: why it is missing.",
    )

    def _get_contract_lines_domain(self):
        """Domain of the contract lines behind some rows."""
        return Domain.OR(
            Domain("commercial_partner_id", "=", row.partner_id.id)
            & Domain("service_family_id", "=", row.service_family_id.id)
            & Domain("generation_type", "=", "campaign")
            & Domain("company_id", "=", row.company_id.id)
            for row in self
        )

    def action_show_contract_lines(self):
        """Open the services of the authority in this family, past ones too."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.contract_line_action"
        )
        return action | {
            "name": self.env._("Services compared"),
            "domain": list(self._get_contract_lines_domain()),
            "context": {},
        }

    def _get_invoice_lines_domain(self):
        """Domain of the invoice lines that the amounts add up."""
        self.ensure_one()
        contract_lines = self.env["contract.line"].search(
            self._get_contract_lines_domain()
        )
        spans = self.campaign_id._get_compared_spans()
        return (
            Domain("contract_line_id", "in", contract_lines.ids)
            & Domain("display_type", "=", "product")
            & Domain("parent_state", "!=", "cancel")
            & Domain.OR(
                Domain("billing_period_start", ">=", first)
                & Domain("billing_period_start", "<=", last)
                for first, last in spans
            )
        )

    def action_show_invoice_lines(self):
        """Open the invoice lines of both years behind the amounts."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lines compared"),
            "res_model": "account.move.line",
            "view_mode": "list,pivot",
            "views": [
                (
                    self.env.ref(
                        "numerian_collectivites.account_move_line_view_list_compared"
                    ).id,
                    "list",
                ),
                (False, "pivot"),
            ],
            "domain": list(self._get_invoice_lines_domain()),
            "context": {"create": False},
        }
