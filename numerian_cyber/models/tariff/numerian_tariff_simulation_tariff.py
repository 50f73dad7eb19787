# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...core.quote import (
    SETUP,
    SUBSCRIPTION,
    YEARS,
    ZERO,
    Component,
    amounts_of,
    to_decimal,
)
from ...core.simulation import Tier, price_at
from ..service.numerian_cyber_service import BASES, BASIS_FIELDS

PACK_BASES = [
    ("authority", "One for each authority"),
    *(basis for basis in BASES if basis[0] != "asked"),
]


class NumerianTariffSimulationTariff(models.Model):
    """A tariff of a simulation and what it brings in.

    A price list prices each service. With a pack, one product replaces them all: its
    price for a month comes from the same price list, tiers included.
    """

    _name = "numerian.tariff.simulation.tariff"
    _description = "Tariff of a Simulation"
    _order = "simulation_id, sequence, id"
    _check_company_auto = True

    simulation_id = fields.Many2one(
        "numerian.tariff.simulation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="simulation_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, precompute=True
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price List",
        required=True,
        ondelete="restrict",
        check_company=True,
    )
    pack_product_id = fields.Many2one(
        "product.product",
        string="Pack",
        ondelete="restrict",
        check_company=True,
        help="Billed every month instead of the services.",
    )
    pack_basis = fields.Selection(
        PACK_BASES, string="Pack Counted By", default="authority"
    )
    is_reference = fields.Boolean(
        string="Reference", help="The others are compared with it."
    )
    year1_amount = fields.Monetary(string="Year 1", readonly=True, copy=False)
    year2_amount = fields.Monetary(string="Year 2", readonly=True, copy=False)
    year3_amount = fields.Monetary(string="Year 3", readonly=True, copy=False)
    total_amount = fields.Monetary(string="3 Years", readonly=True, copy=False)
    difference_amount = fields.Monetary(
        string="Difference",
        readonly=True,
        copy=False,
        help="With the reference, over three years.",
    )
    more_count = fields.Integer(string="Pay More", readonly=True, copy=False)
    less_count = fields.Integer(string="Pay Less", readonly=True, copy=False)
    same_count = fields.Integer(string="Unchanged", readonly=True, copy=False)

    @api.depends("pricelist_id", "pack_product_id")
    def _compute_name(self):
        for tariff in self:
            names = (tariff.pricelist_id.name, tariff.pack_product_id.name)
            tariff.name = " - ".join(filter(None, names))

    @api.constrains("pricelist_id", "simulation_id")
    def _check_currency(self):
        for tariff in self:
            if tariff.pricelist_id.currency_id != tariff.currency_id:
                raise ValidationError(
                    self.env._(
                        "%(tariff)s is not in the currency of the syndicate.",
                        tariff=tariff.pricelist_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        tariffs = super().create(vals_list)
        tariffs._open_simulations()
        return tariffs

    def write(self, vals):
        if self.env.su:  # the figures are written by the simulation itself
            return super().write(vals)
        self._open_simulations()
        result = super().write(vals)
        if "simulation_id" in vals:
            self._open_simulations()
        return result

    def _open_simulations(self):
        """Make the figures void; refuse if they are frozen."""
        self.simulation_id._check_draft()
        self.simulation_id._forget_figures()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self.simulation_id._check_draft()

    # Amounts

    def _get_line_amounts(self, demands):
        """Return ``[(demand, price of a unit and month, euros of each year)]``."""
        self.ensure_one()
        if self.pack_product_id:
            return self._get_pack_amounts(demands)
        services = self.simulation_id._get_services().grouped("id")
        components = self.simulation_id._get_services().component_ids
        scales = self._get_scales(
            components.product_id,
            components.filtered(lambda c: c.kind != SETUP).product_id,
        )
        known = {}
        for key in {demand[1:] for demand in demands}:
            known[key] = self._get_service_amounts(services[key[0]], key[1], scales)
        return [(demand, *known[demand[1:]]) for demand in demands]

    def _get_scales(self, products, needed):
        """Return ``{product id: tiers}``: the prices asked for at each tier.

        :param needed: products that must have a price: a set-up may be free
        :raises UserError: names the products that nobody set a price for
        """
        self.ensure_one()
        tiers = {product.id: [] for product in products}
        unpriced = set()
        for start in self._get_tier_starts():
            found = self.pricelist_id._compute_price_rule(
                products, start, date=self._get_price_date()
            )
            for product in products:
                price, rule_id = found[product.id]
                unpriced |= set() if price or rule_id else {product}
                tier = Tier(Decimal(start), to_decimal(price))
                tiers[product.id].append(tier)
        self._check_priced(unpriced & set(needed))
        return tiers

    def _get_tier_starts(self):
        """Return the quantities from which a price may change, 1 first."""
        pricelists, parents = self.pricelist_id, self.pricelist_id
        while parents:
            parents = parents.item_ids.base_pricelist_id - pricelists
            pricelists |= parents
        minimums = pricelists.item_ids.mapped("min_quantity")
        return sorted({1, *(int(-(-start // 1)) for start in minimums if start > 1)})

    def _get_price_date(self):
        return fields.Datetime.to_datetime(self.simulation_id.date_start)

    def _check_priced(self, products):
        if products:
            raise UserError(
                self.env._(
                    "%(tariff)s has no price for %(products)s.",
                    tariff=self.name,
                    products=", ".join(sorted(p.display_name for p in products)),
                )
            )

    def _get_service_amounts(self, service, quantity, scales):
        """Return the price of a unit and month, and the euros of each year."""
        simulation = self.simulation_id
        price, years = ZERO, [ZERO] * YEARS
        for component in service.component_ids:
            is_monthly = component.kind == SUBSCRIPTION
            if not (is_monthly or simulation.includes_one_off):
                continue
            unit_price = price_at(scales[component.product_id.id], Decimal(quantity))
            price = unit_price if is_monthly else price
            months = simulation._get_months(
                component._get_proration(simulation.company_id)
            )
            amounts = amounts_of(
                Component(component.kind, unit_price, ZERO), quantity, months
            )
            years = [sum(pair) for pair in zip(years, amounts.years, strict=True)]
        return price, tuple(years)

    def _get_pack_amounts(self, demands):
        """Return the amounts of the pack, one line for each authority."""
        simulation = self.simulation_id
        pack = self.pack_product_id
        rule = pack.proration or simulation.company_id.contract_proration
        months = simulation._get_months(rule or "month")
        tiers = self._get_scales(pack, pack)[pack.id]
        lines = []
        for demand, quantity in self._get_pack_demands(demands):
            price = price_at(tiers, Decimal(quantity))
            component = Component(SUBSCRIPTION, price, ZERO)
            years = amounts_of(component, quantity, months).years
            lines.append((demand, price, years))
        return lines

    def _get_pack_demands(self, demands):
        """Return one demand without service for each authority, and its units."""
        partner_ids = list(dict.fromkeys(demand.partner_id for demand in demands))
        names = BASIS_FIELDS.get(self.pack_basis, ())
        found = []
        for partner in self.env["res.partner"].browse(partner_ids):
            units = sum(partner[name] for name in names) if names else 1
            if units:
                demand = demands[0]._replace(
                    partner_id=partner.id, service_id=False, quantity=units
                )
                found.append((demand, units))
        return found

    def _prepare_line_vals(self, demand, price, years):
        """Return what an authority pays for a service; extend."""
        return {
            "simulation_id": self.simulation_id.id,
            "tariff_id": self.id,
            "partner_id": demand.partner_id,
            "service_id": demand.service_id,
            "quantity": demand.quantity,
            "unit_price": float(price),
            **{f"year{n}_amount": float(year) for n, year in enumerate(years, 1)},
        }

    def _prepare_result_vals(self, partner_id, years, difference):
        """Return what an authority pays in all, and what changes for it; extend."""
        return {
            "simulation_id": self.simulation_id.id,
            "tariff_id": self.id,
            "partner_id": partner_id,
            **{f"year{n}_amount": float(year) for n, year in enumerate(years, 1)},
            "total_amount": float(difference.amount),
            "reference_amount": float(difference.reference),
            "difference_amount": float(difference.change),
            "outcome": difference.outcome,
        }
