# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from odoo.addons.numerian_collectivites.core.csv_reading import (
    read_rows,
    to_amount,
    to_day,
)
from odoo.addons.numerian_collectivites.core.proration import to_decimal

from ..core import bank_schedule, loan

COLUMNS = ("date", "capital", "interets")


class NumerianLoanScheduleImport(models.TransientModel):
    """Reads the bank's amortisation table, and shows how it differs from ours."""

    _name = "numerian.loan.schedule.import"
    _description = "Import of a Bank's Schedule"
    _inherit = "numerian.titre.file.import"

    offer_id = fields.Many2one(
        "numerian.loan.offer",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    currency_id = fields.Many2one(related="offer_id.currency_id")
    line_ids = fields.One2many("numerian.loan.schedule.import.line", "import_id")
    gap_count = fields.Integer(
        string="Lines That Differ", compute="_compute_totals", store=True
    )
    wrong_count = fields.Integer(compute="_compute_totals", store=True)
    our_total = fields.Monetary(compute="_compute_totals", store=True)
    bank_total = fields.Monetary(
        string="Total of the Bank", compute="_compute_totals", store=True
    )
    bank_principal = fields.Monetary(
        string="Principal of the Bank", compute="_compute_totals", store=True
    )
    accepts_gaps = fields.Boolean(
        string="Keep it with its differences",
        help="The bank's table is what will be paid: check the differences with it.",
    )

    @api.depends("line_ids.status", "line_ids.amount", "line_ids.our_amount")
    def _compute_totals(self):
        for wizard in self:
            lines = wizard.line_ids
            statuses = lines.mapped("status")
            wizard.gap_count = statuses.count("gap")
            wizard.wrong_count = statuses.count("bad")
            wizard.our_total = sum(lines.mapped("our_amount"))
            wizard.bank_total = sum(lines.mapped("amount"))
            wizard.bank_principal = sum(lines.mapped("principal_amount"))

    @api.model
    def _read_file(self, content):
        """Return ``[(compared line, problem)]``, one for each instalment."""
        lines = [self._read_row(row) for row in read_rows(content, COLUMNS)]
        problems = bank_schedule.problems(lines)
        ours = loan.schedule(self.offer_id._get_terms())
        compared = bank_schedule.compare(ours, lines)
        missing = [None] * (len(compared) - len(problems))
        return list(zip(compared, problems + missing, strict=True)) if lines else []

    @api.model
    def _read_row(self, row):
        amount = row.get("echeance")
        return bank_schedule.BankLine(
            row.number,
            to_day(row.get("date")),
            to_amount(row.get("interets")),
            to_amount(row.get("capital")),
            to_amount(amount) if amount else None,
        )

    @api.model
    def _get_expected_columns(self):
        return self.env._("date, capital, interets; and if need be echeance")

    @api.model
    def _get_title(self):
        return self.env._("Schedule of the bank")

    def _prepare_line_vals(self, row):
        line, problem = row
        return {
            "import_id": self.id,
            "rank": line.rank,
            "date": line.day,
            "interest_amount": float(line.interest),
            "principal_amount": float(line.principal),
            "amount": float(line.amount),
            "our_interest_amount": float(line.our_interest),
            "our_principal_amount": float(line.our_principal),
            "our_amount": float(line.our_amount),
            "gap": float(line.gap),
            "status": "bad" if problem else "gap" if line.differs else "ok",
            "problem": problem,
        }

    def action_accept(self):
        """Keep the bank's table as the schedule of the loan.

        :raises UserError: says what is wrong; nothing is changed
        """
        self.ensure_one()
        self.action_preview()  # the file, not what the screen showed of it
        self._check_acceptable()
        offer = self.offer_id
        offer.check_access("write")
        # sudo: the schedule is written by this button, nobody enters it
        offer.sudo().write(
            {
                "line_ids": self._prepare_instalments(),
                "bank_file_name": self.file_name or self.env._("File of the bank"),
                "bank_total_amount": self.bank_total,
            }
        )
        offer.message_post(body=self._get_summary())
        return {"type": "ir.actions.act_window_close"}

    def _check_acceptable(self):
        if not self.offer_id.is_chosen:
            raise UserError(self.env._("Only the offer chosen has a schedule."))
        if self.wrong_count:
            raise UserError(
                self.env._(
                    "%(count)s lines of the file are wrong: ask the bank for another "
                    "one.",
                    count=self.wrong_count,
                )
            )
        self._check_principal()
        if self.gap_count and not self.accepts_gaps:
            raise UserError(
                self.env._(
                    "%(count)s lines differ: check them, then keep the table with its "
                    "differences.",
                    count=self.gap_count,
                )
            )

    def _check_principal(self):
        lent = self.offer_id.principal_amount
        if self.currency_id.compare_amounts(self.bank_principal, lent):
            raise UserError(
                self.env._(
                    "The bank pays back %(found)s of principal, %(lent)s is lent.",
                    found=self._format(self.bank_principal),
                    lent=self._format(lent),
                )
            )

    def _prepare_instalments(self):
        lines = self.line_ids.filtered("date")
        left = to_decimal(self.offer_id.principal_amount, places=2)
        found = [Command.clear()]
        for line in lines:
            left -= to_decimal(line.principal_amount, places=2)
            found.append(
                Command.create(
                    {
                        "rank": line.rank,
                        "date": line.date,
                        "interest_amount": line.interest_amount,
                        "principal_amount": line.principal_amount,
                        "balance_amount": float(left),
                    }
                )
            )
        return found

    def _get_summary(self):
        return self.env._(
            "Schedule of the bank kept: %(total)s in all, %(ours)s computed, %(count)s "
            "lines differ.",
            total=self._format(self.bank_total),
            ours=self._format(self.our_total),
            count=self.gap_count,
        )

    def _format(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)
