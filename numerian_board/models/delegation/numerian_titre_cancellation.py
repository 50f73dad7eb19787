# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianTitreCancellation(models.Model):
    """A credit note that the delegate decides."""

    _inherit = "numerian.titre.cancellation"

    delegated_decision_id = fields.Many2one(check_company=True)
