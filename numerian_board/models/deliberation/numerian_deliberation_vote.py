# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...core import ballot

MODES = [
    ("hands", "Show of hands"),
    ("by_name", "By name"),
    ("secret", "Secret ballot"),
]


class NumerianDeliberation(models.Model):
    """Voting: who may vote is frozen when the item is put to the vote."""

    _inherit = "numerian.deliberation"

    vote_mode = fields.Selection(
        MODES,
        string="Ballot",
        required=True,
        default="hands",
        copy=False,
        tracking=True,
    )
    is_vote_open = fields.Boolean(readonly=True, copy=False)
    vote_line_ids = fields.One2many(
        "numerian.vote.line", "deliberation_id", string="Voters", copy=False
    )
    serving_count = fields.Integer(string="Members", readonly=True, copy=False)
    serving_voices = fields.Integer(readonly=True, copy=False)
    quorum_needed = fields.Integer(readonly=True, copy=False)
    quorum_count = fields.Integer(string="Members Present", readonly=True, copy=False)
    voice_count = fields.Integer(string="Voices", readonly=True, copy=False)
    votes_for = fields.Integer(string="For", copy=False, tracking=True)
    votes_against = fields.Integer(string="Against", copy=False, tracking=True)
    abstentions = fields.Integer(copy=False, tracking=True)
    blank_votes = fields.Integer(
        string="Blank or Void",
        copy=False,
        tracking=True,
        help="Papers of a secret ballot.",
    )
    chair_vote = fields.Selection(
        [("for", "For"), ("against", "Against"), ("abstain", "Abstains")],
        string="Vote of the Chair",
        copy=False,
        help="It decides a tie on a show of hands, if the assembly has this rule.",
    )

    def action_open_vote(self):
        """Put the item to the vote: check the quorum, freeze who votes.

        :raises UserError: the session is not open, or there is no quorum
        """
        for deliberation in self:
            deliberation._check_may_vote()
            body, item = deliberation.body_id, deliberation.item_id
            roll = item._get_roll()
            body._check_proxies(deliberation.session_id)
            body._check_quorum(roll)
            # sudo: the electorate is read from the presences, nobody enters it
            deliberation.sudo().write(deliberation._prepare_roll_vals(roll))

    def _check_may_vote(self):
        self.ensure_one()
        self.check_access("write")
        if self.session_state != "open":
            raise UserError(
                self.env._(
                    "“%(name)s”: a vote takes place in a session that is open.",
                    name=self.name,
                )
            )
        if self.outcome:
            raise UserError(
                self.env._("“%(name)s” is settled already.", name=self.name)
            )

    def _prepare_roll_vals(self, roll):
        """Return the electorate as it is frozen."""
        lines = [
            Command.create(
                {
                    "mandate_id": seat,
                    "holder_id": holder,
                    "weight": roll.weights[seat],
                }
            )
            for seat, holder in roll.holders.items()
        ]
        return {
            "is_vote_open": True,
            "serving_count": roll.serving,
            "serving_voices": roll.serving_voices,
            "quorum_needed": roll.needed,
            "quorum_count": roll.counted,
            "voice_count": roll.voices,
            "vote_line_ids": [Command.clear(), *lines],
        }

    def _get_frozen_roll(self):
        """Return the electorate as it was when the vote opened."""
        self.ensure_one()
        lines = self.vote_line_ids
        return ballot.Roll(
            serving=self.serving_count,
            serving_voices=self.serving_voices,
            needed=self.quorum_needed,
            counted=self.quorum_count,
            present=tuple(
                line.mandate_id.id
                for line in lines
                if line.mandate_id == line.holder_id
            ),
            holders={line.mandate_id.id: line.holder_id.id for line in lines},
            weights={line.mandate_id.id: line.weight for line in lines},
        )

    def action_all_for(self):
        """Let everybody vote for, by name; the exceptions are changed next."""
        for deliberation in self:
            if not deliberation.is_vote_open:
                deliberation.action_open_vote()
            deliberation.vote_mode = "by_name"
            deliberation.vote_line_ids.value = ballot.FOR

    @api.constrains("vote_mode", "vote_line_ids")
    def _check_secrecy(self):
        for deliberation in self.filtered(lambda d: d.vote_mode == "secret"):
            if any(deliberation.vote_line_ids.mapped("value")):
                raise UserError(
                    self.env._("In a secret ballot, nobody's vote is recorded.")
                )

    def _get_result_names(self):
        return super()._get_result_names() + [
            "is_vote_open",
            "serving_count",
            "serving_voices",
            "quorum_needed",
            "quorum_count",
            "voice_count",
        ]
