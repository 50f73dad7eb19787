# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import Command, api, models
from odoo.tools.misc import format_date, formatLang

from ...core import billing_ledger as ledger
from ...core.proration import to_decimal

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
            speaker = self._in_language_of(line.contract_id)
            vals = speaker._prepare_invoice_line_vals(line, delta)
            by_family.setdefault(line.service_family_id, []).append(vals)
        lines_vals = []
        for family, family_vals in by_family.items():
            if family and len(by_family) > 1:
                lang = self._in_language_of(pairs[0][0].contract_id).env.lang
                name = family.with_context(lang=lang).name
                lines_vals.append({"display_type": "line_section", "name": name})
            lines_vals += family_vals
        return [vals | {"sequence": n} for n, vals in enumerate(lines_vals, 1)]

    @api.model
    def _in_language_of(self, contract):
        """Return ``self`` in the addressee's language, whoever makes the document."""
        addressee = contract.invoice_partner_id or contract.partner_id
        return self.with_context(lang=addressee.lang or self.env.lang)

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
        """Return a quantity and a unit price that make the amount, to the cent."""
        quantities = {
            v.quantity for v in ledger.versions_used(delta.terms, delta.period)
        }
        quantity = quantities.pop() if len(quantities) == 1 else None
        if quantity and quantity == quantity.quantize(CENT):
            price = delta.amount / quantity
            if price == price.quantize(CENT):
                return quantity, price
        return to_decimal(1), delta.amount

    @api.model
    def _split_by_references(self, pairs):
        """Share pairs between documents: Chorus Pro reads one commitment on each.

        :return: ``{chorus.References: [(contract line, delta)]}``
        """
        groups = defaultdict(list)
        for line, delta in pairs:
            groups[line.contract_id._get_chorus_references()].append((line, delta))
        return groups

    @api.model
    def _prepare_references_vals(self, references):
        """Values of the header of a document; what is empty is left out."""
        return {name: text for name, text in references._asdict().items() if text}

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
