# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import split_every
from odoo.tools.misc import formatLang

from ..scheduled import CONCURRENCY_ERRORS
from .numerian_price_indexation import MANAGER

_logger = logging.getLogger(__name__)

BATCH_SIZE = 200  # prices; one savepoint each


class NumerianPriceIndexation(models.Model):
    """Applying: a dated price version for each line of the preview, and no other."""

    _inherit = "numerian.price.indexation"

    def action_apply(self):
        """Create the new prices; again, it only tries the lines in error.

        :raises AccessError: for anybody but a manager
        """
        for indexation in self:
            indexation._check_can_apply()
            indexation._apply()
        return True

    def _check_can_apply(self):
        self._check_manager()
        self.lock_for_update()  # two clicks at once: the second one waits, then refuses
        self.invalidate_recordset(["state"])
        if self.state not in ("previewed", "applied"):
            raise UserError(
                self.env._(
                    "Preview “%(indexation)s” first: the new prices show there.",
                    indexation=self.name,
                )
            )

    def _check_manager(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only a manager applies an indexation, or cancels one.")
            )

    def _apply(self):
        # sudo: nobody writes these rows but this code; _check_can_apply has checked
        # that a manager asks.
        lines = self.line_ids.filtered(
            lambda line: line.state in ("to_apply", "error")
        ).sudo()
        outlooks = self._get_outlooks(lines.contract_line_id.sudo(False))
        lines._refresh(outlooks)
        ready = lines.filtered(lambda line: line.state == "to_apply")
        if self.state == "previewed" and not ready:
            raise UserError(
                self.env._(
                    "“%(indexation)s” has no price to change: see why on its lines.",
                    indexation=self.name,
                )
            )
        for batch in split_every(BATCH_SIZE, ready.ids, lines.browse):
            self._apply_isolated(batch, outlooks)
        if self.state == "previewed":
            self.product_line_ids.sudo()._apply(self.env.user)
            self.state = "applied"
        if lines:
            self.message_post(body=self._get_summary())

    def _apply_isolated(self, lines, outlooks):
        """Apply a batch; on error halve it, down to the line at fault."""
        try:
            with self.env.cr.savepoint():
                self._apply_batch(lines, outlooks)
        except CONCURRENCY_ERRORS:
            raise
        except Exception as error:
            if len(lines) == 1:
                _logger.info("Indexation line %s not applied: %s", lines.id, error)
                message = str(error) if isinstance(error, UserError) else repr(error)
                lines.write({"state": "error", "cause": "error", "error": message})
                return
            half = len(lines) // 2
            self._apply_isolated(lines[:half], outlooks)
            self._apply_isolated(lines[half:], outlooks)

    def _apply_batch(self, lines, outlooks):
        prices = self.env["numerian.contract.line.price"]
        common = {"reason": self._get_reason(), "indexation_id": self.id}
        vals_list = []
        for line in lines:
            outlook = outlooks[line.contract_line_id.id]
            vals = common | self._prepare_version_vals(line, outlook.version)
            if outlook.carried:
                outlook.version.write(vals)
            else:
                vals_list.append(vals | self._prepare_new_version_vals(line, outlook))
        prices.create(vals_list)
        lines.write({"state": "applied", "cause": False, "error": False})

    def _prepare_version_vals(self, line, version):
        return {
            "price_unit": line.new_price,
            "price_before": version.price_unit,
        }

    def _prepare_new_version_vals(self, line, outlook):
        return {
            "contract_line_id": line.contract_line_id.id,
            "date_from": self.date_from,
            "quantity": outlook.version.quantity,
            "discount": outlook.version.discount,
        }

    def _get_reason(self):
        """Return what the new prices say of themselves, in the company's language."""
        lang = self.company_id.partner_id.lang or self.env.lang
        indexation = self.with_context(lang=lang)
        rate = indexation._get_rate_text()
        if self.method == "index":
            text = indexation.env._(
                "Indexation %(index)s %(base)s -> %(new)s: %(rate)s",
                index=self.index_id.name,
                base=indexation.base_value_id._get_month_text(),
                new=indexation.new_value_id._get_month_text(),
                rate=rate,
            )
        else:
            text = indexation.env._("Indexation: %(rate)s", rate=rate)
        return f"{text}, {self.source}" if self.source else text

    def _get_summary(self):
        effect = formatLang(self.env, self.yearly_effect, currency_obj=self.currency_id)
        return self.env._(
            "New prices: %(applied)s, worth %(effect)s a year excl. VAT. "
            "Excluded: %(excluded)s, blocked: %(blocked)s, in error: %(errors)s.",
            applied=self.applied_count,
            effect=effect,
            excluded=self.excluded_count,
            blocked=self.blocked_count,
            errors=self.error_count,
        )
