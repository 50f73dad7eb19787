# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core.scdl import PATTERNS


class NumerianBody(models.Model):
    """To whom an assembly sends its acts."""

    _inherit = "numerian.body"

    prefecture_code = fields.Char(
        string="Prefecture",
        tracking=True,
        help="Its code for the open data: PREF007; of a sub-prefecture, SPREF0072.",
    )

    @api.constrains("prefecture_code")
    def _check_prefecture_code(self):
        for body in self.filtered("prefecture_code"):
            if not re.fullmatch(PATTERNS["PREF_ID"], body.prefecture_code):
                raise ValidationError(
                    self.env._(
                        "%(code)s: a prefecture is written PREF007, a sub-prefecture "
                        "SPREF0072.",
                        code=body.prefecture_code,
                    )
                )
