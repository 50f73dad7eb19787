# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

PROPOSAL, IN_FORCE, ENDED = "proposal", "in_force", "ended"
TARIFF_STATES = [(PROPOSAL, "Proposal"), (IN_FORCE, "In force"), (ENDED, "Ended")]


class ProductPricelist(models.Model):
    """A tariff of the cybersecurity services: a proposal, then voted and in force.

    New quotes take the one in force on their day; a quote keeps its own.
    """

    _inherit = "product.pricelist"

    is_cyber_tariff = fields.Boolean(string="Cybersecurity tariff", index=True)
    cyber_tariff_state = fields.Selection(
        TARIFF_STATES, string="Tariff state", compute="_compute_cyber_tariff_state"
    )
    cyber_date_end = fields.Date(
        string="Quotes take it until",
        copy=False,
        tracking=True,
        help="Last day; empty: until another tariff is in force.",
    )

    _cyber_ends_after_it_starts = models.Constraint(
        "CHECK (cyber_date_end >= in_force_from)",
        "The tariff ends before it starts: correct one of the two dates.",
    )

    @api.depends("in_force_from", "cyber_date_end")
    def _compute_cyber_tariff_state(self):
        today = fields.Date.context_today(self)
        for tariff in self:
            if not tariff.in_force_from:
                tariff.cyber_tariff_state = PROPOSAL
            elif tariff.cyber_date_end and tariff.cyber_date_end < today:
                tariff.cyber_tariff_state = ENDED
            else:
                tariff.cyber_tariff_state = IN_FORCE

    @api.model
    def _get_cyber_tariff(self, company, day):
        """Return the tariff in force on a day, the latest one; empty when none is."""
        return self.search(
            [
                ("is_cyber_tariff", "=", True),
                ("company_id", "in", (False, company.id)),
                ("in_force_from", "<=", day),
                "|",
                ("cyber_date_end", "=", False),
                ("cyber_date_end", ">=", day),
            ],
            order="in_force_from desc, id desc",
            limit=1,
        )
