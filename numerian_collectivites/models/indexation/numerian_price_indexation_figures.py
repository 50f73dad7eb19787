# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class NumerianPriceIndexation(models.Model):
    """What the lines of an indexation add up to, and the screens they open in."""

    _inherit = "numerian.price.indexation"

    apply_count = fields.Integer(compute="_compute_counters", string="To Apply")
    applied_count = fields.Integer(compute="_compute_counters", string="New Prices")
    excluded_count = fields.Integer(compute="_compute_counters", string="Excluded")
    blocked_count = fields.Integer(compute="_compute_counters", string="Blocked")
    error_count = fields.Integer(compute="_compute_counters", string="Errors")
    amount_before = fields.Monetary(
        compute="_compute_counters",
        string="Yearly Before",
        help="A whole year of the lines that change, excluding VAT.",
    )
    amount_after = fields.Monetary(
        compute="_compute_counters", string="Yearly After", help="Excluding VAT."
    )
    yearly_effect = fields.Monetary(
        compute="_compute_counters",
        help="What a whole year brings more, excluding VAT.",
    )

    @api.depends("line_ids.state", "line_ids.yearly_effect")
    def _compute_counters(self):
        totals = {indexation.id: {} for indexation in self}
        for indexation, state, *figures in self.env[
            "numerian.price.indexation.line"
        ]._read_group(
            [("indexation_id", "in", self.ids)],
            ["indexation_id", "state"],
            ["__count", "amount_before:sum", "amount_after:sum"],
        ):
            totals[indexation.id][state] = figures
        for indexation in self:
            indexation._set_counters(totals.get(indexation.id, {}))

    def _set_counters(self, totals):
        def total(position, *states):
            return sum(totals.get(state, (0, 0, 0))[position] for state in states)

        self.apply_count = total(0, "to_apply")
        self.applied_count = total(0, "applied")
        self.excluded_count = total(0, "excluded")
        self.blocked_count = total(0, "blocked")
        self.error_count = total(0, "error")
        self.amount_before = total(1, "to_apply", "applied")
        self.amount_after = total(2, "to_apply", "applied")
        self.yearly_effect = self.amount_after - self.amount_before

    def action_show_lines(self):
        """Open the lines in the state of the button pressed."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_price_indexation_line_action"
        )
        state = self.env.context.get("line_state")
        return action | {
            "domain": [("indexation_id", "=", self.id)],
            "context": {f"search_default_{state}": 1} if state else {},
        }
