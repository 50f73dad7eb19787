# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class NumerianBody(models.Model):
    """What an assembly is competent for: nothing else waits for its decisions."""

    _inherit = "numerian.body"

    decided_kind_ids = fields.Many2many(
        "numerian.decision.kind",
        "numerian_body_decided_kind_rel",
        string="Decides On",
        default=lambda self: self._default_decided_kind_ids(),
        help="An act of these kinds is done once its deliberation is in force, not "
        "before: a credit note posted, a price list put in force, a campaign run…",
    )
    decides_cancellations = fields.Boolean(compute="_compute_decides_cancellations")
    decides_errors = fields.Boolean(
        string="Material Errors Too",
        default=True,
        tracking=True,
        help="The law asks for the statement of the ordonnateur only. Unticked: a "
        "credit note for a material error needs no deliberation, unless it has one.",
    )

    @api.model
    def _default_decided_kind_ids(self):
        return self.env.ref("numerian_collectivites.decision_kind_credit_note")

    @api.depends("decided_kind_ids")
    def _compute_decides_cancellations(self):
        credit_note = self._default_decided_kind_ids()
        for body in self:
            body.decides_cancellations = credit_note in body.decided_kind_ids

    @api.model
    def _get_competent(self, companies, kinds):
        """Return the assemblies that decide on some kinds of acts.

        :param kinds: codes of ``numerian.decision.kind``
        """
        # sudo: the rule holds for whoever acts, allowed to read the bodies or not
        return self.sudo().search(
            [
                ("company_id", "in", companies.ids),
                ("decided_kind_ids.code", "in", list(kinds)),
            ]
        )

    def _filter_competent(self, company, kind):
        """Return, among these, those of a company that decide on a kind."""
        return self.filtered(
            lambda body: (
                body.company_id == company
                and kind in body.decided_kind_ids.mapped("code")
            )
        )
