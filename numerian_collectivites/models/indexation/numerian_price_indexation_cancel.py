# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ...core.proration import to_decimal

SHOWN_PROBLEMS = 10


class NumerianPriceIndexation(models.Model):
    """Cancelling: the prices come back as they were, unless something rests on them."""

    _inherit = "numerian.price.indexation"

    def action_cancel(self):
        """Give up an indexation; one that is applied takes its prices back, whole.

        :raises UserError: if a price is billed, followed by another, or changed since
        """
        for indexation in self:
            if indexation.state == "applied":
                indexation._check_manager()
                indexation._take_back()
            indexation.check_access("write")
            # sudo: nobody writes these rows but this code; the right to write the
            # indexation is checked just above.
            indexation.line_ids.sudo()._cancel()
            indexation.state = "cancelled"
        return True

    def _take_back(self):
        problems = [
            problem
            for version in self.version_ids
            if (problem := self._get_cancel_problem(version))
        ]
        if problems:
            raise UserError(self._get_cancel_message(problems))
        first = self.version_ids.filtered(lambda v: not v._get_previous())
        (self.version_ids - first).unlink()
        for version in first:
            version.write(
                {
                    "price_unit": version.price_before,
                    "price_before": 0.0,
                    "reason": False,
                    "indexation_id": False,
                }
            )
        # sudo: catalogue rows are written by this code only, for a manager.
        self.product_line_ids.sudo()._take_back(self.env.user)

    def _get_cancel_problem(self, version):
        """Return why a price cannot be taken back, or nothing."""
        line = version.contract_line_id
        last = line.last_billed_day
        if last and last >= version.date_from:
            return self.env._(
                "%(line)s: billed until %(date)s",
                line=version._get_line_text(),
                date=format_date(self.env, last),
            )
        later = line.price_version_ids.filtered(
            lambda v: v.date_from > version.date_from and v.indexation_id != self
        )
        if later:
            return self.env._(
                "%(line)s: another price follows on %(date)s",
                line=version._get_line_text(),
                date=format_date(self.env, min(later.mapped("date_from"))),
            )
        if self._is_changed(version):
            return self.env._(
                "%(line)s: its price or its quantity was changed since",
                line=version._get_line_text(),
            )
        return None

    def _is_changed(self, version):
        """Whether somebody touched the version: removing it would lose that."""
        before = version._get_previous()
        expected = self._get_new_price(to_decimal(version.price_before))
        if expected != to_decimal(version.price_unit):
            return True
        return bool(before) and (before.quantity, before.discount) != (
            version.quantity,
            version.discount,
        )

    def _get_cancel_message(self, problems):
        message = self.env._(
            "“%(indexation)s” cannot be cancelled. Prices in use: %(number)s",
            indexation=self.name,
            number=len(problems),
        )
        more = ["…"] if len(problems) > SHOWN_PROBLEMS else []
        return "\n- ".join([message, *problems[:SHOWN_PROBLEMS], *more])
