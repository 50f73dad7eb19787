# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class NumerianAuthorisedMixin(models.AbstractModel):
    """An act that may need a decision of the assembly.

    The model says which kind of decision it carries out (``_decision_kind``), for how
    much and for whom; its act calls ``_check_authorised()``. Nothing more: another
    module knows the assemblies, which of them decide on that kind, and from when a
    decision has effect. Alone, nothing is blocked. The model has ``mail.thread``.
    """

    _name = "numerian.authorised.mixin"
    _description = "Act That May Need a Decision"
    _decision_kind = None  # code of a numerian.decision.kind

    # What the act is

    def _get_decision_amount(self):
        """Return what it takes of the amount decided, euros excl. VAT; 0: none."""
        self.ensure_one()
        return 0.0

    def _get_decision_partner(self):
        """Return the authority or the company that the decision is about, if any."""
        self.ensure_one()
        return self.env["res.partner"]

    def _get_decision_company(self):
        """Return the company whose assemblies decide."""
        self.ensure_one()
        return self.company_id or self.env.company

    def _get_decision_details(self):
        """Return what a deliberation prints of the act: ``[(object, price)]``."""
        self.ensure_one()
        return []

    def _needs_decision(self):
        """Return whether this very act needs one, where an assembly decides on it."""
        self.ensure_one()
        return True

    def _get_act_date(self):
        """Return the day on which the decision must be in force."""
        self.ensure_one()
        return fields.Date.context_today(self)

    def _get_act_states(self):
        """Return how far each is carried out: ``to_do``, ``part`` or ``done``."""
        return dict.fromkeys(self, "to_do")

    @api.model
    def _get_waiting_act_domain(self):
        """Return the domain of the acts that are still to do."""
        return []

    # Whether it may be done

    def _filter_of_assemblies(self):
        """Return the acts on which an assembly decides, passed without it or not."""
        return self.browse()

    def _filter_gated(self):
        """Return the acts that wait for an assembly; extend."""
        return self._filter_of_assemblies()

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
