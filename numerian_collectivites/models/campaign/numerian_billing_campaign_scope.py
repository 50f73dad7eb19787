# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Domain

from ...core.billing_calendar import Scope

SCOPE_FIELDS = [
    "date",
    "exercice_id",
    "family_ids",
    "include_late",
    "minimum_amount",
    "partner_ids",
    "period_to",
    "regularise_from",
]


class NumerianBillingCampaign(models.Model):
    """What a campaign takes: its own services, and what earlier campaigns left.

    An earlier campaign leaves small sums, which any later one takes along, and the
    contracts that arrived once it had run, which wait for a campaign of late starts or
    for the last one of the exercice.
    """

    _inherit = "numerian.billing.campaign"

    include_late = fields.Boolean(
        string="Contracts That Arrived During the Year",
        tracking=True,
        help="Also bills what the earlier campaigns of the exercice should have billed "
        "and did not: the contracts that arrived since, over the same periods. Without "
        "a family, bills nothing else.",
    )

    def _takes_late(self):
        return self.include_late or self.is_last

    def _get_scopes(self):
        """Return what the campaign takes, its own scope first; three queries."""
        self.ensure_one()
        earlier = self._get_earlier_campaigns()
        if self._takes_late():
            left = [campaign._get_own_scope() for campaign in earlier]
            left = [scope._replace(minimum=self.minimum_amount) for scope in left]
        else:
            left = self._get_deferred_scopes(earlier)
        return [self._get_own_scope(), *left]

    def _get_earlier_campaigns(self):
        """Return the campaigns of the exercice whose date comes before."""
        return self.search_fetch(self._get_earlier_domain(), SCOPE_FIELDS)

    def _get_earlier_domain(self):
        before = Domain("date", "<", self.date)
        if self._origin:
            before |= Domain("date", "=", self.date) & Domain(
                "id", "<", self._origin.id
            )
        return before & self._get_siblings_domain()

    def _get_siblings_domain(self):
        """The other campaigns of the exercice that stand."""
        return Domain(
            [
                ("id", "!=", self._origin.id),
                ("exercice_id", "=", self.exercice_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "!=", "cancelled"),
            ]
        )

    def _get_own_scope(self):
        """Return what the campaign bills by itself: its families, or all of them."""
        self.ensure_one()
        families = frozenset(self.family_ids._origin.ids)
        partners = frozenset(self.partner_ids._origin.commercial_partner_id.ids)
        return Scope(
            families if families or self.include_late else None,
            partners or None,
            self.regularise_from,
            self.period_to,
            self.minimum_amount,
        )

    def _get_deferred_scopes(self, earlier):
        """Return the scopes of earlier campaigns for the authorities they deferred.

        What is left alone of them waits for the minimum of the campaign that deferred
        it: a monthly campaign without a minimum does not send the small sums of May.
        """
        groups = self.env["numerian.billing.campaign.line"]._read_group(
            [("campaign_id", "in", earlier.ids), ("state", "=", "deferred")],
            ["campaign_id"],
            ["partner_id:array_agg"],
        )
        scopes = []
        for campaign, partner_ids in groups:
            scopes += [
                scope.narrow(partner_ids)._replace(
                    minimum=max(self.minimum_amount, campaign.minimum_amount)
                )
                for scope in campaign._get_left_scopes(earlier)
            ]
        return scopes

    def _get_left_scopes(self, earlier):
        """Return what a campaign took, itself and from those before it."""
        own = [self._get_own_scope()]
        if not self._takes_late():
            return own
        before = earlier.filtered(lambda c: (c.date, c.id) < (self.date, self.id))
        return own + [campaign._get_own_scope() for campaign in before]

    def _get_contracts_domain(self, scopes):
        domain = Domain(
            [
                ("company_id", "=", self.company_id.id),
                ("generation_type", "=", "campaign"),
            ]
        )
        if self.partner_ids:
            partners = self.partner_ids.commercial_partner_id
            domain &= Domain("commercial_partner_id", "in", partners.ids)
        return domain & Domain.OR(map(self._get_scope_domain, scopes))

    def _get_scope_domain(self, scope):
        domain = Domain.TRUE
        if scope.families is not None:
            families = list(scope.families)
            domain &= Domain("contract_line_ids.service_family_id", "in", families)
        if scope.partners is not None:
            domain &= Domain("commercial_partner_id", "in", list(scope.partners))
        return domain

    def _get_scope_deltas(self, contracts, scopes):
        return self.env["numerian.billing.ledger"]._get_deltas(
            contracts,
            min(scope.since for scope in scopes),
            max(scope.until for scope in scopes),
        )

    def _is_in_scope(self, line, delta, scopes):
        """What a scope takes; never a credit of an earlier exercice."""
        if delta.amount < 0 and delta.period.last < self.exercice_id.date_start:
            return False
        return bool(self._get_scopes_of(line, delta, scopes))

    def _get_scopes_of(self, line, delta, scopes):
        family = line.service_family_id.id or None
        partner = line.contract_id.commercial_partner_id.id
        return [scope for scope in scopes if scope.takes(family, partner, delta.period)]

    def _get_minimum(self, pairs, scopes):
        """Return the total below which an invoice waits: the lowest that applies."""
        return min(
            scope.minimum
            for line, delta in pairs
            for scope in self._get_scopes_of(line, delta, scopes)
        )

    def _waits_elsewhere(self, pairs, scopes):
        """Whether small sums of earlier campaigns, alone, stay deferred there."""
        if self._takes_late() or any(
            scopes[0] in self._get_scopes_of(line, delta, scopes)
            for line, delta in pairs
        ):
            return False
        total = sum(delta.amount for _line, delta in pairs)
        return 0 <= total < self._get_minimum(pairs, scopes)

    def _defer_small_sums(self, lines, groups, scopes):
        """Defer what became too small since it was planned; return those lines.

        A campaign planned ahead counted what another one has billed since.
        """
        small = lines.browse()
        for line in lines:
            pairs = groups.get(line._get_key())
            if not pairs:
                continue
            amounts = self._get_amounts([delta for _line, delta in pairs])
            minimum = self._get_minimum(pairs, scopes)
            if self._get_planned_state(amounts, minimum) == "deferred":
                line._refresh_items(pairs)
                small |= line
        small.write({"state": "deferred"})
        return small
