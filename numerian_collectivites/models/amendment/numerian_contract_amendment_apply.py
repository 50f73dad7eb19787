# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, fields, models


class NumerianContractAmendment(models.Model):
    """Putting an amendment in force: dated versions, stops, successors, in one go."""

    _inherit = "numerian.contract.amendment"

    def action_apply(self):
        """Write the amendment into its contract, or nothing at all.

        :raises UserError: with every reason why it cannot be
        """
        self.check_access("write")
        for amendment in self:
            amendment._check_application()
            amendment._ensure_number()
            amendment._keep_effect()
            amendment._apply()
            amendment._close()
        return True

    def _keep_effect(self):
        """The effect stays readable as it was agreed, and the terms before it."""
        self.line_ids.flush_recordset(["quantity_before", "price_before"])
        # sudo: by the act, whose right is checked; nobody enters it
        self.sudo().write(
            {
                "effect_kept": self.effect_notice,
                "credit_kept": self.credit_amount,
                "complement_kept": self.complement_amount,
            }
        )

    def _record(self):
        """Number what another document puts in force: a quote that is signed.

        To be called before that document is written into the contract.
        """
        self._ensure_number()
        self._keep_effect()
        self.sudo().write(self._prepare_applied_vals())

    def _prepare_applied_vals(self):
        return {
            "state": "applied",
            "applied_on": fields.Datetime.now(),
            "applied_by_id": self.env.uid,
        }

    def _apply(self):
        getattr(self, f"_apply_{self.kind}")()

    def _close(self):
        self._log_modification()
        # sudo: by the act, whose right is checked; nobody enters it
        self.sudo().write(self._prepare_applied_vals())
        self.contract_id.message_post(
            body=self.env._(
                "%(amendment)s in force: %(reason)s",
                amendment=self._get_document_title(),
                reason=self.reason or "",
            )
        )

    def _log_modification(self):
        """Write it in OCA's own history of the contract, without its mail."""
        contract = self.contract_id.with_context(bypass_modification_send=True)
        contract.write({"modification_ids": [Command.create(self._prepare_log_vals())]})

    def _prepare_log_vals(self):
        return {
            "date": self.effective_date,
            "description": f"{self._get_document_title()} : {self.reason or ''}",
        }

    # One kind after the other

    def _apply_change(self):
        for row in self.line_ids:
            getattr(row, f"_apply_{row.action}")()

    def _apply_termination(self):
        self.contract_id._terminate_contract(
            self.terminate_reason_id, self.reason, self.last_day
        )

    def _apply_suspension(self):
        lines = self.contract_id.contract_line_ids._filter_campaign()
        for line in lines._filter_served_from(self.effective_date):
            line.stop_plan_successor(
                self.effective_date, self.suspension_end, line.is_auto_renew
            )
