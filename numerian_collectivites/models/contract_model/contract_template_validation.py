# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .contract_template import FROZEN, TRACE

LEGAL_OFFICER = "numerian_collectivites.group_legal_officer"
# A context key that comes from outside (RPC) is never this object.
VALIDATING = object()


class ContractTemplate(models.Model):
    """The legal validation of a model: by whom, when, with which remark."""

    _inherit = "contract.template"

    @api.model_create_multi
    def create(self, vals_list):
        if self._name == "contract.template" and not self._is_validating():
            # Written out, so that no default of a context or of a user gives it.
            fresh = dict.fromkeys(TRACE | {"previous_version_id"}, False)
            fresh |= {"validation_state": "draft", "version": 1}
            vals_list = [vals | fresh for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if self._name == "contract.template" and not self._is_validating():
            if TRACE & vals.keys():
                raise AccessError(
                    self.env._("The validation of a model is written by its buttons.")
                )
            if "validation_remark" in vals:
                self._check_legal_officer()
            if FROZEN & vals.keys():
                self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        if self._name == "contract.template":
            self._check_draft()

    def _is_validating(self):
        return self.env.context.get("model_validating") is VALIDATING

    def action_submit(self):
        self._move(("draft",), "submitted", "submitted")

    def action_validate(self):
        self._check_legal_officer()
        self._move(("submitted",), "validated", "validated")

    def action_send_back(self):
        """Give a model back to its author, who may change it again."""
        self._check_legal_officer()
        self._move(("submitted",), "draft", None)

    def action_withdraw(self):
        """Make no more contracts from it; those already made stay as they are."""
        self._check_legal_officer()
        self._move(("validated",), "withdrawn", "withdrawn")

    def _check_legal_officer(self):
        if not self.env.user.has_group(LEGAL_OFFICER):
            raise AccessError(self.env._("Only a legal officer decides on a model."))

    def _move(self, before, after, act):
        """Change the state of models, all or none, and keep who did it."""
        for model in self:
            if model.validation_state not in before:
                raise UserError(
                    self.env._(
                        "“%(model)s” is not at the step that this needs.",
                        model=model.name,
                    )
                )
            if after == "submitted" and not model.clause_ids:
                raise UserError(
                    self.env._("“%(model)s” has no clause yet.", model=model.name)
                )
        vals = {"validation_state": after}
        if act:
            vals |= {f"{act}_by_id": self.env.uid, f"{act}_on": fields.Datetime.now()}
        self.with_context(model_validating=VALIDATING).write(vals)

    def action_new_version(self):
        """Open a draft that follows this model; this one stays as it is."""
        self.ensure_one()
        if self.validation_state not in ("validated", "withdrawn"):
            raise UserError(
                self.env._("Only a model that was validated has a next version.")
            )
        model = self.with_context(model_validating=VALIDATING)
        new = model.copy(
            {
                "name": self.name,
                "version": self.version + 1,
                "validation_state": "draft",
                "previous_version_id": self.id,
            }
        )
        return new.with_env(self.env).get_formview_action()

    def _get_sending_problems(self):
        """Return why a contract of these models may not be sent, one message each."""
        problems = [
            self.env._("The model “%(model)s” is withdrawn.", model=model.name)
            if model.validation_state == "withdrawn"
            else self.env._("The model “%(model)s” is not validated.", model=model.name)
            for model in self
            if model.validation_state != "validated"
        ]
        return problems + self._get_authorisation_problems()
