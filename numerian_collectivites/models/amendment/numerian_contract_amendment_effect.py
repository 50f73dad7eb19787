# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import api, fields, models
from odoo.tools.misc import format_date, formatLang

from ...core import amendment as core
from ...core.proration import InvalidTerms


class NumerianContractAmendment(models.Model):
    """What an amendment changes in what is due and billed, shown while it is typed."""

    _inherit = "numerian.contract.amendment"

    effect_notice = fields.Html(compute="_compute_effect", sanitize=False)
    effect_kept = fields.Html(readonly=True, copy=False)
    credit_amount = fields.Monetary(
        compute="_compute_effect", help="To credit on what is billed, excl. VAT."
    )
    complement_amount = fields.Monetary(
        compute="_compute_effect", help="To bill besides what is billed, excl. VAT."
    )
    credit_kept = fields.Monetary(string="Credit", readonly=True, copy=False)
    complement_kept = fields.Monetary(string="Complement", readonly=True, copy=False)
    problem = fields.Text(compute="_compute_effect")
    credit_agreed = fields.Boolean(
        string="I Have Seen the Effect on Billed Months", copy=False
    )

    @api.depends(
        "contract_id.contract_line_ids",
        "kind",
        "state",
        "effective_date",
        "suspension_end",
        "line_ids.action",
        "line_ids.contract_line_id",
        "line_ids.product_id",
        "line_ids.quantity",
        "line_ids.price_unit",
        "line_ids.price_period",
    )
    def _compute_effect(self):
        for amendment in self:
            if amendment.state == "draft":
                amendment._show_effect()
            else:
                amendment.effect_notice = amendment.effect_kept
                amendment.credit_amount = amendment.credit_kept
                amendment.complement_amount = amendment.complement_kept
                amendment.problem = False

    def _show_effect(self):
        self.effect_notice = self.problem = False
        self.credit_amount = self.complement_amount = 0.0
        if not self.contract_id or not self.effective_date:
            return
        try:
            effects = self._get_effects()
        except InvalidTerms:
            self.problem = self.env._(
                "These terms are impossible: check that the end comes after the start "
                "and that nothing is below zero."
            )
            return
        amounts = [effect.amount for effect in effects]
        self.credit_amount = float(sum(a for a in amounts if a < 0))
        self.complement_amount = float(sum(a for a in amounts if a > 0))
        self.effect_notice = self._render_effects(effects)

    def _get_effects(self):
        """Return the slots whose due amount changes: see ``core.amendment``.

        Until the end of the year after the one in which it takes effect: the first
        year is often partial, the second one is whole.
        """
        contract = self.contract_id._origin
        book = self.env["numerian.billing.ledger"]._get_book(contract)
        before = list(book.lines.values())
        year = self.effective_date.year
        since, until = date(year, 1, 1), date(year + 1, 12, 31)
        floor = self.env["numerian.billing.ledger"]._get_floor(contract.company_id)
        after = self._get_lines_after(before)
        found = core.effects(before, after, book.billed, since, until)
        return [effect for effect in found if effect.period.last >= floor]

    def _get_lines_after(self, lines):
        """Return the lines of the ledger as they will be."""
        day = self.effective_date
        if self.kind in ("termination", "transfer"):
            return [core.stopped(line, self.last_day) for line in lines]
        if self.kind == "suspension":
            if not self.suspension_end or self.suspension_end < day:
                raise InvalidTerms("a suspension has an end")
            return [
                part
                for line in lines
                for part in core.suspended(line, day, self.suspension_end, -line.id)
            ]
        by_id = {line.id: line for line in lines}
        added = []
        for number, row in enumerate(self.line_ids, 1):
            held = row.contract_line_id._origin.id
            if row.action == "add":
                added.append(row._get_added_line(-number))
            elif held in by_id:
                by_id[held] = row._get_line_after(by_id[held])
        return [*by_id.values(), *added]

    def _render_effects(self, effects):
        return self.env["ir.qweb"]._render(
            "numerian_collectivites.contract_amendment_effects",
            {
                "rows": [self._prepare_effect_row(effect) for effect in effects],
                "credit": self.credit_amount and self._format(-self.credit_amount),
                "complement": self.complement_amount
                and self._format(self.complement_amount),
            },
        )

    def _prepare_effect_row(self, effect):
        return {
            "service": self._get_effect_service(effect.line_id),
            "first": format_date(self.env, effect.period.first),
            "last": format_date(self.env, effect.period.last),
            "before": self._format(effect.before),
            "after": self._format(effect.after),
            "billed": self._format(effect.billed),
            "amount": self._format(effect.amount),
            "is_credit": effect.amount < 0,
        }

    def _get_effect_service(self, line_id):
        """Return the service of a slot; lines below zero are not written yet."""
        if line_id > 0 or self.kind == "suspension":
            line = self.env["contract.line"].browse(abs(line_id))
            return (line.name or "").partition("\n")[0]
        return self.line_ids[-line_id - 1]._get_service_name()

    def _format(self, amount):
        return formatLang(self.env, float(amount), currency_obj=self.currency_id)
