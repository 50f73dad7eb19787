# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..contract.contract_line_life import OWN_FIELDS


class NumerianContractAmendment(models.Model):
    """A contract goes to another authority: merger of communes, new EPCI.

    The contract ends on the day before; a new one, with the services that run and
    their prices, begins with the other authority. The history stays where it is.
    """

    _inherit = "numerian.contract.amendment"

    target_partner_id = fields.Many2one(
        "res.partner",
        string="New Authority",
        domain=[("is_local_authority", "=", True)],
        ondelete="restrict",
        tracking=True,
    )
    debts_taken_over = fields.Boolean(
        string="The New Authority Owes What Is Unpaid",
        help="A new commune takes the place of those that it is made of in all their "
        "acts (article L. 2113-5 of the CGCT).",
    )
    new_contract_id = fields.Many2one("contract.contract", readonly=True, copy=False)

    @api.constrains("target_partner_id", "contract_id")
    def _check_target(self):
        for amendment in self.filtered("target_partner_id"):
            if amendment.target_partner_id == amendment.partner_id:
                raise ValidationError(
                    self.env._("The contract is already that authority's.")
                )

    def _get_application_problems(self):
        problems = super()._get_application_problems()
        if self.kind == "transfer":
            problems += [
                self._get_target_problem(),
                self._get_month_problem(),
                self._get_debt_problem(),
            ]
        return [problem for problem in problems if problem]

    def _get_target_problem(self):
        if not self.target_partner_id:
            return self.env._("Choose the authority that takes the contract over.")
        return None

    def _get_month_problem(self):
        """A month that is begun is due: by one of the two, not by both."""
        lines = self._get_transferred_lines()
        if self.effective_date.day == 1 or set(lines.mapped("proration")) <= {"day"}:
            return None
        return self.env._(
            "A transfer takes effect on the first day of a month: otherwise both "
            "authorities would owe that month."
        )

    def _get_debt_problem(self):
        """Invoices that are not paid stay somebody's: it is said whose."""
        unpaid = self._get_unpaid_invoices()
        if not unpaid or self.debts_taken_over:
            return None
        return self.env._(
            "Not paid yet: %(invoices)s. Wait until they are, cancel them, or say that "
            "the new authority owes them.",
            invoices=", ".join(unpaid.mapped("name")),
        )

    def _get_unpaid_invoices(self):
        lines = self.contract_id.contract_line_ids.ids
        return self.env["account.move"].search(
            [
                ("invoice_line_ids.contract_line_id", "in", lines),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
            ],
            order="name",
        )

    def _apply_transfer(self):
        lines = self._get_transferred_lines()
        contract = self.env["contract.contract"].create(
            self._prepare_new_contract_vals()
        )
        for line in lines:
            self._transfer_line(line, contract)
        # sudo: by the act, whose right is checked; nobody enters it
        self.sudo().new_contract_id = contract
        self._apply_termination()

    def _get_transferred_lines(self):
        lines = self.contract_id.contract_line_ids._filter_campaign()
        return lines._filter_served_from(self.effective_date)

    def _prepare_new_contract_vals(self):
        """Values of the contract of the other authority; extend, don't replace."""
        old, target = self.contract_id, self.target_partner_id
        return {
            "name": (old.name or "").replace(self.partner_id.name, target.name),
            "partner_id": target.id,
            "company_id": old.company_id.id,
            "generation_type": "campaign",
            "line_recurrence": True,
            "contract_template_id": old.contract_template_id.id,
            "pricelist_id": old.pricelist_id.id,
            "user_id": old.user_id.id,
            "transferred_from_id": old.id,
        }

    def _transfer_line(self, line, contract):
        """Go on with a line in another contract, at the same prices, later ones too."""
        first = max(line.date_start, self.effective_date)
        vals = line._prepare_value_for_plan_successor(
            first, line.date_end, line.is_auto_renew
        )
        for name in (*OWN_FIELDS, "predecessor_contract_line_id"):
            vals.pop(name, None)
        new = self.env["contract.line"].create(vals | {"contract_id": contract.id})
        new._copy_price_versions(line)
        return new
