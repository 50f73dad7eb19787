# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Command


class SaleOrder(models.Model):
    """A quote of cybersecurity services: each is ticked with a number of units.

    The lines follow the ticks. A line of subscription holds the months of use of year 1
    in its price, never in its quantity (the tier of the tariff depends on it), so that
    the total of the order is what year 1 costs. The order bills what is paid once; the
    contract that it becomes bills the subscriptions.
    """

    _inherit = "sale.order"

    is_cyber_quote = fields.Boolean(string="Cybersecurity quote", index=True)
    cyber_choice_ids = fields.One2many(
        "numerian.cyber.choice", "order_id", string="Cybersecurity services", copy=False
    )
    cyber_start_date = fields.Date(
        string="Services start on",
        compute="_compute_cyber_start_date",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="First day of use: the first year is prorated from its month on.",
    )
    cyber_commitment_months = fields.Integer(
        string="Commitment (months)",
        default=36,
        tracking=True,
        help="From the first day on; 0: no commitment, and no end.",
    )
    cyber_auto_renew = fields.Boolean(
        string="Renewed tacitly",
        default=True,
        tracking=True,
        help="For one year at a time, after the commitment.",
    )
    cyber_prerequisite_ids = fields.Many2many(
        "numerian.cyber.prerequisite",
        string="Declared prerequisites",
        tracking=True,
        help="What the authority declares to have.",
    )

    _cyber_commitment_not_negative = models.Constraint(
        "CHECK (cyber_commitment_months >= 0)",
        "A commitment lasts zero months or more.",
    )

    @api.depends("is_cyber_quote")
    def _compute_cyber_start_date(self):
        """Propose the first day of next month."""
        first = fields.Date.context_today(self) + relativedelta(months=1, day=1)
        for order in self:
            if order.is_cyber_quote and not order.cyber_start_date:
                order.cyber_start_date = first
            else:
                order.cyber_start_date = order.cyber_start_date

    @api.depends("is_cyber_quote")
    def _compute_pricelist_id(self):
        """A cybersecurity quote takes the tariff in force on its day."""
        result = super()._compute_pricelist_id()
        tariffs = {}  # read once for all the quotes of a day
        for order in self.filtered(lambda o: o.is_cyber_quote and o.state == "draft"):
            day = (order.date_order or fields.Datetime.now()).date()
            key = (order.company_id or self.env.company, day)
            if key not in tariffs:
                tariffs[key] = order.pricelist_id._get_cyber_tariff(*key)
            order.pricelist_id = tariffs[key] or order.pricelist_id
        return result

    @api.depends("is_cyber_quote")
    def _compute_require_payment(self):
        """Authorities pay by mandate, after the service: they sign, nothing more."""
        result = super()._compute_require_payment()
        self.filtered("is_cyber_quote").require_payment = False
        return result

    @api.depends("is_cyber_quote")
    def _compute_require_signature(self):
        result = super()._compute_require_signature()
        self.filtered("is_cyber_quote").require_signature = True
        return result

    @api.model
    def default_get(self, fields):
        """A new quote shows every service, none ticked."""
        values = super().default_get(fields)
        if values.get("is_cyber_quote") and "cyber_choice_ids" in fields:
            values["cyber_choice_ids"] = self._prepare_cyber_choices(self.env.company)
        return values

    @api.model_create_multi
    def create(self, vals_list):
        companies = {}
        for vals in vals_list:
            if vals.get("is_cyber_quote") and not vals.get("cyber_choice_ids"):
                company = self.env["res.company"].browse(vals.get("company_id"))
                company = company or self.env.company
                if company not in companies:
                    companies[company] = self._prepare_cyber_choices(company)
                vals["cyber_choice_ids"] = companies[company]
        return super().create(vals_list)

    @api.model
    def _prepare_cyber_choices(self, company):
        """Return the commands that put every service on a quote, none ticked."""
        model = self.env["numerian.cyber.service"]
        services = model.search(model._get_available_domain(company))
        return [Command.create({"service_id": service.id}) for service in services]

    def copy_data(self, default=None):
        """A copy has the same wishes, as a quote of its own."""
        vals_list = super().copy_data(default=default)
        for order, vals in zip(self, vals_list, strict=True):
            if order.is_cyber_quote:
                vals["cyber_choice_ids"] = order._prepare_cyber_choices_copy()
        return vals_list

    def _prepare_cyber_choices_copy(self):
        names = ("service_id", "is_selected", "quantity")
        return [
            Command.create({n: c._fields[n].convert_to_write(c[n], c) for n in names})
            for c in self.cyber_choice_ids
        ]

    def _get_copiable_order_lines(self):
        """The lines of the services are made anew from the choices."""
        lines = super()._get_copiable_order_lines()
        return lines.filtered(lambda line: not line.cyber_choice_id)

    def _get_closed_message(self):
        self.ensure_one()
        return self.env._(
            "The quote %(quote)s no longer takes choices: make a new quote for this "
            "authority. If it is signed, the new one amends the contract.",
            quote=self.name,
        )
