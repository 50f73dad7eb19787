# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianDelegationSubject(models.Model):
    """A kind of acts that an assembly delegates, or that the law reserves to it."""

    _name = "numerian.delegation.subject"
    _description = "Subject of a Delegation"
    _order = "is_reserved, sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_reserved = fields.Boolean(
        string="Reserved to the Assembly", help="One of the matters never delegated."
    )
    source = fields.Char(help="Text that says so.")
    kind_id = fields.Many2one(
        "numerian.decision.kind",
        string="Acts",
        ondelete="restrict",
        index="btree_not_null",
        help="Acts of the software that a decision on this subject authorises.",
    )
