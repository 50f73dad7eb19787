# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import get_lang

from odoo.addons.numerian_collectivites.models.button_fields import (
    are_changed,
    are_given,
)

FROZEN_FIELDS = ("voted_details",)


class NumerianDecision(models.Model):
    """What was put to the vote, as it was: printed so, and carried out so."""

    _inherit = "numerian.decision"

    voted_details = fields.Json(
        readonly=True,
        copy=False,
        help="Details of the act when the vote opened, and their language.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if any(are_given(self, vals, FROZEN_FIELDS) for vals in vals_list):
            self._refuse_details()
        decisions = super().create(vals_list)
        decisions.filtered("deliberation_id.is_vote_open")._freeze_details()
        return decisions

    def write(self, vals):
        if are_changed(self, vals, FROZEN_FIELDS):
            self._refuse_details()
        written = super().write(vals)
        if "deliberation_id" in vals:
            self.filtered("deliberation_id.is_vote_open")._freeze_details()
        return written

    def _refuse_details(self):
        raise UserError(
            self.env._("What is put to the vote is recorded when the vote opens.")
        )

    def _freeze_details(self):
        """Keep the details of the acts as they are put to the vote."""
        lang = get_lang(self.env).code
        for decision in self.filtered("res_id"):
            lines = decision._get_present_details(lang)
            # sudo: recorded by the vote, entered by nobody
            decision.sudo().voted_details = {"lang": lang, "lines": lines}

    def _get_present_details(self, lang):
        """Return what a deliberation prints of the act as it is now, sorted lists.

        :param lang: code of the language of the texts
        """
        self.ensure_one()
        if not self.res_id:
            return []
        # sudo: who may read the deliberation may read what it decides on
        act = self.env[self.res_model].sudo().browse(self.res_id).exists()
        details = act.with_context(lang=lang)._get_decision_details() if act else []
        return [[name or "", price or ""] for name, price in details]

    def _get_printed_details(self):
        """Return what the documents print of the act: as it was put to the vote."""
        self.ensure_one()
        deliberation = self.deliberation_id
        is_frozen = deliberation.outcome or deliberation.is_vote_open
        if is_frozen and self.voted_details:
            return self.voted_details["lines"]
        return self._get_present_details(get_lang(self.env).code)

    def _get_details_problem(self):
        """Return how the act differs from what was voted, or ``None``."""
        voted = self.voted_details
        if not voted:  # any act of the kind, or voted before details were kept
            return None
        lines, present = voted["lines"], self._get_present_details(voted["lang"])
        if sorted(lines) == sorted(present):
            return None
        return self.env._(
            "deliberation %(deliberation)s decided otherwise. Voted: %(voted)s. Now: "
            "%(present)s.",
            deliberation=self.deliberation_id.display_name,
            voted=_get_text(line for line in lines if line not in present),
            present=_get_text(line for line in present if line not in lines),
        )


def _get_text(lines):
    return ", ".join(" ".join(filter(None, line)) for line in lines) or "–"
