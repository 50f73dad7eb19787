# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools.misc import format_date, formatLang

from ...core.quote import SUBSCRIPTION, unit_price
from .numerian_cyber_choice import OPEN_STATES
from .sale_order_line import SYNC

SYNC_FIELDS = {
    "company_id",
    "cyber_auto_renew",
    "cyber_commitment_months",
    "cyber_start_date",
    "fiscal_position_id",
    "is_cyber_quote",
    "partner_id",
    "pricelist_id",
}


class SaleOrder(models.Model):
    """The lines of a quote follow its choices."""

    _inherit = "sale.order"

    def write(self, vals):
        result = super().write(vals)
        if SYNC_FIELDS & set(vals):
            self._sync_cyber_lines()
        return result

    def _recompute_prices(self):
        """Take the prices of today's tariff, for the services too."""
        result = super()._recompute_prices()
        self.cyber_choice_ids._update_component_prices()
        self._sync_cyber_lines()
        return result

    def _get_update_prices_lines(self):
        lines = super()._get_update_prices_lines()
        return lines.filtered(lambda line: not line.cyber_choice_id)

    def _sync_cyber_lines(self):
        """Have one line for each component that a ticked service bills."""
        opened = self.filtered(lambda o: o.is_cyber_quote and o.state in OPEN_STATES)
        for lang, orders in opened.grouped(lambda o: o._get_lang()).items():
            orders.with_context(lang=lang, cyber_sync=SYNC)._sync_lines()

    def _sync_lines(self):
        """Create, change and remove the lines, each only when something differs.

        Those of all the quotes are created together: it takes half the time.
        """
        missing = []
        gone = self.env["sale.order.line"]
        for order in self:
            lines = order._get_cyber_lines_by_key()
            for key, vals in order._prepare_cyber_lines().items():
                line = lines.pop(key, None)
                if not line:
                    missing.append(vals | {"order_id": order.id})
                elif changed := line._get_changes(vals):
                    line.write(changed)
            gone = gone.union(*lines.values())
        gone.unlink()
        gone.create(missing)

    def _get_cyber_lines_by_key(self):
        """Return ``{(choice id, component id): line}`` of the lines that there are."""
        self.ensure_one()
        return {
            (line.cyber_choice_id.id, line.cyber_component_id.id): line
            for line in self.order_line.filtered("cyber_choice_id")
        }

    def _prepare_cyber_lines(self):
        """Return ``{(choice id, component id): values}`` of the lines to have."""
        self.ensure_one()
        return {
            (choice.id, component.id): self._prepare_cyber_line_vals(
                choice, component, item
            )
            for choice in self.cyber_choice_ids.filtered("is_selected")
            for component, item in choice._get_items()
            if choice._is_billed(component)
        }

    def _prepare_cyber_line_vals(self, choice, component, item):
        """Values of the line of a component; extend, don't replace.

        :param item: its amounts, see ``quote.Item``
        """
        quantity = choice._get_billed_quantity(component)
        price = float(unit_price(item.amounts.years[0], quantity))
        monthly = component.kind == SUBSCRIPTION
        return {
            "product_id": component.product_id.id,
            "product_uom_qty": quantity,
            "price_unit": price,
            "technical_price_unit": price,
            "sequence": 10 * choice.sequence + component.sequence,
            "name": self._get_cyber_line_name(choice, component),
            "cyber_choice_id": choice.id,
            "cyber_component_id": component.id,
            "cyber_monthly_price": choice.monthly_price if monthly else 0.0,
            "cyber_months": self._get_cyber_months(component)[0] if monthly else 0,
        }

    def _get_cyber_line_name(self, choice, component):
        """Return a text that the authority can check: service, days, months, price."""
        title = component.product_id.name
        if component.kind != SUBSCRIPTION:
            return title
        start, end = self._get_cyber_span()
        last = min(end, start.replace(month=12, day=31))
        return self.env._(
            "%(title)s - from %(first)s to %(last)s - %(months)s months of 12, monthly "
            "price %(price)s excl. VAT",
            title=title,
            first=format_date(self.env, start),
            last=format_date(self.env, last),
            months=self._get_cyber_months(component)[0],
            price=formatLang(
                self.env, choice.monthly_price, currency_obj=self.currency_id
            ),
        )
