# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ...core.billing_calendar import shift_invoice_date, shift_name, shift_year

# What a campaign counts on its lines in some states, so that lists total it by month.
TOTALS = {
    "line_count": (SQL("COUNT(*)::int"), ("planned", "done", "error", "deferred")),
    "planned_amount": (SQL("SUM(line.amount)"), ("planned", "done", "error")),
    "done_amount": (SQL("SUM(line.amount)"), ("done",)),
}


class NumerianBillingCampaign(models.Model):
    """A campaign among the others of its exercice: its date, its copy, its doubles."""

    _inherit = "numerian.billing.campaign"

    exercice_id = fields.Many2one(
        compute="_compute_exercice_id", store=True, readonly=False, precompute=True
    )
    copied_from_id = fields.Many2one(
        "numerian.billing.campaign",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The same campaign in the calendar of the previous exercice.",
    )
    copy_ids = fields.One2many("numerian.billing.campaign", "copied_from_id")
    double_ids = fields.Many2many(
        "numerian.billing.campaign",
        string="Campaigns That Bill the Same",
        compute="_compute_neighbours",
    )
    pending_ids = fields.Many2many(
        "numerian.billing.campaign",
        string="Earlier Campaigns To Run",
        compute="_compute_neighbours",
        help="What these will bill is not late: the campaign is planned again when it "
        "runs.",
    )

    @api.depends("date", "company_id")
    def _compute_exercice_id(self):
        """The exercice of the date for a new campaign; never moves a known one."""
        for campaign in self:
            chosen = campaign.exercice_id
            day = campaign.date
            if not day or (campaign._origin and chosen):
                continue
            if chosen.company_id == campaign.company_id and not (
                chosen._get_date_problem(day)
            ):
                continue
            campaign.exercice_id = chosen.search(
                [
                    ("year", "=", day.year),
                    ("company_id", "=", campaign.company_id.id),
                ]
            )

    @api.depends(
        "company_id",
        "date",
        "exercice_id",
        "family_ids",
        "include_late",
        "is_last",
        "partner_ids",
        "period_to",
        "regularise_from",
        "state",
    )
    def _compute_neighbours(self):
        for campaign in self:
            earlier = campaign.browse()
            if campaign._is_scope_known() and campaign.state in ("draft", "planned"):
                earlier = campaign._get_earlier_campaigns()
            campaign.double_ids = campaign._get_doubles(earlier)
            late = campaign._takes_late() and earlier
            campaign.pending_ids = late and late.filtered(lambda c: c.state != "done")

    def _is_scope_known(self):
        """Whether a form being typed says enough."""
        return all((self.exercice_id, self.date, self.period_to, self.regularise_from))

    def _get_doubles(self, earlier):
        """Return the earlier campaigns that already bill the same periods."""
        if not earlier:
            return earlier
        mine = self._get_own_scope()
        return earlier.filtered(lambda c: mine.bills_again(c._get_own_scope()))

    @api.constrains("date", "exercice_id")
    def _check_date(self):
        for campaign in self:
            problem = campaign.exercice_id._get_date_problem(campaign.date)
            if problem:
                raise ValidationError(problem)

    def write(self, vals):
        if "date" in vals:
            self._check_can_move(fields.Date.to_date(vals["date"]))
        return super().write(vals)

    def _check_can_move(self, day):
        """Documents bear the date of their campaign: it no longer moves."""
        for campaign in self:
            if campaign.state in ("running", "done") and campaign.date != day:
                raise UserError(
                    self.env._(
                        "“%(campaign)s” is running or done: its invoices bear the date "
                        "of %(date)s, which cannot change any more.",
                        campaign=campaign.name,
                        date=format_date(self.env, campaign.date),
                    )
                )

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let lists total by month what is summed from the lines, without storing it.

        Stored, it would make two workers write the same campaign at each batch.
        """
        if field_expr not in TOTALS:
            return super()._field_to_sql(alias, field_expr, query)
        aggregate, states = TOTALS[field_expr]
        return SQL(
            "(SELECT %s FROM numerian_billing_campaign_line line"
            " WHERE line.campaign_id = %s AND line.state IN %s)",
            aggregate,
            SQL.identifier(alias, "id"),
            states,
        )

    # Copy to the next exercice

    def _copy_to(self, exercice):
        """Copy the campaigns that are not copied yet; return the drafts made."""
        copies = self.browse()
        for campaign in self:
            copies |= campaign.copy(campaign._prepare_copy_vals(exercice))
        return copies

    def _prepare_copy_vals(self, exercice):
        """Values of the same campaign one year later: see ``billing_calendar``."""
        self.ensure_one()
        return {
            "name": shift_name(self.name, self.exercice_id.year),
            "exercice_id": exercice.id,
            "copied_from_id": self.id,
            "date": shift_invoice_date(
                self.date, exercice.date_end, exercice.cutoff_date
            ),
            "period_to": shift_year(self.period_to),
            "regularise_from": shift_year(self.regularise_from),
        }

    def action_show_doubles(self):
        self.ensure_one()
        return self.double_ids._get_records_action(name=self.env._("Campaigns"))
