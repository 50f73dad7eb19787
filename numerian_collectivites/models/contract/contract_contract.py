# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ContractContract(models.Model):
    """A contract of a local authority is billed by campaigns, not by OCA's cron."""

    _inherit = "contract.contract"

    duplicate_line_ids = fields.Many2many(
        "contract.line", compute="_compute_duplicate_line_ids"
    )

    @api.depends("contract_line_ids.duplicate_line_ids")
    def _compute_duplicate_line_ids(self):
        for contract in self:
            contract.duplicate_line_ids = contract.contract_line_ids.duplicate_line_ids

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._set_default_generation_type(vals)
        return super().create(vals_list)

    def _set_default_generation_type(self, vals):
        """Customer contracts of local authorities are billed by campaign."""
        if "generation_type" in vals or "default_generation_type" in self.env.context:
            return
        partner = self.env["res.partner"].browse(vals.get("partner_id"))
        if (
            vals.get("contract_type", "sale") == "sale"
            and partner.commercial_partner_id.is_local_authority
        ):
            vals["generation_type"] = "campaign"

    def _set_start_contract_modification(self):
        """OCA compares the first days of all lines: a section has none."""
        dateless = self.filtered(
            lambda c: not all(line.date_start for line in c.contract_line_ids)
        )
        for contract in dateless:
            contract._start_modifications()
        return super(
            ContractContract, self - dateless
        )._set_start_contract_modification()

    def _start_modifications(self):
        """Do as OCA does, from the first day of the services."""
        self.ensure_one()
        subtype = self.env.ref("contract.mail_message_subtype_contract_modification")
        self.message_subscribe(partner_ids=self.partner_id.ids, subtype_ids=subtype.ids)
        days = [line.date_start for line in self.contract_line_ids if line.date_start]
        vals = {
            "date": min(days, default=fields.Date.context_today(self)),
            "description": self.env._("Contract start"),
        }
        self.with_context(skip_modification_mail=True).write(
            {"modification_ids": [fields.Command.create(vals)]}
        )

    @api.onchange("partner_id")
    def _onchange_partner_generation_type(self):
        if (
            self.contract_type == "sale"
            and not self.contract_line_ids
            and self.partner_id.commercial_partner_id.is_local_authority
        ):
            self.generation_type = "campaign"

    @api.constrains("generation_type", "line_recurrence", "contract_type")
    def _check_campaign(self):
        for contract in self.filtered(lambda c: c.generation_type == "campaign"):
            if contract.contract_type != "sale":
                raise ValidationError(
                    self.env._("Only customer contracts are billed by campaign.")
                )
            if not contract.line_recurrence:
                raise ValidationError(
                    self.env._(
                        "A contract billed by campaign has its dates on its lines: "
                        "tick “Recurrence at line level?”."
                    )
                )
            lines = contract.contract_line_ids
            problems = [
                lines_problem
                for line in lines._filter_campaign()
                if (lines_problem := line._get_terms_problem())
            ]
            if problems:
                raise ValidationError("\n".join(problems))

    def write(self, vals):
        if "generation_type" in vals:
            self._check_generation_type_change(vals["generation_type"])
        result = super().write(vals)
        if "generation_type" in vals:
            lines = self.contract_line_ids._filter_campaign()
            lines.filtered(
                lambda line: not line.price_version_ids
            )._store_price_version()
            lines._billing_changed()
        return result

    def _check_generation_type_change(self, generation_type):
        """A line that one engine billed would be billed again by the other."""
        for contract in self.filtered(lambda c: c.generation_type != generation_type):
            if contract.contract_line_ids.filtered(
                lambda line: line.last_date_invoiced or line.is_billed
            ):
                raise UserError(
                    self.env._(
                        "“%(contract)s” is already billed: its way of billing can no "
                        "longer change. End its lines and open a new contract.",
                        contract=contract.display_name,
                    )
                )

    # OCA's own billing never touches a campaign contract

    @api.model
    def _get_contracts_to_invoice_domain(self, date_ref=None):
        domain = super()._get_contracts_to_invoice_domain(date_ref)
        return domain & fields.Domain("generation_type", "!=", "campaign")

    def _prepare_recurring_invoices_values(self, date_ref=False):
        others = self.filtered(lambda c: c.generation_type != "campaign")
        return super(ContractContract, others)._prepare_recurring_invoices_values(
            date_ref
        )

    def _compute_recurring_next_date(self):
        """Earliest day still to bill of the lines; empty when all is billed."""
        campaign = self.filtered(lambda c: c.generation_type == "campaign")
        for contract in campaign:
            dates = contract.contract_line_ids.filtered(
                lambda line: not line.is_canceled and not line.display_type
            ).mapped("recurring_next_date")
            contract.recurring_next_date = min(filter(None, dates), default=False)
        return super(ContractContract, self - campaign)._compute_recurring_next_date()
