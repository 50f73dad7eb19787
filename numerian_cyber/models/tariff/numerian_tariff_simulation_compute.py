# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.numerian_collectivites.core.proration import Period, months_of_use

from ...core.quote import YEARS, ZERO
from ...core.simulation import compare, expected, tally


class Demand(NamedTuple):
    """How many units of a service an authority takes."""

    partner_id: int
    service_id: int
    quantity: int


class NumerianTariffSimulation(models.Model):
    """The figures: what each tariff bills each authority, and the comparison.

    The number of queries does not depend on the number of authorities: the prices are
    asked for once at each tier of a tariff, the rest is arithmetic.
    """

    _inherit = "numerian.tariff.simulation"

    def action_compute(self):
        """Compute the figures again, from the counts and prices of now."""
        self.ensure_one()
        self._check_draft()
        self.check_access("write")
        if not self.tariff_ids:
            raise UserError(self.env._("Choose at least one tariff to simulate."))
        self._forget_figures()
        demands = self._get_demands()
        if not demands:
            raise UserError(
                self.env._(
                    "Nothing to simulate: no authority has a contract or a count for "
                    "these services."
                )
            )
        # sudo: the right is checked above; nobody writes the figures by hand
        self.sudo()._record_figures(demands)
        return True

    # Who takes what

    def _get_demands(self):
        """Return the units by authority and service, none at zero."""
        if self.take_up == "contract":
            return self._get_contract_demands()
        authorities = self._get_authorities()
        return [
            Demand(authority.id, service.id, quantity)
            for service in self._get_services()
            for authority in authorities
            if (quantity := service._get_quantity_for(authority)) > 0
        ]

    def _get_services(self):
        services = self.env["numerian.cyber.service"]
        domain = services._get_available_domain(self.company_id)
        return self.service_ids or services.search(domain)

    def _get_authorities(self):
        """Return the authorities chosen, or the members on the first day."""
        if self.partner_ids:
            return self.partner_ids.commercial_partner_id
        return self.env["res.partner"].search(self._get_member_domain())

    def _get_member_domain(self):
        day = self.date_start
        return Domain(
            [
                ("is_local_authority", "=", True),
                ("company_id", "in", (False, self.company_id.id)),
                ("membership_since", "<=", day),
            ]
        ) & (
            Domain("membership_until", "=", False)
            | Domain("membership_until", ">=", day)
        )

    def _get_contract_demands(self):
        """Return what the contracts in force on the first day hold."""
        units = defaultdict(int)
        for line in self._get_contract_lines():
            partner = line.contract_id.partner_id.commercial_partner_id
            # Not the quantity of the line: that is the one in force today.
            version = line._get_version_at(self.date_start)
            units[partner.id, line.cyber_service_id.id] += int(version.quantity)
        return [Demand(*key, quantity) for key, quantity in units.items() if quantity]

    def _get_contract_lines(self):
        """Return the subscriptions that run on the first day.

        In sudo: who simulates need not read the contracts; figures come out, no line.
        """
        domain = Domain(
            [
                ("contract_id.company_id", "=", self.company_id.id),
                ("cyber_service_id", "in", self._get_services().ids),
                ("is_canceled", "=", False),
                ("date_start", "<=", self.date_start),
            ]
        ) & (Domain("date_end", "=", False) | Domain("date_end", ">=", self.date_start))
        if self.partner_ids:
            partners = self.partner_ids.commercial_partner_id
            domain &= Domain("contract_id.partner_id", "child_of", partners.ids)
        return self.env["contract.line"].sudo().search(domain)

    # Figures

    def _record_figures(self, demands):
        """Write the lines, the comparison and the totals of each tariff."""
        lines = {
            tariff: tariff._get_line_amounts(demands) for tariff in self.tariff_ids
        }
        self.env["numerian.tariff.simulation.line"].create(
            [
                tariff._prepare_line_vals(*line)
                for tariff, amounts in lines.items()
                for line in amounts
            ]
        )
        totals = {tariff: self._get_totals(found) for tariff, found in lines.items()}
        reference = totals[self.tariff_ids.filtered("is_reference")]
        for tariff, amounts in totals.items():
            self._record_comparison(tariff, amounts, reference)
        taken = {demand.partner_id for demand in demands}
        asked = self._get_authorities() if self.take_up != "contract" else taken
        self.write(
            {
                "computed_on": fields.Datetime.now(),
                "authority_count": len(taken),
                "left_out_count": len(asked) - len(taken),
            }
        )

    def _get_totals(self, lines):
        """Return ``{authority: euros of each year}`` of one tariff."""
        totals = defaultdict(lambda: (ZERO,) * YEARS)
        for demand, _price, years in lines:
            pairs = zip(totals[demand.partner_id], years, strict=True)
            totals[demand.partner_id] = tuple(left + right for left, right in pairs)
        return totals

    def _record_comparison(self, tariff, totals, reference):
        differences = compare(
            {partner_id: sum(years) for partner_id, years in totals.items()},
            {partner_id: sum(years) for partner_id, years in reference.items()},
        )
        self.env["numerian.tariff.simulation.result"].create(
            [
                tariff._prepare_result_vals(partner_id, totals[partner_id], difference)
                for partner_id, difference in differences.items()
            ]
        )
        tariff.write(self._prepare_total_vals(totals, reference, differences))

    def _prepare_total_vals(self, totals, reference, differences):
        """Return the totals of a tariff, in euros; of a share if only a share takes."""
        sums = [expected(sum(year), self._get_share()) for year in _by_year(totals)]
        compared = [
            expected(sum(year), self._get_share()) for year in _by_year(reference)
        ]
        counts = tally(differences.values())
        return {
            **{f"year{n}_amount": float(amount) for n, amount in enumerate(sums, 1)},
            "total_amount": float(sum(sums)),
            "difference_amount": float(sum(sums) - sum(compared)),
            **{f"{outcome}_count": count for outcome, count in counts.items()},
        }

    def _get_share(self):
        """Return the per cent of the authorities that take the services."""
        whole = self.take_up != "share"
        return Decimal(100) if whole else Decimal(repr(round(self.share, 2)))

    def _get_months(self, rule):
        """Return the months of use of years 1, 2 and 3, as a quote counts them."""
        start = self.date_start
        year = Period(date(start.year, 1, 1), date(start.year, 12, 31))
        used = months_of_use(year, Period(start, date.max), rule)
        return (used, *(12 for _year in range(YEARS - 1)))


def _by_year(totals):
    """Return the amounts of each year: year 1 of all authorities, then year 2…"""
    return list(zip(*totals.values(), strict=True)) or [()] * YEARS
