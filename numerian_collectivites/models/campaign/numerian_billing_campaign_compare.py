# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

YEAR = relativedelta(years=1)
# The rows of one campaign.
INSERT = """
    INSERT INTO numerian_billing_comparison (
        campaign_id, company_id, partner_id, service_family_id, currency_id,
        service_end, previous_amount, billed_amount, planned_amount,
        current_amount, difference, change_rate, status, rank)
    SELECT %(campaign)s, %(company)s, partner_id, service_family_id,
           currency_id, service_end, previous, billed, planned,
           billed + planned, billed + planned - previous,
           (billed + planned - previous) / NULLIF(ABS(previous), 0),
           status,
           ARRAY_POSITION(ARRAY['missing', 'changed', 'new', 'same'], status)
      FROM (
        SELECT *,
               CASE WHEN billed + planned = previous THEN 'same'
                    WHEN billed + planned = 0 THEN 'missing'
                    WHEN previous = 0 THEN 'new'
                    ELSE 'changed' END AS status
          FROM (%(totals)s) AS totals
      ) AS compared
     WHERE previous != 0 OR billed + planned != 0
"""
# Amounts by authority, family and currency, over the contracts in scope. Contracts and
# amounts are read once each, even where PostgreSQL knows nothing of the tables' sizes.
TOTALS = """
      WITH scope AS MATERIALIZED (%(contracts)s),
           slots AS MATERIALIZED (%(slots)s)
    SELECT contract.commercial_partner_id AS partner_id,
           line.service_family_id,
           COALESCE(line.currency_id, %(currency)s) AS currency_id,
           CASE WHEN COUNT(*) = COUNT(line.date_end)
                THEN MAX(line.date_end) END AS service_end,
           ROUND(SUM(CASE WHEN slot < %(start)s THEN amount ELSE 0 END), 2)
               AS previous,
           ROUND(SUM(CASE WHEN slot >= %(start)s AND NOT planned
                          THEN amount ELSE 0 END), 2) AS billed,
           ROUND(SUM(CASE WHEN planned THEN amount ELSE 0 END), 2) AS planned
      FROM slots
      JOIN contract_line line ON line.id = slots.contract_line_id
      JOIN contract_contract contract ON contract.id = line.contract_id
      JOIN scope ON scope.id = contract.id
     WHERE %(families)s
     GROUP BY 1, 2, 3
"""
# Every amount of the two spans: live documents, adjustments, the plan.
SLOTS = """
    SELECT contract_line_id, slot, amount, planned FROM (
        SELECT contract_line_id, billing_period_start AS slot,
               -amount_currency AS amount, FALSE AS planned
          FROM account_move_line
         WHERE contract_line_id IS NOT NULL AND parent_state != 'cancel'
           AND display_type = 'product'
        UNION ALL
        SELECT adjustment.contract_line_id, adjustment.period_start,
               adjustment.amount, FALSE
          FROM numerian_billing_adjustment adjustment
          LEFT JOIN account_move_line credit
                 ON credit.id = adjustment.move_line_id
         WHERE adjustment.kind IN ('opening', 'goodwill')
           AND (credit.id IS NULL OR credit.parent_state != 'cancel')
        UNION ALL
        SELECT item.contract_line_id, item.period_start, item.amount, TRUE
          FROM numerian_billing_campaign_item item
          JOIN numerian_billing_campaign_line owner
            ON owner.id = item.campaign_line_id
         WHERE item.campaign_id = %(campaign)s
           AND owner.state IN ('planned', 'deferred', 'error')
           AND item.period_start >= %(start)s
    ) AS amounts
    WHERE %(spans)s
"""


class NumerianBillingCampaign(models.Model):
    """What the year before billed for the same periods, and this one does not."""

    _inherit = "numerian.billing.campaign"

    comparison_ids = fields.One2many(
        "numerian.billing.comparison", "campaign_id", readonly=True
    )
    missing_count = fields.Integer(
        compute="_compute_comparison_counts", string="Missing"
    )
    changed_count = fields.Integer(
        compute="_compute_comparison_counts", string="Changed"
    )

    @api.depends("comparison_ids.status")
    def _compute_comparison_counts(self):
        groups = self.env["numerian.billing.comparison"]._read_group(
            [("campaign_id", "in", self.ids)], ["campaign_id", "status"], ["__count"]
        )
        counts = {(campaign.id, status): count for campaign, status, count in groups}
        for campaign in self:
            campaign.missing_count = counts.get((campaign.id, "missing"), 0)
            campaign.changed_count = counts.get((campaign.id, "changed"), 0)

    def action_show_comparison(self):
        """Compare now, then open: what is missing first."""
        self.ensure_one()
        self.check_access("read")
        # sudo: the rows are the same for everybody, readers may open them too; their
        # own rights then say what they see.
        self.sudo()._refresh_comparison()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_billing_comparison_action"
        )
        return action | {"domain": [("campaign_id", "=", self.id)]}

    def _plan(self):
        result = super()._plan()
        self.sudo()._refresh_comparison()
        return result

    def _get_compared_spans(self):
        """Return the first and last day on which the compared periods begin, the year
        before and this one.

        The same part of both years: a monthly service billed until March is compared
        with the first three months of the year before.
        """
        self.ensure_one()
        first = self.exercice_id.date_start
        last = min(self.period_to, self.exercice_id.date_end)
        return (first - YEAR, last - YEAR), (first, last)

    def _refresh_comparison(self):
        """Write the rows of one campaign again, in two statements."""
        self.ensure_one()
        self.env.flush_all()
        self.env["numerian.billing.comparison"].invalidate_model()
        self.env.cr.execute(
            SQL(
                "DELETE FROM numerian_billing_comparison WHERE campaign_id = %s",
                self.id,
            )
        )
        self.env.cr.execute(self._get_comparison_insert())
        self.invalidate_recordset(["comparison_ids", "missing_count", "changed_count"])

    def _get_comparison_insert(self):
        return SQL(
            INSERT,
            campaign=self.id,
            company=self.company_id.id,
            totals=self._get_comparison_totals(),
        )

    def _get_comparison_totals(self):
        """Amounts by authority, family and currency, over the contracts in scope."""
        contracts = (
            self.env["contract.contract"]
            .with_context(active_test=False)
            ._search(self._get_compared_domain())
        )
        families = SQL("TRUE")
        if self.family_ids:
            families = SQL("line.service_family_id IN %s", self.family_ids._ids)
        start = self.exercice_id.date_start
        return SQL(
            TOTALS,
            currency=self.currency_id.id,
            start=start,
            slots=self._get_comparison_slots(),
            contracts=contracts.subselect(),
            families=families,
        )

    def _get_compared_domain(self):
        """Contracts of the campaign's own scope, or only those that arrived late.

        What it takes along from earlier campaigns is compared there.
        """
        scope = self._get_own_scope()
        if scope.families is None or scope.families:
            return self._get_contracts_domain([scope])
        items = self.env["numerian.billing.campaign.item"]._search(
            [("campaign_id", "=", self.id)]
        )
        return Domain("id", "in", items.subselect("contract_id"))

    def _get_comparison_slots(self):
        """Every amount of the two spans: live documents, adjustments, the plan."""
        before, now = self._get_compared_spans()
        spans = SQL("slot BETWEEN %s AND %s OR slot BETWEEN %s AND %s", *before, *now)
        return SQL(
            SLOTS,
            campaign=self.id,
            start=now[0],
            spans=spans,
        )
