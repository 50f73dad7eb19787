# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date


class NumerianBillingCampaign(models.Model):
    """One round of billing: what is due to the contracts of some families, at a date.

    Planned first (nothing exists yet, everything wrong is visible), then run, by hand
    or by the scheduled action. One invoice per authority across its contracts.
    """

    _name = "numerian.billing.campaign"
    _description = "Billing Campaign"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    exercice_id = fields.Many2one(
        "numerian.exercice",
        required=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    date = fields.Date(
        string="Invoice Date",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
        help="Date of the invoices; the scheduled action runs the campaign on that "
        "day.",
    )
    family_ids = fields.Many2many(
        "numerian.service.family",
        string="Service Families",
        help="Only these families; empty: all of them.",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Authorities",
        domain="[('is_local_authority', '=', True)]",
        help="Only these authorities; empty: all of them.",
    )
    period_to = fields.Date(
        string="Bill Periods Until",
        compute="_compute_period_to",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        tracking=True,
        help="Bills the periods that begin on this day or earlier.",
    )
    regularise_from = fields.Date(
        compute="_compute_regularise_from",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        tracking=True,
        help="Also bills what is missing in the periods that end on this day or later. "
        "Credits of an earlier exercice never belong to a campaign: see the review.",
    )
    netting = fields.Selection(
        [("net", "On the invoice, when it stays above zero"), ("separate", "Apart")],
        string="Credits of the Exercice",
        required=True,
        default="net",
        tracking=True,
    )
    minimum_amount = fields.Monetary(
        tracking=True,
        help="Below this total excl. VAT an authority is deferred: what it owes stays "
        "due, a later campaign takes it along.",
    )
    is_last = fields.Boolean(
        string="Last of the Exercice",
        help="Bills small sums too.",
        tracking=True,
    )
    auto_post = fields.Boolean(string="Post the Invoices", default=True, tracking=True)
    missing_data_policy = fields.Selection(
        [
            ("block", "Do not bill the authority"),
            ("warn", "Bill all the same"),
        ],
        string="When Chorus Pro Data Is Missing",
        required=True,
        default="block",
        tracking=True,
        help="What the authority requires on its invoices: SIRET, service code, "
        "commitment number. Anything else that is missing only shows a warning.",
    )
    is_unattended = fields.Boolean(
        readonly=True,
        copy=False,
        help="The scheduled action runs it: the responsible is told of its end.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        help="Receives a to-do for each authority that could not be billed.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("planned", "Planned"),
            ("running", "Running"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    line_ids = fields.One2many("numerian.billing.campaign.line", "campaign_id")
    move_ids = fields.One2many("account.move", "billing_campaign_id", readonly=True)
    planned_on = fields.Datetime(readonly=True, copy=False)

    line_count = fields.Integer(
        compute="_compute_counters", string="Authorities to Bill"
    )
    done_count = fields.Integer(
        compute="_compute_counters", string="Authorities Billed"
    )
    error_count = fields.Integer(compute="_compute_counters", string="Errors")
    deferred_count = fields.Integer(compute="_compute_counters", string="Deferred")
    excluded_count = fields.Integer(compute="_compute_counters", string="Excluded")
    progress = fields.Float(compute="_compute_counters")
    planned_amount = fields.Monetary(compute="_compute_counters", help="Excluding VAT.")
    done_amount = fields.Monetary(
        compute="_compute_counters", string="Billed Amount", help="Excluding VAT."
    )
    move_count = fields.Integer(compute="_compute_move_count", string="Invoices")
    draft_count = fields.Integer(compute="_compute_move_count", string="Drafts")

    @api.depends("exercice_id")
    def _compute_period_to(self):
        """The end of the exercice; another invoice date in it moves nothing."""
        for campaign in self:
            exercice, last = campaign.exercice_id, campaign.period_to
            if last and exercice and exercice.date_start <= last <= exercice.date_end:
                continue
            campaign.period_to = exercice.date_end

    @api.depends("exercice_id")
    def _compute_regularise_from(self):
        """The start of the exercice; another invoice date in it moves nothing."""
        for campaign in self:
            exercice, first = campaign.exercice_id, campaign.regularise_from
            chosen = first and exercice and first <= exercice.date_end
            if chosen and (campaign._origin or first >= exercice.date_start):
                continue
            campaign.regularise_from = exercice.date_start

    @api.depends("line_ids.state", "line_ids.amount")
    def _compute_counters(self):
        totals = {campaign.id: {} for campaign in self}
        for campaign, state, count, amount in self.env[
            "numerian.billing.campaign.line"
        ]._read_group(
            [("campaign_id", "in", self.ids)],
            ["campaign_id", "state"],
            ["__count", "amount:sum"],
        ):
            totals[campaign.id][state] = (count, amount)
        for campaign in self:
            campaign._set_counters(totals.get(campaign.id, {}))

    def _set_counters(self, totals):
        def count(*states):
            return sum(totals.get(state, (0, 0))[0] for state in states)

        def amount(*states):
            return sum(totals.get(state, (0, 0))[1] for state in states)

        self.done_count = count("done")
        self.error_count = count("error")
        self.deferred_count = count("deferred")
        self.excluded_count = count("excluded")
        self.line_count = count("planned", "done", "error", "deferred")
        to_bill = count("planned", "done", "error")
        self.progress = 100.0 * self.done_count / to_bill if to_bill else 0.0
        self.planned_amount = amount("planned", "done", "error")
        self.done_amount = amount("done")

    @api.depends("move_ids.state")
    def _compute_move_count(self):
        for campaign in self:
            campaign.move_count = len(campaign.move_ids)
            campaign.draft_count = len(
                campaign.move_ids.filtered(lambda move: move.state == "draft")
            )

    @api.constrains("period_to", "regularise_from", "exercice_id")
    def _check_periods(self):
        for campaign in self:
            if campaign.regularise_from > campaign.period_to:
                raise ValidationError(
                    self.env._(
                        "“Regularise from” (%(first)s) comes after “Bill periods "
                        "until” (%(last)s): nothing could be billed.",
                        first=format_date(self.env, campaign.regularise_from),
                        last=format_date(self.env, campaign.period_to),
                    )
                )

    @api.constrains("minimum_amount")
    def _check_minimum_amount(self):
        if any(campaign.minimum_amount < 0 for campaign in self):
            raise ValidationError(
                self.env._("The minimum amount cannot be below zero.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_billed(self):
        if self.move_ids:
            raise UserError(
                self.env._("A campaign that has made invoices is kept: cancel it.")
            )

    # Actions

    def action_cancel(self):
        """Give up what is not billed yet; invoices made stay."""
        lines = self.line_ids.filtered(lambda line: line.state != "done")
        lines.unlink()
        self.state = "cancelled"

    def action_draft(self):
        self.filtered(lambda campaign: campaign.state == "cancelled").state = "draft"

    def action_show_moves(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        return action | {
            "name": self.env._("Invoices of %(campaign)s", campaign=self.name),
            "domain": [("billing_campaign_id", "=", self.id)],
            "context": {
                "create": False,
                "default_move_type": "out_invoice",
                "search_default_draft": self.env.context.get("only_drafts", False),
            },
        }

    def action_show_lines(self):
        """Open the lines in the state of the button pressed."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_billing_campaign_line_action"
        )
        state = self.env.context.get("line_state")
        return action | {
            "domain": [("campaign_id", "=", self.id)],
            "context": {f"search_default_{state}": 1, "line_state": state}
            if state
            else {},
        }

    def action_show_items(self):
        """Open what is planned, by family then authority, with totals."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_billing_campaign_item_action_campaign"
        )
        return action | {"domain": [("campaign_id", "=", self.id)]}
