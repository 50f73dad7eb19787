# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

CONTRACT_FIELDS = [
    "active",
    "partner_id",
    "invoice_partner_id",
    "commercial_partner_id",
    "journal_id",
    "manual_currency_id",
    "fiscal_position_id",
    "payment_term_id",
    "company_id",
]
CONTRACT_LINE_FIELDS = ["contract_id", "service_family_id"]


class NumerianBillingCampaign(models.Model):
    """Planning: which slots a campaign settles, gathered by invoice to be.

    In a constant number of queries, whatever the number of contracts.
    """

    _inherit = "numerian.billing.campaign"

    def action_plan(self):
        """Compute what is to bill; nothing is created but the plan itself."""
        for campaign in self:
            campaign._check_can_plan()
            campaign._plan()
        return True

    def _check_can_plan(self):
        if self.state not in ("draft", "planned", "done"):
            raise UserError(
                self.env._(
                    "“%(campaign)s” is running or cancelled: it cannot be planned now.",
                    campaign=self.name,
                )
            )
        self._check_dates()

    def _check_dates(self):
        """The exercice and the books admit the invoice date."""
        self.exercice_id._check_open_on(self.date)
        self._check_lock_dates()

    def _check_lock_dates(self):
        """Odoo would move the accounting date of a locked period by itself."""
        violations = self.company_id._get_lock_date_violations(
            self.date, fiscalyear=True, sale=True, purchase=False, tax=True, hard=True
        )
        if violations:
            raise UserError(
                self.env._(
                    "The books are closed on %(date)s: choose another invoice date for "
                    "“%(campaign)s”.",
                    date=format_date(self.env, self.date),
                    campaign=self.name,
                )
            )

    def _plan(self):
        """Replace what is planned by what the ledger says now; what is billed stays."""
        self.ensure_one()
        scopes = self._get_scopes()
        contracts = self._get_contracts(scopes=scopes)
        if not contracts:
            raise UserError(self._get_no_contract_message())
        self.line_ids.filtered(lambda line: not line._is_settled()).unlink()
        excluded = self.line_ids.filtered(lambda line: line.state == "excluded")
        excluded_keys = {line._get_key() for line in excluded}
        groups = {
            key: pairs
            for key, pairs in self._get_groups(contracts, scopes).items()
            if key not in excluded_keys and not self._waits_elsewhere(pairs, scopes)
        }
        self._create_lines(groups, scopes)
        self.write({"state": "planned", "planned_on": fields.Datetime.now()})

    def _get_no_contract_message(self):
        return self.env._(
            "“%(campaign)s”: no contract in its scope. Choose families or authorities "
            "that have contracts to bill.",
            campaign=self.name,
        )

    def _get_contracts(self, partners=None, scopes=None):
        """Return the contracts in scope, of all authorities or of some."""
        domain = self._get_contracts_domain(scopes or self._get_scopes())
        if partners is not None:
            domain &= Domain("commercial_partner_id", "in", partners.ids)
        return self.env["contract.contract"].search_fetch(domain, CONTRACT_FIELDS)

    def _get_groups(self, contracts, scopes=None):
        """Return ``{key of the invoice: [(contract line, delta)]}``."""
        scopes = scopes or self._get_scopes()
        deltas = self._get_scope_deltas(contracts, scopes)
        contract_lines = self.env["contract.line"].search_fetch(
            [("id", "in", [delta.line_id for delta in deltas])], CONTRACT_LINE_FIELDS
        )
        get_key = self.env["numerian.billing.document"]._get_group_key
        by_id = {line.id: line for line in contract_lines}
        groups = defaultdict(list)
        for delta in deltas:
            line = by_id.get(delta.line_id)
            if line and self._is_in_scope(line, delta, scopes):
                groups[get_key(line.contract_id)].append((line, delta))
        return groups

    def _create_lines(self, groups, scopes):
        """Create one line per invoice to be, then its items, in two batches."""
        quiet = {"tracking_disable": True, "mail_create_nosubscribe": True}
        lines = self.line_ids.with_context(**quiet).create(
            [
                self._prepare_line_vals(key, pairs, self._get_minimum(pairs, scopes))
                for key, pairs in groups.items()
            ]
        )
        items = []
        for line, pairs in zip(lines, groups.values(), strict=True):
            items += [line._prepare_item_vals(*pair) for pair in pairs]
        self.env["numerian.billing.campaign.item"].create(items)

    def _prepare_line_vals(self, key, pairs, minimum):
        """Values of one invoice to be.

        :param minimum: euros excl. VAT below which it is deferred
        """
        partner, journal, currency, fiscal_position, payment_term = key
        amounts = self._get_amounts([delta for _line, delta in pairs])
        return amounts | {
            "campaign_id": self.id,
            "partner_id": pairs[0][0].contract_id.commercial_partner_id.id,
            "invoice_partner_id": partner,
            "journal_id": journal,
            "currency_id": currency,
            "fiscal_position_id": fiscal_position,
            "payment_term_id": payment_term,
            "state": self._get_planned_state(amounts, minimum),
        }

    def _get_amounts(self, deltas):
        owed = sum(delta.amount for delta in deltas if delta.amount > 0)
        owed_back = sum(delta.amount for delta in deltas if delta.amount < 0)
        return {
            "invoice_amount": float(owed),
            "credit_amount": float(owed_back),
            "amount": float(owed + owed_back),
        }

    def _get_planned_state(self, amounts, minimum):
        """Small sums wait for a later campaign, credits never do."""
        small = 0 <= amounts["amount"] < minimum
        return "deferred" if small and not self.is_last else "planned"
