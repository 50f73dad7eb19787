# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .. import billing_ledger as ledger
from ..proration import to_decimal

KINDS = [
    ("not_prorated", "Not prorated"),
    ("billed_after_termination", "Billed after termination"),
    ("billed_twice", "Billed twice"),
    ("price_differs", "Amount differs"),
    ("never_billed", "Never billed"),
]


class NumerianBillingDiscrepancy(models.Model):
    """A period of the past whose documents do not say what the contract says.

    Found by the ledger; one record per slot, for ever: it closes when the figures
    agree and opens again when they no longer do. Euros excl. VAT.
    """

    _name = "numerian.billing.discrepancy"
    _description = "Billing Discrepancy"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "period_start desc, partner_id, id"
    _rec_name = "contract_line_id"

    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    contract_line_id = fields.Many2one(
        "contract.line", string="Service", required=True, index=True, ondelete="cascade"
    )
    contract_id = fields.Many2one(related="contract_line_id.contract_id", store=True)
    partner_id = fields.Many2one(
        related="contract_line_id.contract_id.commercial_partner_id",
        string="Authority",
        store=True,
        index=True,
    )
    product_id = fields.Many2one(related="contract_line_id.product_id", store=True)
    service_family_id = fields.Many2one(
        related="contract_line_id.service_family_id", store=True
    )
    exercice_id = fields.Many2one(
        "numerian.exercice", required=True, index=True, ondelete="restrict"
    )
    period_start = fields.Date(required=True)
    period_end = fields.Date(required=True)
    kind = fields.Selection(KINDS, required=True, index=True, tracking=True)
    due_amount = fields.Monetary(string="Due", tracking=True)
    billed_amount = fields.Monetary(string="Already Billed", tracking=True)
    amount = fields.Monetary(
        string="Difference",
        help="Below zero: to credit. Above zero: to bill. Excluding VAT.",
        tracking=True,
    )
    state = fields.Selection(
        [
            ("open", "Open"),
            ("prepared", "Correction prepared"),
            ("corrected", "Corrected"),
            ("dismissed", "Dismissed"),
        ],
        default="open",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    dismiss_reason = fields.Char(readonly=True, tracking=True)
    move_ids = fields.Many2many(
        "account.move", string="Corrections", readonly=True, copy=False
    )
    origin_move_ids = fields.Many2many(
        "account.move", compute="_compute_origin_move_ids", string="Invoices Concerned"
    )

    _slot_uniq = models.Constraint(
        "UNIQUE (contract_line_id, period_start)",
        "This period of the contract line already has its discrepancy.",
    )

    @api.depends("contract_line_id", "period_start")
    def _compute_display_name(self):
        for discrepancy in self:
            discrepancy.display_name = (
                f"{discrepancy.partner_id.name} - {discrepancy.product_id.name}"
                f" - {discrepancy.exercice_id.display_name}"
            )

    def _compute_origin_move_ids(self):
        groups = (
            self.env["account.move.line"]
            .search(
                [
                    ("contract_line_id", "in", self.contract_line_id.ids),
                    ("billing_period_start", "in", self.mapped("period_start")),
                    ("parent_state", "!=", "cancel"),
                ]
            )
            .grouped(lambda line: (line.contract_line_id, line.billing_period_start))
        )
        none = self.env["account.move.line"]
        for discrepancy in self:
            slot = (discrepancy.contract_line_id, discrepancy.period_start)
            discrepancy.origin_move_ids = groups.get(slot, none).move_id

    # Finding

    @api.model
    def _cron_refresh(self):
        for company in self.env["res.company"].search([]):
            self._refresh(company)

    def action_refresh(self):
        """Look for discrepancies again, then show the open ones."""
        self._refresh(self.env.company)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_billing_discrepancy_action"
        )

    @api.model
    def _refresh(self, company, until=None):
        """Bring the review in line with the ledger.

        :param until: looks at the exercices that begin on this day or earlier; today
            when not given
        """
        until = until or fields.Date.context_today(self)
        contracts = self.env["contract.contract"].search(
            [("company_id", "=", company.id), ("generation_type", "=", "campaign")]
        )
        found = self._find(contracts, until)
        known = {
            (d.contract_line_id.id, d.period_start): d
            for d in self.search([("company_id", "=", company.id)])
        }
        fresh = [vals for slot, vals in found.items() if slot not in known]
        created = self.with_context(tracking_disable=True).create(fresh)
        for slot, discrepancy in known.items():
            discrepancy._update(found.get(slot))
        return created

    @api.model
    def _find(self, contracts, until):
        """Return the values of each discrepancy by slot."""
        if not contracts:
            return {}
        deltas = self.env["numerian.billing.ledger"]._get_deltas(contracts, None, until)
        company = contracts.company_id
        campaign_years = self._get_campaign_years(company)
        past_years = {year for year in campaign_years if year < until.year}
        exercices = {}
        found = {}
        for delta in deltas:
            # What no campaign has billed yet is not an error.
            if delta.billed.amount or delta.period.first.year in past_years:
                vals = self._prepare_vals(delta, company)
                year = delta.period.first.year
                exercice = exercices.get(year) or self._get_exercice(year, company)
                exercices[year] = exercice
                found[delta.line_id, delta.period.first] = vals | {
                    "exercice_id": exercice.id
                }
        return found

    @api.model
    def _get_campaign_years(self, company):
        """Return the years that campaigns have billed."""
        campaigns = self.env["numerian.billing.campaign"].search(
            [("company_id", "=", company.id), ("state", "in", ("running", "done"))]
        )
        return set(campaigns.exercice_id.mapped("year"))

    @api.model
    def _get_exercice(self, year, company):
        # sudo: whoever looks at the past may need an exercice that nobody opened
        return self.env["numerian.exercice"].sudo()._get_or_create(year, company)

    @api.model
    def _prepare_vals(self, delta, company):
        terms = delta.terms
        full = ledger.whole_period(terms, delta.period) if terms else delta.due
        return {
            "company_id": company.id,
            "contract_line_id": delta.line_id,
            "period_start": delta.period.first,
            "period_end": delta.period.last,
            "kind": ledger.classify(delta, terms, full),
            "due_amount": float(delta.due),
            "billed_amount": float(delta.billed.amount),
            "amount": float(delta.amount),
        }

    def _update(self, vals):
        """Follow the ledger: closed when it agrees, open when it no longer does."""
        self.ensure_one()
        if vals is None:
            if self.state in ("open", "prepared"):
                self.state = self._get_settled_state()
            return
        same = to_decimal(self.amount) == to_decimal(vals["amount"])
        if self.state == "dismissed" and same:
            return
        if not same or self.state != "open":
            self.write(vals | {"state": "open", "dismiss_reason": False})

    def _get_settled_state(self):
        drafts = self.move_ids.filtered(lambda move: move.state == "draft")
        return "prepared" if drafts else "corrected"

    # Dismissing

    @api.constrains("state")
    def _check_dismissal(self):
        """Money given up is a manager's act, whatever the way it is written."""
        manages = self.env.user.has_group("numerian_collectivites.group_manager")
        if not manages and "dismissed" in self.mapped("state"):
            raise AccessError(self.env._("Only a manager dismisses a discrepancy."))

    def _dismiss(self, reason):
        """Leave the difference as it is, with a reason; it comes back if it changes."""
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the discrepancy is dismissed."))
        self.filtered(lambda d: d.state == "open").write(
            {"state": "dismissed", "dismiss_reason": reason.strip()}
        )

    def action_reopen(self):
        self.filtered(lambda d: d.state == "dismissed").write(
            {"state": "open", "dismiss_reason": False}
        )
