# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date, formatLang

from .. import billing_ledger as ledger
from ..proration import to_decimal

CENT = to_decimal(0.01)


class NumerianBillingDocument(models.AbstractModel):
    """Values of invoices and credit notes made from deltas of the ledger."""

    _name = "numerian.billing.document"
    _description = "Billing Document"

    # Invoices

    @api.model
    def _get_group_key(self, contract):
        """Return what the services of one invoice have in common."""
        currency = (
            contract.manual_currency_id
            or contract.journal_id.currency_id
            or contract.company_id.currency_id
        )
        return (
            (contract.invoice_partner_id or contract.partner_id).id,
            contract.journal_id.id,
            currency.id,
            contract.fiscal_position_id.id,
            contract.payment_term_id.id,
        )

    @api.model
    def _prepare_invoice_vals(self, key, company, invoice_date, lines_vals):
        """Return the values of one invoice; empty keys are left to the authority's."""
        partner, journal, currency, fiscal_position, payment_term = key
        vals = {
            "move_type": "out_invoice",
            "company_id": company.id,
            "partner_id": partner,
            "journal_id": journal,
            "currency_id": currency,
            "invoice_date": invoice_date,
            "invoice_line_ids": [Command.create(line) for line in lines_vals],
        }
        if fiscal_position:
            vals["fiscal_position_id"] = fiscal_position
        if payment_term:
            vals["invoice_payment_term_id"] = payment_term
        return vals

    @api.model
    def _prepare_invoice_lines_vals(self, pairs):
        """Return the lines of one invoice, in sections when several families meet.

        :param pairs: list of ``(contract line, positive delta)``
        """
        by_family = {}
        for line, delta in sorted(pairs, key=self._get_pair_order):
            vals = self._prepare_invoice_line_vals(line, delta)
            by_family.setdefault(line.service_family_id, []).append(vals)
        lines_vals = []
        for family, family_vals in by_family.items():
            if family and len(by_family) > 1:
                lines_vals.append({"display_type": "line_section", "name": family.name})
            lines_vals += family_vals
        return [vals | {"sequence": n} for n, vals in enumerate(lines_vals, 1)]

    @api.model
    def _get_pair_order(self, pair):
        line, delta = pair
        family = line.service_family_id
        # Without a family, after all the others: no section stands above.
        rank = (not family, family.sequence, family.id)
        return (*rank, line.contract_id.id, line.sequence, line.id, delta.period)

    @api.model
    def _prepare_invoice_line_vals(self, line, delta):
        """Return the values of the invoice line that bills a slot.

        The line totals the exact amount: the quantity of the contract and a price in
        whole cents when there is one, else one unit. Never a prorated quantity.
        """
        quantity, price = self._get_quantity_and_price(delta)
        return self._prepare_slot_vals(line, delta) | {
            "name": self._get_line_name(line, delta),
            "quantity": float(quantity),
            "price_unit": float(price),
            "billing_seq": delta.billed.seq + 1,
        }

    @api.model
    def _prepare_slot_vals(self, line, delta):
        span = delta.use.span if delta.use else delta.period
        return {
            "product_id": line.product_id.id,
            "product_uom_id": line.uom_id.id,
            "contract_line_id": line.id,
            "billing_period_start": delta.period.first,
            "start_date": span.first,
            "end_date": span.last,
            "analytic_distribution": line.analytic_distribution,
        }

    @api.model
    def _get_quantity_and_price(self, delta):
        """Return a quantity and a unit price whose product is the amount, to the cent."""
        quantities = {
            v.quantity for v in ledger.versions_used(delta.terms, delta.period)
        }
        quantity = quantities.pop() if len(quantities) == 1 else None
        if quantity and quantity == quantity.quantize(CENT):
            price = delta.amount / quantity
            if price == price.quantize(CENT):
                return quantity, price
        return to_decimal(1), delta.amount

    # Wording: the commune must be able to check the line

    @api.model
    def _get_line_name(self, line, delta):
        """Return e.g. "Maintenance Cosoluce - du 01/09/2021 au 31/12/2021 - 4 mois
        sur 12, tarif annuel 345,00 € HT"."""
        name = self.env._(
            "%(service)s - from %(first)s to %(last)s - %(use)s, %(price)s",
            service=line.name,
            use=self._get_use_text(delta.use),
            price=self._get_price_text(line, delta),
            **self._get_span_texts(delta),
        )
        if delta.billed.amount > 0:
            return self.env._("Complement: %(line)s", line=name)
        return name

    @api.model
    def _get_span_texts(self, delta):
        span = delta.use.span if delta.use else delta.period
        return {
            "first": format_date(self.env, span.first),
            "last": format_date(self.env, span.last),
        }

    @api.model
    def _get_use_text(self, use):
        if not use:
            return self.env._("not used")
        if use.unit == "day":
            return self.env._(
                "%(count)s days of %(total)s", count=use.count, total=use.total
            )
        if use.total == 1:
            return self.env._("1 month")
        return self.env._(
            "%(count)s months of %(total)s", count=use.count, total=use.total
        )

    @api.model
    def _get_price_text(self, line, delta):
        texts = []
        for version in ledger.versions_used(delta.terms, delta.period):
            text = self._get_version_text(line, delta.terms, version)
            if texts:
                text = self.env._(
                    "%(price)s from %(date)s",
                    price=text,
                    date=format_date(self.env, version.date_from),
                )
            texts.append(text)
        return self.env._(", then ").join(texts)

    @api.model
    def _get_version_text(self, line, terms, version):
        price = self._format_amount(line, version.price_unit)
        if terms.price_period == "month":
            text = self.env._("monthly price %(price)s excl. VAT", price=price)
        else:
            text = self.env._("yearly price %(price)s excl. VAT", price=price)
        if version.quantity != 1:
            text += f" x {version.quantity.normalize():f}"
        if version.discount:
            text += f" - {version.discount.normalize():f} %"
        return text

    @api.model
    def _format_amount(self, line, amount):
        return formatLang(self.env, float(amount), currency_obj=line.currency_id)

    # Credits

    @api.model
    def _get_origins(self, deltas):
        """Return the posted invoice lines that billed some slots, newest first.

        :return: ``{(contract line id, first day): account.move.line}``
        """
        lines = self.env["account.move.line"].search(
            [
                ("contract_line_id", "in", [d.line_id for d in deltas]),
                ("billing_period_start", "in", [d.period.first for d in deltas]),
                ("display_type", "=", "product"),
                ("parent_state", "=", "posted"),
                ("move_id.move_type", "=", "out_invoice"),
            ],
            order="id desc",
        )
        return lines.grouped(lambda l: (l.contract_line_id.id, l.billing_period_start))

    @api.model
    def _prepare_credits(self, deltas):
        """Share each negative delta between the invoice lines that billed it.

        :return: list of ``(origin line, values of the credit line)``, positive price
        :raises UserError: when the documents do not hold what is to be credited
        """
        origins = self._get_origins(deltas)
        remaining = self.env["account.move.line"].union(*origins.values())
        left = remaining._get_creditable_amounts()
        credits = []
        for delta in deltas:
            line = self.env["contract.line"].browse(delta.line_id)
            slot = origins.get((delta.line_id, delta.period.first), remaining[:0])
            shares = self._allocate(line, delta, [(o.id, left[o.id]) for o in slot])
            for number, (origin_id, share) in enumerate(shares, 1):
                origin = slot.browse(origin_id)
                credits.append(
                    (
                        origin,
                        self._prepare_credit_vals(line, delta, origin, share, number),
                    )
                )
        return credits

    @api.model
    def _allocate(self, line, delta, remaining):
        try:
            return ledger.allocate_credit(-delta.amount, remaining)
        except ledger.InvalidCredit as error:
            raise UserError(
                self.env._(
                    "%(line)s, period from %(date)s: %(amount)s is to be credited, but "
                    "the posted invoices do not hold it. Either a draft holds this "
                    "period (post or delete it), or it was billed in a former software "
                    "(correct its opening adjustment).",
                    line=line.name,
                    date=format_date(self.env, delta.period.first),
                    amount=self._format_amount(line, -delta.amount),
                )
            ) from error

    @api.model
    def _prepare_credit_vals(self, line, delta, origin, amount, number):
        """Values of one credit line: price, taxes and account of what was billed."""
        return self._prepare_slot_vals(line, delta) | {
            "name": self._get_credit_name(line, delta, origin),
            "quantity": 1.0,
            "price_unit": float(amount),
            "tax_ids": [Command.set(origin.tax_ids.ids)],
            "account_id": origin.account_id.id,
            "analytic_distribution": origin.analytic_distribution,
            "start_date": origin.start_date or delta.period.first,
            "end_date": origin.end_date or delta.period.last,
            "billing_origin_line_id": origin.id,
            "billing_seq": delta.billed.seq + number,
        }

    @api.model
    def _get_credit_name(self, line, delta, origin):
        return self.env._(
            "%(service)s - period from %(first)s to %(last)s: billed %(billed)s excl. "
            "VAT on %(move)s, due %(due)s (%(use)s)",
            service=line.name,
            first=format_date(self.env, delta.period.first),
            last=format_date(self.env, delta.period.last),
            billed=self._format_amount(line, delta.billed.amount),
            due=self._format_amount(line, delta.due),
            use=self._get_use_text(delta.use),
            move=origin.move_id.name,
        )

    @api.model
    def _prepare_credit_note_vals(self, origin_move, invoice_date, lines_vals):
        """Values of the credit note of one invoice: one each, Odoo links only one."""
        return {
            "move_type": "out_refund",
            "company_id": origin_move.company_id.id,
            "partner_id": origin_move.partner_id.id,
            "journal_id": origin_move.journal_id.id,
            "currency_id": origin_move.currency_id.id,
            "fiscal_position_id": origin_move.fiscal_position_id.id,
            "reversed_entry_id": origin_move.id,
            "invoice_date": invoice_date,
            "invoice_origin": origin_move.name,
            "ref": self.env._("Credit note on %(move)s", move=origin_move.name),
            "invoice_line_ids": [Command.create(vals) for vals in lines_vals],
        }

    @api.model
    def _prepare_credit_notes_vals(self, credits, invoice_date):
        """Gather credit lines by the invoice that they correct."""
        by_move = {}
        for origin, vals in credits:
            by_move.setdefault(origin.move_id, []).append(vals)
        return [
            self._prepare_credit_note_vals(move, invoice_date, vals)
            for move, vals in by_move.items()
        ]
