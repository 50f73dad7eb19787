# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class NumerianDeliberation(models.Model):
    """What a deliberation authorises."""

    _inherit = "numerian.deliberation"

    decision_ids = fields.One2many(
        "numerian.decision", "deliberation_id", string="Decisions"
    )

    def action_add_credit_notes(self):
        """Let the assembly decide each draft credit note that waits for it.

        :raises UserError: it is voted already, or none waits
        """
        self._add_waiting_acts(
            self.env.ref("numerian_collectivites.decision_kind_credit_note")
        )

    def _add_waiting_acts(self, kinds):
        """Let the assembly decide every act of some kinds that waits for it."""
        for deliberation in self:
            waiting = kinds._get_waiting_acts(deliberation.company_id)
            if not waiting:
                raise UserError(
                    self.env._(
                        "Nothing waits for a deliberation: %(kinds)s.",
                        kinds=", ".join(kinds.mapped("name")),
                    )
                )
            for acts in waiting:
                deliberation._add_acts(acts)

    def _add_acts(self, acts):
        """Let the assembly decide each of these acts, and tie each to its decision."""
        self.ensure_one()
        self.check_access("write")
        # sudo: the secretary ties the acts without any right to change them
        created = (
            self.env["numerian.decision"]
            .sudo()
            .create(
                [
                    act._prepare_decision_vals() | {"deliberation_id": self.id}
                    for act in acts.sudo()
                ]
            )
        )
        for act, decision in zip(acts.sudo(), created, strict=True):
            act.decision_id = decision

    def _get_waiting_cancellations(self):
        """Return the draft credit notes that need a deliberation and have none."""
        self.ensure_one()
        kind = self.env.ref("numerian_collectivites.decision_kind_credit_note")
        waiting = kind._get_waiting_acts(self.company_id)
        return waiting[0] if waiting else self.env["numerian.titre.cancellation"]

    def action_open_vote(self):
        """Keep what is put to the vote as it is: the acts are what was decided."""
        opened = super().action_open_vote()
        self.decision_ids._freeze_details()
        return opened

    def _has_matters(self):
        return super()._has_matters() or bool(self.decision_ids)

    def _move_matters(self, waiting):
        self.decision_ids.deliberation_id = waiting
        return super()._move_matters(waiting)
