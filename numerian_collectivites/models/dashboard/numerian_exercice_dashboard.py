# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from collections import defaultdict
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ..selections import MONTHS_OF_YEAR
from .numerian_billing_progress_report import LATER, MONTHS


class NumerianExercice(models.Model):
    """The dashboard: what is due and billed, what is wrong, on the way to the target.

    Billed amounts are read live, what is due comes from the last refresh. Excl. VAT.
    """

    _inherit = "numerian.exercice"

    currency_id = fields.Many2one(related="company_id.currency_id")
    due_amount = fields.Monetary(
        compute="_compute_amounts", string="Due", help="Excluding VAT."
    )
    billed_amount = fields.Monetary(
        compute="_compute_amounts",
        string="Billed So Far",
        help="Posted documents less credits, excluding VAT.",
    )
    draft_amount = fields.Monetary(
        compute="_compute_amounts", string="In Draft", help="Excluding VAT."
    )
    open_amount = fields.Monetary(
        compute="_compute_amounts",
        string="Still to Bill",
        help="Excluding VAT, less what is to credit.",
    )
    billed_share = fields.Float(compute="_compute_amounts", string="Share Billed")
    target_billed_share = fields.Float(
        compute="_compute_amounts",
        string="Share Billed by the Target Month",
        help="Billed up to the end of the target month, against all that is due.",
    )
    target_share = fields.Float(related="company_id.billing_target_share")
    target_month = fields.Selection(related="company_id.billing_target_month")
    is_target_met = fields.Boolean(compute="_compute_amounts")
    share_graph = fields.Text(compute="_compute_amounts")
    family_report_ids = fields.One2many(
        "numerian.billing.family.report", "exercice_id", string="By Family"
    )
    open_count = fields.Integer(
        compute="_compute_open_count", string="Periods Still to Bill"
    )
    error_count = fields.Integer(
        compute="_compute_line_counts", string="Authorities in Error"
    )
    deferred_count = fields.Integer(
        compute="_compute_line_counts", string="Authorities Deferred"
    )
    abandoned_draft_count = fields.Integer(
        compute="_compute_abandoned_draft_count",
        string="Forgotten Drafts",
        help="Drafts of campaigns dated longer ago than the settings allow.",
    )
    discrepancy_count = fields.Integer(
        compute="_compute_discrepancy_count", string="Open Discrepancies"
    )

    def _compute_amounts(self):
        by_exercice = self._read_months()
        for exercice in self:
            exercice._set_amounts(by_exercice[exercice.id])

    def _set_amounts(self, months):
        totals = [sum(amounts) for amounts in zip(*months.values(), strict=True)]
        due, billed, draft, still_open = totals or [0.0] * 4
        shares = self._get_shares(months, due)
        self.due_amount = due
        self.billed_amount = billed
        self.draft_amount = draft
        self.open_amount = still_open
        self.billed_share = billed / due if due else 0.0
        self.target_billed_share = shares[self.target_month or LATER]
        self.is_target_met = due and self.target_billed_share >= self.target_share
        self.share_graph = self._get_share_graph(shares)

    def _read_months(self):
        """Return ``{exercice id: {month: (due, billed, draft, open)}}``, euros."""
        months = defaultdict(dict)
        for exercice, month, *amounts in self.env[
            "numerian.billing.progress.report"
        ]._read_group(
            [("exercice_id", "in", self.ids)],
            ["exercice_id", "month"],
            [f"{n}_amount:sum" for n in ("due", "billed", "draft", "open")],
        ):
            months[exercice.id][month] = amounts
        return months

    def _get_shares(self, months, due):
        """Return the share billed at the end of each month, ratios."""
        shares, total = {}, 0.0
        for month, _label in MONTHS:
            total += months[month][1] if month in months else 0.0
            shares[month] = round(total / due, 4) if due else 0.0
        return shares

    def _get_share_graph(self, shares):
        """Return what the graph of Odoo's dashboards expects: a bar a month."""
        values = [
            {
                "label": self._get_month_label(month),
                "value": round(100 * shares[month], 1),
                # Odoo's two colours: the months that reach the target stand out.
                "type": "future" if shares[month] >= self.target_share else "past",
            }
            for month, _label in MONTHS_OF_YEAR
        ]
        title = self.env._("Share billed at the end of the month, in %")
        return json.dumps([{"values": values, "title": title, "key": title}])

    def _get_month_label(self, month):
        return format_date(self.env, date(2000, int(month), 1), date_format="MMM")

    def _compute_open_count(self):
        counts = self._count("numerian.billing.position", self._get_open_domain())
        for exercice in self:
            exercice.open_count = counts.get(exercice, 0)

    def _compute_line_counts(self):
        groups = self.env["numerian.billing.campaign.line"]._read_group(
            [("exercice_id", "in", self.ids), ("state", "in", ("error", "deferred"))],
            ["exercice_id", "state"],
            ["__count"],
        )
        counts = {(exercice, state): count for exercice, state, count in groups}
        for exercice in self:
            exercice.error_count = counts.get((exercice, "error"), 0)
            exercice.deferred_count = counts.get((exercice, "deferred"), 0)

    def _compute_abandoned_draft_count(self):
        groups = self.env["account.move"]._read_group(
            self._get_abandoned_drafts_domain(), ["billing_campaign_id"], ["__count"]
        )
        counts = defaultdict(int)
        for campaign, count in groups:
            counts[campaign.exercice_id] += count
        for exercice in self:
            exercice.abandoned_draft_count = counts[exercice]

    def _compute_discrepancy_count(self):
        counts = self._count(
            "numerian.billing.discrepancy", self._get_discrepancies_domain()
        )
        for exercice in self:
            exercice.discrepancy_count = counts.get(exercice, 0)

    @api.model
    def _count(self, model, domain):
        return dict(self.env[model]._read_group(domain, ["exercice_id"], ["__count"]))

    # What each figure counts: the same domains open the records

    def _get_open_domain(self):
        return [("exercice_id", "in", self.ids), ("open_amount", "!=", 0)]

    def _get_discrepancies_domain(self):
        return [("exercice_id", "in", self.ids), ("state", "=", "open")]

    def _get_abandoned_drafts_domain(self):
        """Each company says how long a draft may wait."""
        today = fields.Date.context_today(self)
        return Domain.OR(
            [
                ("billing_campaign_id.exercice_id", "in", exercices.ids),
                ("state", "=", "draft"),
                ("invoice_date", "<", today - timedelta(company.billing_draft_days)),
            ]
            for company, exercices in self.grouped("company_id").items()
        )
