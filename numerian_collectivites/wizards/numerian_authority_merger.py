# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class NumerianAuthorityMerger(models.TransientModel):
    """Several communes become one: all of their contracts go on with it, at once."""

    _name = "numerian.authority.merger"
    _description = "Merger of Authorities"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Authorities That Merge",
        domain=[
            ("is_local_authority", "=", True),
            ("successor_authority_id", "=", False),
        ],
    )
    target_partner_id = fields.Many2one(
        "res.partner",
        string="Authority That Takes Their Place",
        domain=[("is_local_authority", "=", True)],
    )
    date = fields.Date(
        string="On", help="First day of the new authority: 1 January, most often."
    )
    reason = fields.Char(help="Decree of the prefect, with its date.")
    contract_ids = fields.Many2many(
        "contract.contract", compute="_compute_contract_ids", string="Contracts"
    )

    @api.model
    def default_get(self, fields_list):
        """Opened from a list of authorities: those chosen."""
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "res.partner":
            ids = self.env.context.get("active_ids", [])
            values["partner_ids"] = [Command.set(ids)]
        return values

    @api.depends("partner_ids", "target_partner_id", "date", "company_id")
    def _compute_contract_ids(self):
        for wizard in self:
            wizard.contract_ids = wizard._get_contracts()

    def _get_contracts(self):
        """Return the contracts in force of the authorities that disappear."""
        merged = (self.partner_ids - self.target_partner_id)._origin
        contracts = self.env["contract.contract"].search(
            [
                ("commercial_partner_id", "in", merged.ids),
                ("company_id", "=", self.company_id.id),
                ("generation_type", "=", "campaign"),
                ("is_terminated", "=", False),
            ],
            order="commercial_partner_id, id",
        )
        day = self.date or date.min
        return contracts.filtered(
            lambda contract: (
                contract.contract_line_ids._filter_campaign()._filter_served_from(day)
            )
        )

    def action_merge(self):
        """Transfer each contract by an amendment; all, or none.

        :raises UserError: with the name of each contract that refuses, and why
        """
        self.ensure_one()
        self._check()
        amendments = self.env["numerian.contract.amendment"].create(
            [self._prepare_amendment_vals(contract) for contract in self.contract_ids]
        )
        problems = [
            f"{amendment.contract_id.display_name} : {problem}"
            for amendment in amendments
            for problem in amendment._get_application_problems()
        ]
        if problems:
            raise UserError("\n".join(problems))
        amendments.action_apply()
        (self.partner_ids - self.target_partner_id).write(
            {
                "successor_authority_id": self.target_partner_id.id,
                "succession_date": self.date,
            }
        )
        return self._show(amendments)

    def _check(self):
        if not (self.partner_ids - self.target_partner_id):
            raise UserError(self.env._("Choose the authorities that merge."))
        if not (self.target_partner_id and self.date and self.reason):
            raise UserError(
                self.env._("Give the new authority, its first day and the decree.")
            )

    def _prepare_amendment_vals(self, contract):
        """Values of the transfer of one contract; extend, don't replace."""
        reason = self.env.ref("numerian_collectivites.terminate_reason_merger")
        return {
            "contract_id": contract.id,
            "kind": "transfer",
            "effective_date": self.date,
            "target_partner_id": self.target_partner_id.id,
            "debts_taken_over": True,
            "credit_agreed": True,
            "terminate_reason_id": reason.id,
            "reason": self.reason,
        }

    def _show(self, amendments):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_contract_amendment_action"
        )
        return action | {"domain": [("id", "in", amendments.ids)], "context": {}}
