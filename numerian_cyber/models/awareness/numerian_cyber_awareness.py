# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ...core.gophish import rate

COUNTS = ("sent", "opened", "clicked", "submitted", "reported")


class NumerianCyberAwareness(models.Model):
    """A phishing test sent to the staff of authorities, and what came of it.

    The syndicate keeps counts; what each person did is for their authority alone, on
    its portal, until a day.
    """

    _name = "numerian.cyber.awareness"
    _description = "Awareness Campaign"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date = fields.Date(
        required=True, tracking=True, default=lambda self: fields.Date.today()
    )
    scenario = fields.Char(
        tracking=True, help="What the message pretended to be: a parcel, an invoice…"
    )
    purge_date = fields.Date(
        string="Persons Deleted After",
        compute="_compute_purge_date",
        store=True,
        help="Until then an authority reads what each person did. The counts stay.",
    )
    result_ids = fields.One2many(
        "numerian.cyber.awareness.result", "awareness_id", string="Authorities"
    )
    authority_count = fields.Integer(compute="_compute_totals")
    sent_count = fields.Integer(string="Recipients", compute="_compute_totals")
    click_rate = fields.Float(string="Clicked (%)", compute="_compute_totals")
    submit_rate = fields.Float(string="Gave Data (%)", compute="_compute_totals")
    report_rate = fields.Float(string="Reported (%)", compute="_compute_totals")

    @api.depends("date", "company_id.cyber_awareness_months")
    def _compute_purge_date(self):
        for awareness in self:
            months = awareness.company_id.cyber_awareness_months
            awareness.purge_date = awareness.date and awareness.date + relativedelta(
                months=months
            )

    @api.depends("result_ids.sent_count")
    def _compute_totals(self):
        for awareness in self:
            results = awareness.result_ids
            totals = {n: sum(results.mapped(f"{n}_count")) for n in COUNTS}
            sent = totals["sent"]
            awareness.authority_count = len(results)
            awareness.sent_count = sent
            awareness.click_rate = rate(totals["clicked"], sent)
            awareness.submit_rate = rate(totals["submitted"], sent)
            awareness.report_rate = rate(totals["reported"], sent)

    def action_import(self):
        """Open the import of a file of GoPhish."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_cyber.numerian_cyber_awareness_import_action"
        )
        return action | {"context": {"default_awareness_id": self.id}}

    def action_view_results(self):
        """Show the authorities of the campaign, as a list, graph and pivot."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_cyber.numerian_cyber_awareness_result_action"
        )
        return action | {"domain": [("awareness_id", "=", self.id)], "context": {}}

    def _store_people(self, people_of):
        """Keep what each person did, and the counts of their authority.

        The same file again changes nothing; a later export of GoPhish replaces what the
        earlier one said of the same addresses.

        :param people_of: ``{authority: [gophish.Person]}``
        :raises UserError: if the persons of an authority were deleted already
        """
        self.ensure_one()
        self.check_access("write")
        # sudo: nobody writes results or persons but this import, which may be made
        model = self.env["numerian.cyber.awareness.result"].sudo()
        results = {result.partner_id: result for result in self.sudo().result_ids}
        for partner, people in people_of.items():
            result = results.get(partner.sudo()) or model.create(
                {"awareness_id": self.id, "partner_id": partner.id}
            )
            result._store_people(people)
        self.message_post(
            body=self.env._(
                "Results imported: %(people)s persons of %(authorities)s authorities.",
                people=sum(map(len, people_of.values())),
                authorities=len(people_of),
            )
        )
