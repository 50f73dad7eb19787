# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

PROPOSAL, IN_FORCE = "proposal", "in_force"
TARIFF_STATES = [(PROPOSAL, "Proposal"), (IN_FORCE, "In force")]


class ProductPricelist(models.Model):
    """A tariff of the cybersecurity services: a proposal, then voted and in force.

    New quotes take the one in force on their day; a quote keeps its own.
    """

    _inherit = "product.pricelist"

    is_cyber_tariff = fields.Boolean(string="Cybersecurity tariff", index=True)
    cyber_tariff_state = fields.Selection(
        TARIFF_STATES,
        string="Tariff state",
        default=PROPOSAL,
        readonly=True,
        copy=False,
        tracking=True,
    )
    cyber_date_start = fields.Date(
        string="In force from",
        copy=False,
        tracking=True,
        help="First day of the quotes that take this tariff.",
    )
    cyber_date_end = fields.Date(
        string="In force until",
        copy=False,
        tracking=True,
        help="Last day; empty: until another tariff is in force.",
    )

    _cyber_ends_after_it_starts = models.Constraint(
        "CHECK (cyber_date_end >= cyber_date_start)",
        "The tariff ends before it starts: correct one of the two dates.",
    )

    @api.model
    def _get_cyber_tariff(self, company, day):
        """Return the tariff in force on a day, the latest one; empty when none is."""
        return self.search(
            [
                ("is_cyber_tariff", "=", True),
                ("cyber_tariff_state", "=", IN_FORCE),
                ("company_id", "in", (False, company.id)),
                ("cyber_date_start", "<=", day),
                "|",
                ("cyber_date_end", "=", False),
                ("cyber_date_end", ">=", day),
            ],
            order="cyber_date_start desc, id desc",
            limit=1,
        )

    def action_put_in_force(self):
        """Have the quotes take this tariff from its first day on.

        :raises UserError: without a first day, or without the decision it needs
        """
        self.ensure_one()
        if not self.is_cyber_tariff:
            return super().action_put_in_force()
        if not self.cyber_date_start:
            raise UserError(
                self.env._(
                    "%(tariff)s: say first from which day it is in force.",
                    tariff=self.name,
                )
            )
        self._check_authorised()
        self.cyber_tariff_state = IN_FORCE
        # sudo: by this button, nobody enters it
        self.sudo().in_force_from = self.cyber_date_start
        self.message_post(
            body=self.env._(
                "In force from %(date)s.",
                date=format_date(self.env, self.cyber_date_start),
            )
        )
        return True

    def action_back_to_proposal(self):
        """Take the tariff out of the new quotes; those that have it keep it."""
        self.ensure_one()
        self.cyber_tariff_state = PROPOSAL
        self.sudo().in_force_from = False  # by this button, nobody enters it

    def _get_act_date(self):
        return self.cyber_date_start or super()._get_act_date()
