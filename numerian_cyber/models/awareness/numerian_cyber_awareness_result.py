# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...core.gophish import rate
from .numerian_cyber_awareness import COUNTS

RATES = {
    "open_rate": "opened_count",
    "click_rate": "clicked_count",
    "submit_rate": "submitted_count",
    "report_rate": "reported_count",
}


class NumerianCyberAwarenessResult(models.Model):
    """What the staff of one authority did with a phishing test: counts, no names."""

    _name = "numerian.cyber.awareness.result"
    _description = "Awareness Campaign of an Authority"
    _order = "date desc, partner_id, id"
    _rec_names_search = ["awareness_id.name", "partner_id.name"]

    awareness_id = fields.Many2one(
        "numerian.cyber.awareness",
        string="Campaign",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="awareness_id.company_id", store=True, precompute=True, index=True
    )
    date = fields.Date(related="awareness_id.date", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        required=True,
        index=True,
        ondelete="restrict",
    )
    sent_count = fields.Integer(string="Recipients", readonly=True)
    opened_count = fields.Integer(string="Openings", readonly=True)
    clicked_count = fields.Integer(string="Clicks", readonly=True)
    submitted_count = fields.Integer(string="Data Given", readonly=True)
    reported_count = fields.Integer(string="Reports", readonly=True)
    open_rate = fields.Float(
        string="Opened (%)", compute="_compute_rates", store=True, aggregator="avg"
    )
    click_rate = fields.Float(
        string="Clicked (%)", compute="_compute_rates", store=True, aggregator="avg"
    )
    submit_rate = fields.Float(
        string="Gave Data (%)", compute="_compute_rates", store=True, aggregator="avg"
    )
    report_rate = fields.Float(
        string="Reported (%)", compute="_compute_rates", store=True, aggregator="avg"
    )
    is_purged = fields.Boolean(
        string="Persons Deleted",
        readonly=True,
        help="What each person did is no longer known to anybody.",
    )

    _authority_uniq = models.Constraint(
        "UNIQUE (awareness_id, partner_id)",
        "This authority is in the campaign already.",
    )

    @api.depends("sent_count", *RATES.values())
    def _compute_rates(self):
        for result in self:
            for name, counted in RATES.items():
                result[name] = rate(result[counted], result.sent_count)

    @api.depends("awareness_id.name", "partner_id.name")
    def _compute_display_name(self):
        for result in self:
            names = (result.awareness_id.name, result.partner_id.name)
            result.display_name = " - ".join(filter(None, names))

    def _get_people(self):
        """Return what each person did; only for their authority.

        In sudo: nobody has a right on them, the caller has checked who asks.
        """
        self.ensure_one()
        people = self.env["numerian.cyber.awareness.person"].sudo()
        return people.search([("result_id", "=", self.id)])

    def _store_people(self, people):
        """Replace what is known of these addresses, and count again."""
        self.ensure_one()
        if self.is_purged:
            raise UserError(
                self.env._(
                    "What each person of %(authority)s did was deleted, as announced: "
                    "import into a new campaign.",
                    authority=self.partner_id.name,
                )
            )
        emails = {person.email for person in people}
        self._get_people().filtered(lambda p: p.email in emails).unlink()
        model = self.env["numerian.cyber.awareness.person"].sudo()
        model.create([model._prepare_vals(self, person) for person in people])
        self._count_people()

    def _count_people(self):
        people = self._get_people()
        self.write(
            {f"{name}_count": len(people.filtered(f"is_{name}")) for name in COUNTS}
        )

    # Persons are not kept for ever

    @api.model
    def _cron_purge(self):
        """Delete what each person did once the time announced has passed."""
        today = fields.Date.context_today(self)
        self.search(
            [("is_purged", "=", False), ("awareness_id.purge_date", "<", today)]
        )._purge()

    def _purge(self):
        people = self.env["numerian.cyber.awareness.person"].sudo()
        people.search([("result_id", "in", self.ids)]).unlink()
        self.is_purged = True
        for awareness in self.awareness_id:
            awareness.message_post(
                body=self.env._("What each person did is deleted: the counts stay.")
            )

    # The report of an authority

    def _get_history(self):
        """Return the campaigns of the authority until this one, the latest first."""
        self.ensure_one()
        return self.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("date", "<=", self.date),
            ]
        )

    def _get_steps(self):
        """Return the rows of the report: label, count, share here, share of all.

        :return: shares of those who received the message, in [0, 1]
        """
        self.ensure_one()
        others = self.sudo().awareness_id.result_ids  # of all, without their names
        sent = sum(others.mapped("sent_count"))
        labels = {
            "open_rate": self.env._("Opened the message"),
            "click_rate": self.env._("Clicked the link"),
            "submit_rate": self.env._("Gave data to the page"),
            "report_rate": self.env._("Reported the message"),
        }
        return [
            {
                "label": label,
                "count": self[RATES[name]],
                "rate": self[name],
                "all_rate": rate(sum(others.mapped(RATES[name])), sent),
            }
            for name, label in labels.items()
        ]

    def _get_document_name(self):
        self.ensure_one()
        return self.env._("Awareness - %(name)s", name=self.display_name)

    @api.model
    def _format_rate(self, share):
        """Write a share in percent, one decimal: 37,5 %."""
        lang = self.env["res.lang"]._get_data(code=self.env.user.lang or "fr_FR")
        point = lang.decimal_point or ","
        return f"{100 * share:.1f}".replace(".", point) + "\N{NO-BREAK SPACE}%"
