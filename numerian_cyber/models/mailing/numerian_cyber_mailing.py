# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [
    ("draft", "In preparation"),
    ("running", "Being sent"),
    ("done", "Sent"),
    ("cancelled", "Cancelled"),
]
LINE_STATES = ("waiting", "sent", "error")
IN_BROWSER = 20  # authorities; above, the scheduled action works, not the browser


class NumerianCyberMailing(models.Model):
    """Quotes sent to many authorities at once, and what they answer."""

    _name = "numerian.cyber.mailing"
    _description = "Mailing of Cybersecurity Quotes"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "validity_date desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        string="Contact of the authorities",
        default=lambda self: self.env.user,
        tracking=True,
    )
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, tracking=True
    )
    validity_date = fields.Date(
        string="Answer before",
        required=True,
        tracking=True,
        default=lambda self: fields.Date.context_today(self) + relativedelta(months=1),
    )
    start_date = fields.Date(
        string="Services start on",
        required=True,
        tracking=True,
        default=lambda self: (
            fields.Date.context_today(self) + relativedelta(months=2, day=1)
        ),
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Tariff",
        required=True,
        tracking=True,
        check_company=True,
        default=lambda self: self._default_pricelist(),
    )
    commitment_months = fields.Integer(string="Commitment (months)", default=36)
    service_ids = fields.Many2many(
        "numerian.cyber.service",
        string="Ticked in advance",
        check_company=True,
        help="Proposed to every authority that has counted what they are for; each "
        "authority then unticks what it does not want.",
    )
    reminder_days = fields.Integer(
        string="Reminder (days before)",
        default=7,
        help="Sent once to those that have not signed; 0: no reminder.",
    )
    line_ids = fields.One2many(
        "numerian.cyber.mailing.line", "mailing_id", string="Authorities"
    )
    order_ids = fields.One2many("sale.order", "cyber_mailing_id", string="Quotes")
    authority_count = fields.Integer(compute="_compute_progress")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_progress")
    sent_count = fields.Integer(string="Sent to", compute="_compute_progress")
    error_count = fields.Integer(string="Errors", compute="_compute_progress")
    progress = fields.Float(compute="_compute_progress", help="Percent.")
    signed_count = fields.Integer(string="Signatures", compute="_compute_expected")
    year1_amount = fields.Monetary(
        string="Expected in year 1",
        compute="_compute_expected",
        help="Quotes ticked or signed, excluding VAT.",
    )
    year2_amount = fields.Monetary(
        string="Expected in year 2", compute="_compute_expected"
    )
    year3_amount = fields.Monetary(
        string="Expected in year 3", compute="_compute_expected"
    )
    subsidy_amount = fields.Monetary(
        string="Expected subsidies", compute="_compute_expected"
    )

    _reminder_not_negative = models.Constraint(
        "CHECK (reminder_days >= 0)", "A reminder is sent zero days before or more."
    )

    @api.model
    def _default_pricelist(self):
        model = self.env["product.pricelist"]
        return model._get_cyber_tariff(
            self.env.company, fields.Date.context_today(self)
        )

    @api.depends("line_ids.state")
    def _compute_progress(self):
        groups = self.env["numerian.cyber.mailing.line"]._read_group(
            [("mailing_id", "in", self.ids)], ["mailing_id", "state"], ["__count"]
        )
        counts = {(mailing.id, state): count for mailing, state, count in groups}
        for mailing in self:
            found = {state: counts.get((mailing.id, state), 0) for state in LINE_STATES}
            total = sum(found.values())
            mailing.authority_count = total
            mailing.waiting_count = found["waiting"]
            mailing.sent_count = found["sent"]
            mailing.error_count = found["error"]
            handled = total - found["waiting"]
            mailing.progress = 100.0 * handled / total if total else 0.0

    @api.depends("order_ids.cyber_answer", "order_ids.cyber_year1_amount")
    def _compute_expected(self):
        for mailing in self:
            wanted = mailing.order_ids.filtered(
                lambda order: order.cyber_answer in ("ticked", "signed")
            )
            signed = wanted.filtered(lambda order: order.cyber_answer == "signed")
            mailing.signed_count = len(signed)
            for year in (1, 2, 3):
                amounts = wanted.mapped(f"cyber_year{year}_amount")
                mailing[f"year{year}_amount"] = sum(amounts)
            mailing.subsidy_amount = sum(wanted.mapped("cyber_subsidy_amount"))

    @api.onchange("pricelist_id", "start_date")
    def _onchange_dates(self):
        if self.start_date and self.validity_date and self._is_late():
            return {
                "warning": {
                    "title": self.env._("Services before the answers"),
                    "message": self.env._(
                        "The services start before the last day to answer: those who "
                        "answer late would pay for days gone by."
                    ),
                }
            }
        return None

    def _is_late(self):
        return self.start_date < self.validity_date

    # What people do

    def action_start(self):
        """Make the quotes and mail them: at once when few, else in the background."""
        self.ensure_one()
        self._check_can_start()
        self.state = "running"
        if len(self.line_ids) <= IN_BROWSER:
            self._work()
            return None
        self.env.ref("numerian_cyber.ir_cron_mailing")._trigger()
        return None

    def action_retry(self):
        """Take up the authorities in error once more."""
        self.ensure_one()
        failed = self.line_ids.filtered(lambda line: line.state == "error")
        failed.write({"state": "waiting", "error": False})
        return self.action_start()

    def action_cancel(self):
        """Send nothing more; quotes that are out stay what they are."""
        self.write({"state": "cancelled"})

    def _check_can_start(self):
        if not self.waiting_count:
            raise UserError(self.env._("Add the authorities first."))
        if self.validity_date < fields.Date.context_today(self):
            raise UserError(
                self.env._("The last day to answer has passed: choose a later one.")
            )
        if self.state == "cancelled":
            raise UserError(self.env._("This mailing is cancelled: make a new one."))
        self.pricelist_id._check_in_force(self.start_date)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if self.order_ids:
            raise UserError(
                self.env._(
                    "Quotes were made by this mailing: cancel it, keep its trace."
                )
            )

    def action_show_answers(self):
        """Open the board of answers: by answer, with the expected amounts."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_cyber.sale_order_action_answers"
        )
        return action | {
            "domain": [("cyber_mailing_id", "=", self.id)],
            "display_name": self.env._("Answers: %s", self.name),
        }
