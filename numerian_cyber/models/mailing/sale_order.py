# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

ANSWERS = [
    ("silent", "Silent"),
    ("ticked", "Ticked"),
    ("signed", "Signed"),
    ("refused", "Turned down"),
]


class SaleOrder(models.Model):
    """What an authority answered to its quote."""

    _inherit = "sale.order"

    cyber_mailing_id = fields.Many2one(
        "numerian.cyber.mailing",
        string="Sent with",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    cyber_answer = fields.Selection(
        ANSWERS,
        string="Answer",
        compute="_compute_cyber_answer",
        store=True,
        help="Ticked: the authority chose on its page, and has not signed yet.",
    )

    cyber_has_chosen = fields.Boolean(
        string="Has chosen on its page", readonly=True, copy=False
    )

    @api.depends("is_cyber_quote", "state", "cyber_has_chosen")
    def _compute_cyber_answer(self):
        for order in self:
            order.cyber_answer = order.is_cyber_quote and order._get_cyber_answer()

    def _get_cyber_answer(self):
        self.ensure_one()
        final = {"sale": "signed", "cancel": "refused"}
        return final.get(self.state) or (
            "ticked" if self.cyber_has_chosen else "silent"
        )

    def _write_cyber_choices(self, wishes, declared):
        result = super()._write_cyber_choices(wishes, declared)
        self.cyber_has_chosen = True
        return result
