# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from functools import cache

from odoo import api, fields, models
from odoo.tools import SQL

from ...core.billing_position import Service, positions
from ...core.proration import round_cents, to_decimal
from ..campaign.numerian_billing_campaign_plan import CONTRACT_FIELDS

LINE_FIELDS = ["contract_id", "service_family_id", "product_id"]
COLUMNS = {
    "company_id": "int4",
    "exercice_id": "int4",
    "contract_line_id": "int4",
    "contract_id": "int4",
    "partner_id": "int4",
    "service_family_id": "int4",
    "product_id": "int4",
    "payment_term_id": "int4",
    "period_start": "date",
    "period_end": "date",
    "due_amount": "numeric",
    "billed_amount": "numeric",
    "open_amount": "numeric",
    "open_amount_incl_vat": "numeric",
    "planned_date": "date",
    "next_date": "date",
    "expected_date": "date",
}
SLOT = ("contract_line_id", "period_start")
TYPES = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
REPLACE = """
    WITH fresh AS (SELECT * FROM jsonb_to_recordset(%(rows)s) AS slot(%(types)s)),
    gone AS (
        DELETE FROM numerian_billing_position old
        WHERE %(scope)s AND NOT EXISTS (
            SELECT FROM fresh
            WHERE fresh.contract_line_id = old.contract_line_id
            AND fresh.period_start = old.period_start
        )
    )
    INSERT INTO numerian_billing_position AS old (%(names)s)
    SELECT %(names)s FROM fresh ORDER BY contract_line_id, period_start
    ON CONFLICT (contract_line_id, period_start) DO UPDATE SET %(updates)s
    WHERE (%(olds)s) IS DISTINCT FROM (%(news)s)
    RETURNING id
"""


class NumerianBillingPosition(models.Model):
    """Refreshing: one book, a few reads, one statement, whatever the number of lines.

    Callers run it as superuser, with the company of the exercice as current one and
    archived records in sight: it reads whole contracts, writes only what they say.
    """

    _inherit = "numerian.billing.position"

    @api.model
    def _get_contracts_domain(self, company):
        return [
            ("company_id", "=", company.id),
            ("generation_type", "=", "campaign"),
        ]

    @api.model
    def _search_contracts(self, company, contracts=None):
        domain = self._get_contracts_domain(company)
        if contracts is not None:
            domain.append(("id", "in", contracts.ids))
        return self.env["contract.contract"].search(domain)

    @api.model
    def _read_lines(self, book):
        """Return the contract lines of a book by id, all that follows in cache."""
        lines = self.env["contract.line"].search_fetch(
            [("id", "in", list(book.lines))], LINE_FIELDS
        )
        lines.product_id.fetch(["taxes_id"])
        contracts = lines.contract_id
        contracts.fetch(CONTRACT_FIELDS)
        partners = contracts.partner_id | contracts.invoice_partner_id
        partners.fetch(["property_payment_term_id"])
        return {line.id: line for line in lines}

    @api.model
    def _get_services(self, lines):
        return {
            line.id: Service(
                line.service_family_id.id or None,
                line.contract_id.commercial_partner_id.id,
                not line.contract_id.active,
            )
            for line in lines.values()
        }

    @api.model
    def _prepare_rows(self, exercice, book, lines):
        """Return the columns of each position of an exercice.

        :param lines: contract lines by id, see ``_read_lines``
        """
        company = exercice.company_id
        found = positions(
            book.lines.values(),
            book.billed,
            self._get_services(lines),
            self.env["numerian.billing.campaign"]._get_calendar(company),
            exercice.year,
            self.env["numerian.billing.ledger"]._get_floor(company),
        )
        estimates = Estimates(company)
        return [
            self._prepare_row(exercice, lines[position.line_id], position, estimates)
            for position in found
        ]

    @api.model
    def _prepare_row(self, exercice, line, position, estimates):
        contract = line.contract_id
        return (
            {
                "company_id": exercice.company_id.id,
                "exercice_id": exercice.id,
                "contract_line_id": line.id,
                "contract_id": contract.id,
                "partner_id": contract.commercial_partner_id.id,
                "service_family_id": line.service_family_id.id or None,
                "product_id": line.product_id.id or None,
                "period_start": position.period.first,
                "period_end": position.period.last,
            }
            | self._prepare_amounts(line, position, estimates)
            | self._prepare_dates(contract, position, estimates)
        )

    @api.model
    def _prepare_amounts(self, line, position, estimates):
        contract = line.contract_id
        rate = estimates.get_rate(contract)
        due = round_cents(position.due * rate)
        billed = round_cents(position.billed * rate)
        factor = estimates.get_vat_factor(line.product_id, contract.fiscal_position_id)
        return {
            "due_amount": due,
            "billed_amount": billed,
            "open_amount": due - billed,
            "open_amount_incl_vat": round_cents((due - billed) * factor),
        }

    @api.model
    def _prepare_dates(self, contract, position, estimates):
        """A campaign that is late bills today at the earliest."""
        term = estimates.get_term(contract)
        next_on = position.next_on and max(position.next_on, estimates.today)
        return {
            "payment_term_id": term.id or None,
            "planned_date": position.planned_on,
            "next_date": next_on,
            "expected_date": next_on and estimates.get_due_date(term, next_on),
        }

    @api.model
    def _remove_others(self, exercice, found, contracts=None):
        """Forget the positions of contracts that campaigns do not bill any more.

        :param contracts: only among these; among all of them when not given
        """
        scope = SQL("exercice_id = %s", exercice.id)
        if contracts is not None:
            scope = SQL("%s AND contract_id = ANY(%s)", scope, contracts.ids)
        self.env.execute_query(
            SQL(
                "DELETE FROM numerian_billing_position"
                " WHERE %s AND contract_id != ALL(%s) RETURNING id",
                scope,
                found.ids,
            )
        )

    @api.model
    def _replace(self, exercice, rows, contracts):
        """Make the positions of some contracts these rows, in one statement.

        Rows that say the same as before are not written again.
        """
        scope = SQL(
            "exercice_id = %s AND contract_id = ANY(%s)", exercice.id, contracts.ids
        )
        kept = [name for name in COLUMNS if name not in SLOT]
        self.env.execute_query(
            SQL(
                REPLACE,
                rows=json.dumps(rows, default=str),
                types=SQL(TYPES),
                scope=scope,
                names=_listed(COLUMNS),
                updates=_listed(kept, lambda name: SQL("%s = EXCLUDED.%s", name, name)),
                olds=_listed(kept, lambda name: SQL("old.%s", name)),
                news=_listed(kept, lambda name: SQL("EXCLUDED.%s", name)),
            )
        )
        self.invalidate_model(flush=False)


def _listed(names, write=lambda name: name):
    """Return columns, each written by ``write`` from its quoted name."""
    return SQL(", ").join(write(SQL.identifier(name)) for name in names)


class Estimates:
    """What many positions share, each worked out once: due dates, taxes, rates."""

    def __init__(self, company):
        self.company = company
        self.env = company.env
        self.today = fields.Date.context_today(company)
        self.get_due_date = cache(self._get_due_date)
        self.get_vat_factor = cache(self._get_vat_factor)
        self._get_currency_rate = cache(self._get_currency_rate)

    def get_term(self, contract):
        """Return the payment term that the invoice will have."""
        partner = contract.invoice_partner_id or contract.partner_id
        return contract.payment_term_id or partner.property_payment_term_id

    def _get_due_date(self, term, day):
        """Return the last due date: until then, not all of it is paid."""
        if not term:
            return day
        terms = term._compute_terms(
            date_ref=day,
            currency=self.company.currency_id,
            company=self.company,
            tax_amount=0.0,
            tax_amount_currency=0.0,
            sign=1,
            untaxed_amount=100.0,
            untaxed_amount_currency=100.0,
        )
        return max(line["date"] for line in terms["line_ids"])

    def _get_vat_factor(self, product, fiscal_position):
        """Return what one euro excl. VAT becomes with the sale taxes of a service."""
        taxes = product.taxes_id._filter_taxes_by_company(self.company)
        totals = fiscal_position.map_tax(taxes).compute_all(100.0)
        return to_decimal(totals["total_included"]) / to_decimal(
            totals["total_excluded"]
        )

    def get_rate(self, contract):
        """Return the rate of today from the currency of the contract."""
        document = self.env["numerian.billing.document"]
        return self._get_currency_rate(document._get_group_key(contract)[2])

    def _get_currency_rate(self, currency_id):
        currency = self.env["res.currency"].browse(currency_id)
        rate = currency._get_conversion_rate(
            currency, self.company.currency_id, self.company, self.today
        )
        return to_decimal(rate)
