# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools.misc import formatLang

KINDS = ("bill", "complement", "credit")


class NumerianBillingCampaign(models.Model):
    """What the form of a campaign shows before anything is billed."""

    _inherit = "numerian.billing.campaign"

    family_summary = fields.Html(
        compute="_compute_family_summary",
        string="By Service Family",
        sanitize=False,
        help="Excluding VAT; authorities that are excluded count for nothing.",
    )
    missing_data_count = fields.Integer(compute="_compute_missing_data_counts")
    blocked_count = fields.Integer(compute="_compute_missing_data_counts")

    @api.depends_context("lang")
    @api.depends("line_ids.state", "line_ids.item_ids.amount")
    def _compute_family_summary(self):
        for campaign in self:
            rows, total = campaign._get_family_rows()
            campaign.family_summary = bool(rows) and self.env["ir.qweb"]._render(
                "numerian_collectivites.campaign_family_summary",
                {
                    "rows": rows,
                    "total": total,
                    "kinds": self._get_summary_kinds(total),
                    "money": campaign._format_money,
                },
            )

    @api.model
    def _get_summary_kinds(self, total):
        """Return the kinds to show a column for: those that bill something."""
        labels = dict(
            self.env["numerian.billing.campaign.item"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        shown = [kind for kind in KINDS if total[kind]]
        return [(kind, labels[kind]) for kind in shown] if len(shown) > 1 else []

    def _format_money(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    def _get_family_rows(self):
        """Return one row for each family of the plan, in order, and their total.

        :return: rows ``{"family", "count", "bill", "complement", "credit", "amount"}``
        """
        rows = {}
        for family, kind, amount in self._read_items(
            ["service_family_id", "kind"], ["amount:sum"]
        ):
            row = rows.setdefault(family, dict.fromkeys((*KINDS, "amount"), 0.0))
            row[kind] += amount
            row["amount"] += amount
        for family, count in self._read_items(
            ["service_family_id"], ["partner_id:count_distinct"]
        ):
            rows[family] |= {"family": family, "count": count}
        total = {key: sum(r[key] for r in rows.values()) for key in (*KINDS, "amount")}
        for (count,) in self._read_items([], ["partner_id:count_distinct"]):
            total["count"] = count
        families = sorted(rows, key=lambda family: (not family, family.sequence))
        return [rows[family] for family in families], total

    def _read_items(self, groupby, aggregates):
        return self.env["numerian.billing.campaign.item"]._read_group(
            [
                ("campaign_id", "in", self.ids),
                ("campaign_line_id.state", "!=", "excluded"),
            ],
            groupby,
            aggregates,
        )

    @api.depends("line_ids.has_missing_data", "line_ids.is_blocked")
    def _compute_missing_data_counts(self):
        for campaign in self:
            lines = campaign.line_ids.filtered("has_missing_data")
            campaign.missing_data_count = len(lines)
            campaign.blocked_count = len(lines.filtered("is_blocked"))
