# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

BILLABLE = ("planned", "done", "error")  # in the totals: billed, or to be


class NumerianBillingCampaign(models.Model):
    """The statement of a campaign: what it bills to whom, on paper."""

    _inherit = "numerian.billing.campaign"

    def _get_statement_name(self):
        self.ensure_one()
        return self.env._("Statement of %(campaign)s", campaign=self.name)

    def _get_statement_lines(self):
        """Return the lines by authority, those that bill first."""
        self.ensure_one()
        return self.line_ids.sorted(
            lambda line: (line.state not in BILLABLE, line.partner_id.display_name)
        )

    def _get_statement_totals(self):
        """Return what is billed or to be, excluding VAT, by column of the statement."""
        lines = self.line_ids.filtered(lambda line: line.state in BILLABLE)
        return {
            "invoice": sum(lines.mapped("invoice_amount")),
            "credit": sum(lines.mapped("credit_amount")),
            "amount": sum(lines.mapped("amount")),
        }

    def _get_statement_states(self):
        """Return ``[(state, number of authorities, amount excl. VAT)]``."""
        groups = self.line_ids.grouped("state")
        states = self.line_ids._fields["state"]._description_selection(self.env)
        return [
            (label, len(groups[state]), sum(groups[state].mapped("amount")))
            for state, label in states
            if state in groups
        ]

    def _get_statement_families(self):
        """Return ``[(family, number of authorities, to bill, to credit, total)]``.

        Amounts exclude VAT, and are those of the authorities that the campaign bills:
        their sum is the total of the statement.
        """
        domain = [
            ("campaign_id", "=", self.id),
            ("campaign_line_id.state", "in", BILLABLE),
        ]
        groups = self.env["numerian.billing.campaign.item"]._read_group(
            domain,
            ["service_family_id", "kind"],
            ["campaign_line_id:recordset", "amount:sum"],
        )
        rows = {}
        for family, kind, lines, amount in groups:
            row = rows.setdefault(family, {"lines": lines, "invoice": 0, "credit": 0})
            row["lines"] |= lines
            row["credit" if kind == "credit" else "invoice"] += amount
        return [
            (
                family,
                len(row["lines"]),
                row["invoice"],
                row["credit"],
                row["invoice"] + row["credit"],
            )
            for family, row in sorted(rows.items(), key=lambda row: row[0].sequence)
        ]
