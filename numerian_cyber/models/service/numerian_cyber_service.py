# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core.quote import SETUP, SUBSCRIPTION
from ...core.quote_rules import Rules

# What an authority counts, by basis: the fields of its form that add up.
BASIS_FIELDS = {
    "mailbox": ("mailbox_count",),
    "staff": ("staff_count",),
    "device": ("workstation_count", "server_count"),
    "workstation": ("workstation_count",),
    "server": ("server_count",),
    "mobile_account": ("mobile_account_count",),
    "asked": (),
}
BASES = [
    ("mailbox", "Mailboxes"),
    ("staff", "Staff members"),
    ("device", "Workstations and servers"),
    ("workstation", "Workstations"),
    ("server", "Servers"),
    ("mobile_account", "Accounts of mobile or sensitive users"),
    ("asked", "Asked on the quote"),
]


class NumerianCyberService(models.Model):
    """A cybersecurity service that an authority ticks on a quote.

    Everything that tells one service from another is data: a further one needs no code.
    """

    _name = "numerian.cyber.service"
    _description = "Cybersecurity Service"
    _inherit = ["mail.thread"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(required=True, help="Short name in lists and files: EDR.")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one("res.company", help="Empty: for every company.")
    description = fields.Text(
        translate=True, help="What the service does, as the authority reads it."
    )
    quantity_basis = fields.Selection(
        BASES,
        string="Counted by",
        required=True,
        default="asked",
        tracking=True,
        help="Which counts of the authority give the quantity of a new quote.",
    )
    unit_name = fields.Char(
        string="Unit",
        required=True,
        translate=True,
        help="What is counted, in the plural: workstations and servers.",
    )
    max_quantity = fields.Integer(
        string="At Most",
        required=True,
        default=10_000,
        tracking=True,
        help="A quote that asks for more units is refused.",
    )
    component_ids = fields.One2many(
        "numerian.cyber.component", "service_id", string="Components", copy=True
    )
    prerequisite_ids = fields.Many2many(
        "numerian.cyber.prerequisite", string="Prerequisites"
    )
    required_service_ids = fields.Many2many(
        "numerian.cyber.service",
        "numerian_cyber_service_required_rel",
        "service_id",
        "required_id",
        string="Needs",
        check_company=True,
        help="Services to be ticked with it, or under contract already.",
    )
    stop_warning = fields.Text(
        string="When It Stops",
        translate=True,
        help="Shown to whoever stops the subscription: what no longer works then.",
    )

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "Another cybersecurity service has this code: choose a different one.",
    )
    # Beyond, a line of quantity and price would no longer hold its amount to the cent.
    _max_quantity_in_bounds = models.Constraint(
        "CHECK (max_quantity BETWEEN 1 AND 10000)",
        "A quote holds 1 to 10,000 units of a service.",
    )

    @api.constrains("required_service_ids")
    def _check_required_service_ids(self):
        for service in self:
            if service in service.required_service_ids:
                raise ValidationError(
                    self.env._(
                        "%(service)s cannot need itself: remove it from the services "
                        "that it needs.",
                        service=service.name,
                    )
                )

    def _get_available_domain(self, company):
        """Domain of the services that a quote of a company offers."""
        return [("company_id", "in", (False, company.id))]

    def _get_subscription(self):
        """Return the component that is billed every month."""
        self.ensure_one()
        return self.component_ids.filtered(lambda c: c.kind == SUBSCRIPTION)[:1]

    def _get_quantity_for(self, partner):
        """Return how many units an authority has, 0 when it has not said."""
        self.ensure_one()
        authority = partner.commercial_partner_id
        return sum(authority[name] for name in BASIS_FIELDS[self.quantity_basis])

    def _get_rules(self, prices):
        """Return what this service asks for, as the pure core wants it.

        :param prices: of its components, see ``_get_prices``
        :rtype: quote_rules.Rules
        """
        self.ensure_one()
        needed = self.component_ids.filtered(lambda c: c.kind != SETUP)
        return Rules(
            frozenset(self.required_service_ids.ids),
            frozenset(self.prerequisite_ids.ids),
            self.max_quantity,
            bool(self._get_subscription())
            and all(prices.get(component.id) is not None for component in needed),
        )

    def _get_prices(self, pricelist, quantity, day, rules=None):
        """Return the prices of the components at a quantity, excluding VAT.

        :param pricelist: the tariff; the price of the product where it says nothing
        :param quantity: units of the service: the tier depends on it
        :param rules: of the tariff on that day, read once for many quotes
        :return: ``{component id: float, or None when nobody set a price}``; per unit
            and month for a subscription, per unit for a licence
        """
        self.ensure_one()
        if rules is None:
            products = self.component_ids.product_id
            rules = pricelist._get_applicable_rules(products, day)
        currency = pricelist.currency_id or self.env.company.currency_id
        return {
            component._origin.id: component._get_price(
                rules, max(quantity, 1), day, currency
            )
            for component in self.component_ids
        }
