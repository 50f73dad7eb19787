# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from ...core.chorus import is_siret, missing_references

# States of a line whose data still matters: nothing is posted, or not sent yet.
NOT_BILLED = ("planned", "deferred", "error")
NOT_SENT = ("to_send", "failed")


class NumerianBillingCampaignLine(models.Model):
    """What is missing to bill and send a line, said before anything is posted.

    Read from the authority and its contracts of now: what is filled in disappears at
    once from the list.
    """

    _inherit = "numerian.billing.campaign.line"

    missing_data = fields.Char(compute="_compute_missing_data")
    has_missing_data = fields.Boolean(
        compute="_compute_missing_data", search="_search_has_missing_data"
    )
    is_blocked = fields.Boolean(
        string="Not Billed as It Is",
        compute="_compute_missing_data",
        help="The campaign does not bill an authority without what Chorus Pro needs.",
    )

    @api.depends_context("lang", "uid")
    @api.depends(
        "state",
        "send_state",
        "partner_id",
        "invoice_partner_id",
        "campaign_id.missing_data_policy",
        "item_ids.contract_id",
    )
    def _compute_missing_data(self):
        for line in self:
            required, others = line._get_missing_data()
            line.missing_data = ", ".join(required + others)
            line.has_missing_data = bool(required or others)
            line.is_blocked = bool(required) and line._blocks_missing_data()

    def _search_has_missing_data(self, operator, value):
        if operator != "in":
            return NotImplemented
        open_lines = self.search(
            Domain("state", "in", NOT_BILLED)
            | (Domain("state", "=", "done") & Domain("send_state", "in", NOT_SENT))
        )
        return Domain("id", "in", open_lines.filtered("has_missing_data").ids)

    def _blocks_missing_data(self):
        return self.campaign_id.missing_data_policy == "block"

    def _get_missing_data(self):
        """Return what Chorus Pro requires and lacks, then what else is missing.

        :return: two lists of short texts; both empty when the line is of the past
        """
        self.ensure_one()
        if self.state not in NOT_BILLED and self.send_state not in NOT_SENT:
            return [], []
        authority = self.partner_id
        asks = authority.chorus_requirement not in (False, "none")
        required, others = self._get_missing_references(), []
        if not is_siret(authority.company_registry):
            (required if asks else others).insert(0, self.env._("SIRET missing"))
        if self._is_mailed() and not email_normalize(self.mail_partner_id.email):
            others.append(self.env._("e-mail address missing"))
        return required, others

    def _get_missing_references(self):
        """Say what each contract to be billed lacks, and which one if there are two."""
        requirement = self.partner_id.chorus_requirement
        contracts = self.item_ids.filtered(lambda item: item.amount > 0).contract_id
        missing = {}
        for contract in contracts:
            for code in missing_references(
                requirement, contract._get_chorus_references()
            ):
                missing.setdefault(code, []).append(contract.display_name)
        names = self._get_reference_names()
        return [
            f"{names[code]} ({', '.join(found)})"
            if len(found) < len(contracts)
            else names[code]
            for code, found in missing.items()
        ]

    @api.model
    def _get_reference_names(self):
        return {
            "service": self.env._("Chorus service code missing"),
            "engagement": self.env._("commitment number missing"),
            "either": self.env._("Chorus service code or commitment number missing"),
        }

    def _set_aside_incomplete(self):
        """Put in error the lines that their campaign does not bill as they are.

        :return: these lines
        """
        incomplete = self.filtered("is_blocked")
        for line in incomplete:
            line._record_error(line._get_incomplete_error())
        return incomplete

    def _get_incomplete_error(self):
        self.ensure_one()
        required, _others = self._get_missing_data()
        return UserError(
            self.env._(
                "Chorus Pro would refuse this invoice: %(missing)s. Complete the "
                "authority or its contract, then put it back in the plan.",
                missing=", ".join(required),
            )
        )
