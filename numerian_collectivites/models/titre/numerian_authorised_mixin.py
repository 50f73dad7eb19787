# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


class NumerianAuthorisedMixin(models.AbstractModel):
    """An act that may need a decision of the assembly.

    The act calls ``_check_authorised()``; another module says which decision it needs
    by extending ``_get_authorisation_problems()``. Alone, nothing is blocked.
    """

    _name = "numerian.authorised.mixin"
    _description = "Act That May Need a Decision"

    def _get_authorisation_problems(self):
        """Return why these records are not authorised, one message each; extend."""
        return []

    def _check_authorised(self):
        """Refuse an act without the decision that it needs.

        :raises UserError: lists every problem
        """
        problems = self._get_authorisation_problems()
        if problems:
            raise UserError("\n".join(problems))
