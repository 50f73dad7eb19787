# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from ...core.legacy_contract import oca_terms, openings


class NumerianContractImportLine(models.Model):
    """The trial: whose each line is, of which service, and what counts as billed."""

    _inherit = "numerian.contract.import.line"

    def _set_status(self):
        """Decide of each line, in a constant number of queries; write nothing else."""
        partners, products = self._find_partners(), self._find_products()
        known = self._find_known()
        for line in self:
            if line.import_id.source == "file":
                name = _plain(line.authority)
                line.partner_id = partners.get(name) or partners.get(_joined(name))
                line.product_id = products.get(_plain(line.service))
            line.status, line.message = line._decide(known)
            if line.status == "ok":
                line.opening_amount = float(sum(line._get_openings().values()))
        self._hold_siblings()

    def _decide(self, known):
        """Return the status of a line, and a remark for whoever reads it."""
        self.ensure_one()
        if self.reference in known and self.import_id.source == "file":
            return "known", known[self.reference].display_name
        if self.errors:
            return "unreadable", self.env._(
                "Columns not understood: %(names)s", names=self.errors
            )
        if not self.partner_id:
            return "authority", self.env._(
                "No authority, or several, with this SIRET, INSEE code or name"
            )
        if not self.product_id:
            return "product", self.env._(
                "No service, or several, with this reference or name"
            )
        if problem := self._get_problem():
            return "terms", problem
        return "ok", False

    def _get_problem(self):
        """Return why a campaign cannot bill this line, or ``None``."""
        taxes = self.product_id.taxes_id._filter_taxes_by_company(self.company_id)
        if taxes.filtered("price_include"):
            return self.env._(
                "The service has a tax included in its price: contracts are excluding "
                "VAT"
            )
        if not (self.billing_period and self.price_period and self.date_start):
            return self.env._(
                "Its recurrence is not a month, a quarter, a half-year or a year"
            )
        if self.contract_id and self.contract_id.contract_type != "sale":
            return self.env._("Only customer contracts are billed by campaign.")
        if self.quantity < 0 or self.price_unit < 0:
            return self.env._("Neither the price nor the quantity can be below zero")
        return None

    def _get_openings(self):
        """Return what counts as billed, by civil period."""
        self.ensure_one()
        if not self.billed_until:
            return {}
        floor = self.env["numerian.billing.ledger"]._get_floor(self.company_id)
        return openings(self._get_terms(), self.billed_until, floor)

    def _hold_siblings(self):
        """A contract is taken over whole: one bad line holds the others back."""
        bad = set(self._filter_bad().mapped("reference"))
        for line in self:
            if line.status == "ok" and line.reference in bad:
                line.status = "sibling"
                line.message = self.env._("Another line of it is to be corrected")
        for found in (
            self.filtered(lambda ln: ln.status == "ok").grouped("reference").values()
        ):
            if len(found.partner_id) > 1:
                found.status = "authority"
                found.message = self.env._("Two authorities for one contract")

    def _find_partners(self):
        """Return ``{SIRET, INSEE code or name: authority}``, those of one only."""
        partners = self.env["res.partner"].search(
            [
                ("is_local_authority", "=", True),
                ("company_id", "in", (False, self.company_id.id)),
            ]
        )
        names = ("company_registry", "insee_code", "name")
        return _by_key(partners, names)

    def _find_products(self):
        """Return ``{reference or name: service}``, those of one only."""
        products = self.env["product.product"].search(
            [("company_id", "in", (False, self.company_id.id))]
        )
        return _by_key(products, ("default_code", "name"))

    def _find_known(self):
        """Return ``{reference: contract}`` of those that are there, archived too."""
        contracts = self.env["contract.contract"].with_context(active_test=False)
        names = list(set(self.mapped("reference")))
        found = contracts.search(
            Domain("company_id", "=", self.company_id.id)
            & (Domain("legacy_reference", "in", names) | Domain("code", "in", names))
        )
        return {c.code: c for c in found} | {c.legacy_reference: c for c in found}

    # Contracts billed by OCA's recurrence

    @api.model
    def _prepare_from_oca(self, company):
        """Return the values of a line for each service that OCA's cron bills."""
        contracts = self.env["contract.contract"].search(
            [
                ("company_id", "=", company.id),
                ("generation_type", "!=", "campaign"),
                ("contract_type", "=", "sale"),
                ("partner_id.commercial_partner_id.is_local_authority", "=", True),
            ]
        )
        lines = contracts.contract_line_ids.filtered(
            lambda line: not line.display_type and not line.is_canceled
        )
        return [
            self._prepare_from_oca_line(number, line)
            for number, line in enumerate(lines, start=1)
        ]

    @api.model
    def _prepare_from_oca_line(self, number, line):
        """Values of a service of OCA, in the terms of a campaign; extend."""
        found = oca_terms(line.recurring_rule_type, line.recurring_interval)
        billing_period, price_period, prices = found or (False, False, 1)
        contract = line.contract_id
        return {
            "number": number,
            "reference": contract.code or f"#{contract.id}",
            "contract_name": contract.name,
            "authority": contract.commercial_partner_id.name,
            "service": line.product_id.display_name,
            "label": line.name,
            "partner_id": contract.commercial_partner_id.id,
            "product_id": line.product_id.id,
            "quantity": line.quantity,
            "price_unit": line.price_unit * prices,
            "price_period": price_period,
            "billing_period": billing_period,
            "date_start": line.date_start,
            "date_end": line.date_end,
            "billed_until": line.last_date_invoiced,
            "contract_id": contract.id,
            "contract_line_id": line.id,
        }


def _plain(text):
    return " ".join((text or "").lower().split())


def _joined(text):
    """Return a number without the spaces that people put into it."""
    return text.replace(" ", "")


def _by_key(records, names):
    """Return ``{value of a field: record}``; a value of several records has none."""
    found = defaultdict(set)
    for record in records:
        for name in names:
            key = _plain(record[name])
            found[_joined(key) if _joined(key).isdigit() else key].add(record)
    found.pop("", None)
    return {key: next(iter(own)) for key, own in found.items() if len(own) == 1}
