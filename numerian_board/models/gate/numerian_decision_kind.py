# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class NumerianDecisionKind(models.Model):
    """The models whose acts are of a kind: those that inherit the mixin and say so."""

    _inherit = "numerian.decision.kind"

    @api.model
    def _get_by_code(self, code):
        return self.search([("code", "=", code)])

    @api.model
    def _get_act_models(self):
        """Return the models of all acts that an assembly may decide on."""
        names = self.env.registry.descendants(["numerian.authorised.mixin"], "_inherit")
        models_found = [self.env[name] for name in sorted(names)]
        return [
            model
            for model in models_found
            if model._decision_kind and not model._abstract and not model._transient
        ]

    def _get_waiting_acts(self, company):
        """Return the acts of a kind that wait for a decision, one recordset a model.

        sudo: the secretary prepares the session without any right on the accounts.
        """
        found = []
        for model in self._get_act_models():
            if model._decision_kind not in self.mapped("code"):
                continue
            acts = model.sudo().with_company(company)
            domain = acts._get_waiting_act_domain() + [
                ("decision_id", "=", False),
                ("delegated_decision_id", "=", False),
                ("override_reason", "=", False),
                ("company_id", "in", [False, company.id]),
            ]
            found.append(acts.search(domain)._filter_gated())
        return [acts for acts in found if acts]
