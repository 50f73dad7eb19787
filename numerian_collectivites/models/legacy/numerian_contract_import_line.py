# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools.misc import format_date

from ...core.proration import Terms, Version, to_decimal
from ..selections import BILLING_PERIODS, PRICE_PERIODS

STATUSES = [
    ("ok", "To take over"),
    ("known", "There already"),
    ("unreadable", "Unreadable"),
    ("authority", "Unknown authority"),
    ("product", "Unknown service"),
    ("terms", "Cannot be billed by campaign"),
    ("sibling", "Another line of the contract"),
    ("error", "Error"),
    ("done", "Taken over"),
]
BAD = ("unreadable", "authority", "product", "terms", "sibling", "error")
REPORT_FIELDS = (
    *("number", "reference", "authority", "service", "quantity", "price_unit"),
    *("date_start", "date_end", "billed_until", "opening_amount", "status", "message"),
)


class NumerianContractImportLine(models.Model):
    """A service to take over: what the file says, what it becomes, or why not."""

    _name = "numerian.contract.import.line"
    _description = "Service of an Import of Contracts"
    _order = "import_id, number, id"
    _rec_name = "reference"

    import_id = fields.Many2one(
        "numerian.contract.import", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="import_id.company_id", store=True, precompute=True
    )
    number = fields.Integer(string="Line")
    batch = fields.Integer()
    reference = fields.Char()
    contract_name = fields.Char()
    authority = fields.Char(string="Authority (file)")
    service = fields.Char(string="Service (file)")
    label = fields.Char()
    partner_id = fields.Many2one("res.partner", string="Authority")
    product_id = fields.Many2one("product.product", string="Service")
    quantity = fields.Float(digits=(16, 2))
    price_unit = fields.Float(
        string="Unit Price", digits=(16, 6), min_display_digits=2, help="Excluding VAT."
    )
    price_period = fields.Selection(PRICE_PERIODS)
    billing_period = fields.Selection(BILLING_PERIODS)
    date_start = fields.Date()
    date_end = fields.Date()
    billed_until = fields.Date(help="Last day billed by the former software.")
    opening_amount = fields.Float(
        string="Billed Before",
        digits=(16, 2),
        help="What counts as billed: excluding VAT, of the periods looked at.",
    )
    errors = fields.Char()
    status = fields.Selection(STATUSES, index=True)
    message = fields.Char(string="Remark")
    contract_id = fields.Many2one("contract.contract")
    contract_line_id = fields.Many2one("contract.line")

    def _filter_bad(self):
        return self.filtered(lambda line: line.status in BAD)

    @api.model
    def _prepare_from_file(self, row):
        """Values of a line of the file, see ``legacy_contract.Service``; extend."""
        return {
            "number": row.number,
            "reference": row.reference,
            "contract_name": row.contract,
            "authority": row.authority,
            "service": row.service,
            "label": row.label,
            "quantity": float(row.quantity or 0),
            "price_unit": float(row.price or 0),
            "price_period": row.price_period if "tarif" not in row.errors else False,
            "billing_period": row.billing_period,
            "date_start": row.first,
            "date_end": row.last,
            "billed_until": row.billed_until,
            "errors": ", ".join(row.errors),
        }

    def _get_terms(self):
        """Return the terms as the pure core wants them."""
        self.ensure_one()
        product = self.product_id
        rule = product.proration or self.company_id.contract_proration or "month"
        version = Version(
            self.date_start, to_decimal(self.price_unit), to_decimal(self.quantity)
        )
        return Terms(
            self.date_start,
            self.date_end or None,
            (version,),
            self.billing_period,
            self.price_period,
            rule,
        )

    # What becomes of each line, as a file

    @api.model
    def _get_report_header(self):
        described = self.fields_get(REPORT_FIELDS, ["string"])
        return [described[name]["string"] for name in REPORT_FIELDS]

    def _prepare_report_row(self):
        """Return the cells of a line of the report, in the order of the columns."""
        self.ensure_one()
        return [self._get_report_cell(name) for name in REPORT_FIELDS]

    def _get_report_cell(self, name):
        field, value = self._fields[name], self[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value)
        if field.type == "float":
            return to_decimal(value, 2)
        if field.type == "date":
            return value and format_date(self.env, value, date_format="dd/MM/yyyy")
        return value
