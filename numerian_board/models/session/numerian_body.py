# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...core import ballot

# The group of rules of each refusal, whose source is shown.
SOURCES = {
    "no_quorum": "quorum_source",
    "too_many_proxies": "proxy_source",
    "proxy_to_oneself": "proxy_source",
    "proxy_to_stranger": "proxy_source",
}


class NumerianBody(models.Model):
    """What the calculation refuses, said in words with the text that says so."""

    _inherit = "numerian.body"

    standing_item_ids = fields.One2many(
        "numerian.standing.item",
        "body_id",
        string="Standing Items",
        default=lambda self: self._default_standing_item_ids(),
    )
    session_ids = fields.One2many("numerian.session", "body_id")

    @api.model
    def _default_standing_item_ids(self):
        minutes = self.env._("Approval of the minutes of the previous session")
        return [
            Command.create({"sequence": 1, "name": minutes, "kind": "minutes"}),
            Command.create(
                {
                    "sequence": 1000,
                    "name": self.env._("Other business"),
                    "kind": "other",
                }
            ),
        ]

    def _check_quorum(self, roll):
        self._refuse(ballot.check_quorum, roll)

    def _check_proxies(self, session):
        seats = session._get_seats(self)
        self._refuse(ballot.check_proxies, seats, self._get_ballot_rules())

    def _refuse(self, calculate, *arguments):
        """Return what a calculation gives.

        :raises UserError: what it refuses, with the rule and its source
        """
        self.ensure_one()
        try:
            return calculate(*arguments)
        except ballot.BallotRefused as refusal:
            source = self[SOURCES.get(refusal.code, "vote_source")]
            text = self._get_refusal(refusal)
            raise UserError(
                f"{text.removesuffix('.')} ({source})." if source else text
            ) from refusal

    def _get_refusal(self, refusal):
        """Return the sentence of a refusal."""
        mandates = self.env["numerian.mandate"]
        names = {
            name: mandates.browse(value).display_name
            if name in ("giver", "holder", "seat")
            else value
            for name, value in refusal.facts.items()
        }
        return self._get_refusal_texts()[refusal.code] % names

    def _get_refusal_texts(self):
        """Return the sentence of each rule that may be broken."""
        return {
            "no_quorum": self.env._(
                "No quorum: %(counted)s members counted, %(needed)s needed."
            ),
            "too_many_proxies": self.env._(
                "%(holder)s would have %(number)s proxies, %(allowed)s at most."
            ),
            "proxy_to_oneself": self.env._(
                "%(giver)s gives a proxy to another member."
            ),
            "proxy_to_stranger": self.env._(
                "%(giver)s gives a proxy to a member convened to this session."
            ),
            "not_a_voter": self.env._("%(seat)s does not vote on this item."),
            "unknown_vote": self.env._("%(seat)s: unknown vote."),
            "negative_votes": self.env._("A number of votes cannot be negative."),
            "blank_without_papers": self.env._(
                "%(blank)s blank papers: they exist in a secret ballot only."
            ),
            "too_many_votes": self.env._(
                "%(votes)s votes for %(voices)s voices: recount."
            ),
        }
