# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...core import ballot

EMPTY_COUNT = {
    "votes_for": 0,
    "votes_against": 0,
    "abstentions": 0,
    "blank_votes": 0,
}


class NumerianDeliberation(models.Model):
    """The result: computed, never entered; the number comes with it."""

    _inherit = "numerian.deliberation"

    not_voting = fields.Integer(string="Not Taking Part", readonly=True, copy=False)
    used_casting_vote = fields.Boolean(
        string="Casting Vote Used", readonly=True, copy=False
    )
    is_unanimous = fields.Boolean(string="Unanimous", readonly=True, copy=False)
    vote_summary = fields.Char(string="Result", compute="_compute_vote_summary")

    @api.depends("outcome", "votes_for", "votes_against", "abstentions", "not_voting")
    def _compute_vote_summary(self):
        for deliberation in self:
            deliberation.vote_summary = deliberation._get_vote_summary()

    def _get_vote_summary(self):
        """Return the result in a sentence, as the minutes say it."""
        if self.outcome == "postponed":
            return self.env._("Postponed.")
        if self.outcome == "noted":
            return self.env._("The assembly takes note.")
        if not self.outcome:
            return False
        if self.is_unanimous:
            return self.env._("Adopted unanimously.")
        return " ".join(self._get_vote_sentences())

    def _get_vote_sentences(self):
        texts = [
            self.env._("Adopted:")
            if self.outcome == "adopted"
            else self.env._("Rejected:"),
            self.env._(
                "%(votes_for)s for, %(against)s against, %(abstentions)s abstentions.",
                votes_for=self.votes_for,
                against=self.votes_against,
                abstentions=self.abstentions,
            ),
        ]
        if self.blank_votes:
            texts.append(
                self.env._("Blank or void: %(blank)s.", blank=self.blank_votes)
            )
        if self.not_voting:
            texts.append(
                self.env._("Not taking part: %(number)s.", number=self.not_voting)
            )
        if self.used_casting_vote:
            texts.append(self.env._("The chair has the casting vote."))
        return texts

    def action_record_vote(self):
        """Compute the result of the votes entered, and number the deliberation.

        :raises UserError: an impossible count, or votes still to enter
        """
        for deliberation in self:
            deliberation._check_may_vote()
            if not deliberation.is_vote_open:
                raise UserError(self.env._("Put the item to the vote first."))
            roll, count = deliberation._get_frozen_roll(), deliberation._get_count()
            result = deliberation.body_id._refuse(
                ballot.decide,
                roll,
                count,
                deliberation.item_id._get_ballot_rules(),
                deliberation.vote_mode,
                deliberation._get_chair_vote(),
            )
            deliberation._set_result(result)

    def _get_count(self):
        """Return the votes: counted by name, or the totals entered."""
        if self.vote_mode != ballot.BY_NAME:
            return ballot.Count(
                self.votes_for, self.votes_against, self.abstentions, self.blank_votes
            )
        missing = self.vote_line_ids.filtered(lambda line: not line.value)
        if missing:
            raise UserError(
                self.env._(
                    "Enter the vote of %(persons)s.",
                    persons=", ".join(missing.mandate_id.mapped("display_name")),
                )
            )
        votes = {line.mandate_id.id: line.value for line in self.vote_line_ids}
        return self.body_id._refuse(
            ballot.count_by_name, self._get_frozen_roll(), votes
        )

    def _get_chair_vote(self):
        """Return how the chair voted, if it is known: by name, or as entered."""
        if self.vote_mode != ballot.BY_NAME:
            return self.chair_vote
        chair = self.session_id.chair_id
        return self.vote_line_ids.filtered(lambda line: line.mandate_id == chair).value

    def action_unanimous(self):
        """Everybody there votes for, on a show of hands: one click."""
        for deliberation in self:
            if not deliberation.is_vote_open:
                deliberation.action_open_vote()
            voices = {"votes_for": deliberation.voice_count, "vote_mode": "hands"}
            deliberation.write(EMPTY_COUNT | voices)
            deliberation.action_record_vote()

    def action_take_note(self):
        """The assembly takes note; nobody votes.

        :raises UserError: it decides something, that has to be voted
        """
        for deliberation in self:
            deliberation._check_no_matters()
            if not deliberation.is_vote_open:
                deliberation.action_open_vote()
            roll = deliberation._get_frozen_roll()
            deliberation._set_result(
                deliberation.body_id._refuse(ballot.take_note, roll)
            )

    def _check_no_matters(self):
        if self._has_matters():
            raise UserError(
                self.env._(
                    "“%(name)s” decides something: it is put to the vote, the assembly "
                    "does not only take note of it.",
                    name=self.name,
                )
            )

    def _has_matters(self):
        """Return whether the deliberation decides more than its text; extend."""
        self.ensure_one()
        return False

    def action_postpone(self):
        """Leave the item undecided; a draft of the same text waits for a session."""
        for deliberation in self:
            deliberation._check_may_vote()
            waiting = deliberation.copy(
                {
                    "origin_id": deliberation.id,
                    "ratifies_id": deliberation.ratifies_id.id,
                }
            )
            deliberation._move_matters(waiting)
            # sudo: the result is not entered by anybody
            deliberation.sudo().write({"outcome": "postponed", "is_vote_open": False})
            waiting.message_post(
                body=self.env._(
                    "Postponed from %(session)s.",
                    session=deliberation.session_id.display_name,
                )
            )

    def _move_matters(self, waiting):
        """Give the next deliberation what this one was about to decide; extend."""
        self.ensure_one()

    def action_redo_vote(self):
        """Cancel the result while the session is open; the number is kept."""
        for deliberation in self:
            deliberation._check_may_redo()
            # sudo: the result is not entered by anybody
            deliberation.sudo().write(
                EMPTY_COUNT
                | {
                    "outcome": False,
                    "is_vote_open": False,
                    "is_unanimous": False,
                    "used_casting_vote": False,
                    "not_voting": 0,
                    "vote_line_ids": [Command.clear()],
                }
            )
            for waiting in deliberation.next_ids:
                waiting._move_matters(deliberation)
                waiting.unlink()
            deliberation._message_log(body=self.env._("The vote is done again."))

    def _check_may_redo(self):
        self.check_access("write")
        if self.session_state != "open" or not self.outcome:
            raise UserError(
                self.env._("A vote is done again while its session is open.")
            )
        if self.received_on or self.published_on:
            raise UserError(
                self.env._(
                    "%(deliberation)s is published: it is withdrawn, not voted again.",
                    deliberation=self.display_name,
                )
            )

    def _set_result(self, result):
        """Write a result, and draw the number; minutes have none."""
        self.ensure_one()
        # sudo: the result is computed, not entered by anybody
        deliberation = self.sudo()
        deliberation.write(self._prepare_result_vals(result))
        if deliberation.vote_mode != ballot.BY_NAME:
            deliberation.vote_line_ids.value = False  # begun by name, then not
        if not deliberation.number and not deliberation.is_minutes:
            deliberation._draw_number()

    def _prepare_result_vals(self, result):
        return {
            "outcome": result.outcome,
            "decided_on": self.session_id.date,
            "votes_for": result.count.votes_for,
            "votes_against": result.count.against,
            "abstentions": result.count.abstentions,
            "blank_votes": result.count.blank,
            "not_voting": result.not_voting,
            "used_casting_vote": result.used_casting_vote,
            "is_unanimous": result.is_unanimous,
            "is_vote_open": False,
        }

    def _draw_number(self):
        """Number the deliberation in its body and year: 2022_CA_012."""
        year = self.decided_on.year
        rank = self.env["numerian.deliberation.counter"]._draw(self.body_id, year)
        number = f"{year}_{self.body_id.code}_{rank:03d}"
        self.write({"number": number, "number_year": year, "number_rank": rank})

    def _get_result_names(self):
        return super()._get_result_names() + [
            "not_voting",
            "used_casting_vote",
            "is_unanimous",
        ]
