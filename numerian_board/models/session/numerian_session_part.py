# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.numerian_collectivites.models.button_fields import (
    are_changed,
    are_given,
)


class NumerianSessionPart(models.AbstractModel):
    """What belongs to a session: written until it is over, not after."""

    _name = "numerian.session.part"
    _description = "Part of a Session"

    @api.model_create_multi
    def create(self, vals_list):
        names = self._get_derived_fields()
        if any(are_given(self, vals, names) for vals in vals_list):
            self._refuse_derived()
        records = super().create(vals_list)
        records._check_session_not_over()
        return records

    def write(self, vals):
        if are_changed(self, vals, self._get_derived_fields()):
            self._refuse_derived()
        if not set(vals) <= self._get_late_fields():
            self._check_session_not_over()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_session_over(self):
        self._check_session_not_over()

    def _check_session_not_over(self):
        for session in self.session_id.filtered(lambda session: session._is_over()):
            raise UserError(
                self.env._(
                    "%(session)s is over: what was recorded does not change any more.",
                    session=session.display_name,
                )
            )

    def _refuse_derived(self):
        """Refuse to enter what the life of the session alone gives."""
        raise UserError(self.env._("This follows from the session: not entered."))

    def _get_late_fields(self):
        """Return the fields that may still change once the session is over; extend."""
        return set()

    def _get_derived_fields(self):
        """Return the fields that nobody enters; extend."""
        return set()
