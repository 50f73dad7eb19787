# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..selections import MONTHS_OF_YEAR


class ResCompany(models.Model):
    """What the dashboard of an exercice is measured against."""

    _inherit = "res.company"

    billing_target_share = fields.Float(
        string="Share to Bill",
        default=0.9,
        digits=(3, 2),
        help="Share of what is due for an exercice, to bill by the month below.",
    )
    billing_target_month = fields.Selection(
        MONTHS_OF_YEAR, string="By the End of", default="10", required=True
    )
    billing_draft_days = fields.Integer(
        string="Drafts Wait at Most",
        default=15,
        help="Days after its date from which a draft of a campaign is reported.",
    )

    _billing_target_share_is_a_ratio = models.Constraint(
        "CHECK (billing_target_share >= 0 AND billing_target_share <= 1)",
        "The share to bill is between 0 % and 100 %.",
    )
    _billing_draft_days_not_negative = models.Constraint(
        "CHECK (billing_draft_days >= 0)",
        "Drafts cannot wait less than zero days.",
    )
