# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...core.notice import last_notice_day

RENEWAL_KINDS = [
    ("none", "Ends at its term"),
    ("tacit", "Renewed tacitly"),
    ("express", "To be renewed expressly"),
]


class ContractContract(models.Model):
    """When the term of a contract ends, and until when it may be denounced."""

    _inherit = "contract.contract"

    term_date = fields.Date(
        string="End of the term",
        compute="_compute_term",
        store=True,
        index=True,
        help="Last day of the current term; empty: a service goes on without end.",
    )
    notice_date = fields.Date(
        string="Last day of notice",
        compute="_compute_term",
        store=True,
        index=True,
        help="Last day to denounce the contract for the end of its term.",
    )
    renewal_kind = fields.Selection(RENEWAL_KINDS, compute="_compute_term", store=True)

    @api.depends(
        "contract_line_ids.date_end",
        "contract_line_ids.is_auto_renew",
        "contract_line_ids.is_canceled",
        "contract_line_ids.successor_contract_line_id",
        "contract_line_ids.display_type",
        "notice_months",
        "renewal",
    )
    def _compute_term(self):
        for contract in self:
            term = contract._get_term()
            contract.term_date = term
            contract.notice_date = term and last_notice_day(
                term, contract.notice_months
            )
            contract.renewal_kind = term and contract._get_renewal_kind()

    def _get_term(self):
        """Return the next day that is renewed, or else the last day of all services."""
        ends = self._get_renewed_lines().mapped("date_end")
        if ends:
            return min(ends)
        ends = self._get_term_lines().mapped("date_end")
        return max(ends) if ends and all(ends) else False

    def _get_renewal_kind(self):
        if self._get_renewed_lines():
            return "tacit"
        return "express" if self.renewal == "express" else "none"

    def _get_term_lines(self):
        return self.contract_line_ids.filtered(
            lambda line: (
                not line.display_type
                and not line.is_canceled
                and not line.successor_contract_line_id
            )
        )

    def _get_renewed_lines(self):
        return self._get_term_lines().filtered(
            lambda line: line.is_auto_renew and line.date_end
        )

    def action_denounce(self):
        """End the contracts at their term: their services are not renewed any more."""
        today = fields.Date.context_today(self)
        for contract in self:
            contract._check_denounced(today)
            term = contract.term_date
            contract._get_renewed_lines().is_auto_renew = False
            contract.message_post(
                body=self.env._(
                    "Denounced: no tacit renewal after %(day)s.",
                    day=contract._format_day(term),
                )
            )

    def _check_denounced(self, today):
        if self.renewal_kind != "tacit":
            raise UserError(
                self.env._(
                    "“%(contract)s” is not renewed tacitly: there is nothing to "
                    "denounce.",
                    contract=self.display_name,
                )
            )
        if today > self.notice_date:
            raise UserError(
                self.env._(
                    "“%(contract)s” was to be denounced on %(day)s at the latest: it "
                    "is renewed. End it earlier by an amendment.",
                    contract=self.display_name,
                    day=self._format_day(self.notice_date),
                )
            )
