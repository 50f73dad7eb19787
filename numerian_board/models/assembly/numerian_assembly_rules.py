# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ...core.ballot import Rules

QUORUMS = [
    ("majority", "More than half of the members"),
    ("half", "Half of the members"),
    ("third", "A third of the members"),
    ("number", "A fixed number of members"),
    ("none", "No condition of quorum"),
]
MAJORITIES = [
    ("cast", "More than half of the votes cast"),
    ("two_thirds", "Two thirds of the votes cast"),
    ("members", "More than half of the members"),
]


class NumerianAssemblyRules(models.AbstractModel):
    """How an assembly is convened, deliberates and votes, and the text that says so.

    A regime has these rules as the law gives them; a body has its own copy, since its
    statutes may say otherwise. Each group of rules has its source, printed on what is
    refused and on the documents. Days are clear days.
    """

    _name = "numerian.assembly.rules"
    _description = "Rules of an Assembly"

    notice_days = fields.Integer(
        string="Notice",
        default=5,
        tracking=True,
        help="Clear days between the notice and the session: neither its day nor that "
        "of the session; week-ends and public holidays count.",
    )
    emergency_days = fields.Integer(
        string="Notice in an Emergency", default=1, tracking=True
    )
    second_notice_days = fields.Integer(
        string="Notice of the Second Session",
        default=3,
        tracking=True,
        help="Clear days, when the first session had no quorum.",
    )
    is_notice_strict = fields.Boolean(
        string="Refuse a Late Notice",
        tracking=True,
        help="Otherwise a late notice is only shown as such.",
    )
    allows_late_items = fields.Boolean(
        string="Items After the Notice",
        tracking=True,
        help="Whether the agenda may still grow once the notice is sent.",
    )
    notice_source = fields.Char(string="Source of the Notice", tracking=True)
    quorum_kind = fields.Selection(
        QUORUMS, string="Quorum", required=True, default="majority", tracking=True
    )
    quorum_number = fields.Integer(
        string="Members for the Quorum", aggregator=False, tracking=True
    )
    quorum_counts_proxies = fields.Boolean(
        string="Proxies Count for the Quorum", tracking=True
    )
    counts_remote = fields.Boolean(
        string="Remote Members Are Present", default=True, tracking=True
    )
    quorum_source = fields.Char(string="Source of the Quorum", tracking=True)
    max_proxies = fields.Integer(
        string="Proxies of One Holder", default=1, aggregator=False, tracking=True
    )
    proxy_source = fields.Char(string="Source of the Proxies", tracking=True)
    majority = fields.Selection(
        MAJORITIES, required=True, default="cast", tracking=True
    )
    has_casting_vote = fields.Boolean(
        string="Casting Vote of the Chair",
        default=True,
        tracking=True,
        help="On a tie, never in a secret ballot.",
    )
    vote_source = fields.Char(string="Source of the Vote", tracking=True)
    needs_transmission = fields.Boolean(
        string="Sent to the Prefecture",
        default=True,
        tracking=True,
        help="A deliberation is in force once published and received there.",
    )
    in_force_source = fields.Char(
        string="Source of the Entry Into Force", tracking=True
    )

    _days_not_negative = models.Constraint(
        "CHECK (notice_days >= 0 AND emergency_days >= 0 AND second_notice_days >= 0)",
        "A notice cannot be negative.",
    )
    _numbers_not_negative = models.Constraint(
        "CHECK (max_proxies >= 0 AND quorum_number >= 0)",
        "A number of members or proxies cannot be negative.",
    )

    def _get_rule_names(self):
        """Return the names of the rules, those that other modules add included."""
        rules = self.env["numerian.assembly.rules"]._fields.values()
        return [field.name for field in rules if field.store and field.name != "id"]

    def _get_ballot_rules(self):
        """Return the rules of quorum and vote as the calculation takes them."""
        if not self:
            return Rules()  # a form being typed: no body yet
        self.ensure_one()
        return Rules(
            quorum=self.quorum_kind,
            quorum_number=self.quorum_number,
            quorum_counts_proxies=self.quorum_counts_proxies,
            counts_remote=self.counts_remote,
            max_proxies=self.max_proxies,
            has_casting_vote=self.has_casting_vote,
            majority=self.majority,
        )
