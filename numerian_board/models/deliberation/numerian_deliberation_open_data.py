# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core import scdl, subjects

EXPORTED = ("adopted", "noted")


class NumerianDeliberation(models.Model):
    """What the public data of the deliberations say of it (SCDL 2.1.3)."""

    _inherit = "numerian.deliberation"

    subject_name = fields.Char(compute="_compute_subject_name")
    publication_url = fields.Char(
        string="Published At",
        copy=False,
        tracking=True,
        help="Address of the published document: https://…",
    )

    @api.depends("subject_code")
    def _compute_subject_name(self):
        for deliberation in self:
            code = deliberation.subject_code or ""
            deliberation.subject_name = subjects.subject_name(code)

    @api.constrains("publication_url")
    def _check_publication_url(self):
        for deliberation in self.filtered("publication_url"):
            if not re.fullmatch(
                scdl.PATTERNS["DELIB_URL"], deliberation.publication_url
            ):
                raise ValidationError(
                    self.env._("Enter the whole address: https://…, without space.")
                )

    def _get_scdl_row(self):
        """Return what the schema publishes of a deliberation, by column."""
        self.ensure_one()
        code = subjects.national_code(self.subject_code or "")
        row = {
            "COLL_NOM": self.company_id.name,
            "COLL_SIRET": re.sub(r"\s", "", self.company_id.company_registry or ""),
            "DELIB_ID": self.number,
            "DELIB_DATE": self.decided_on,
            "DELIB_MATIERE_CODE": code,
            "DELIB_MATIERE_NOM": subjects.subject_name(code),
            "DELIB_OBJET": self.name,
            "PREF_ID": self.body_id.prefecture_code if self.received_on else None,
            "PREF_DATE": self.received_on,
            "DELIB_URL": self.publication_url,
        }
        return row | self._get_scdl_votes()

    def _get_scdl_votes(self):
        """Return the counts of the vote; nothing when nobody voted."""
        if self.outcome != "adopted":
            return {}
        cast = self.votes_for + self.votes_against
        return {
            "VOTE_EFFECTIF": self.serving_voices,
            "VOTE_REEL": cast + self.abstentions + self.blank_votes,
            "VOTE_POUR": self.votes_for,
            "VOTE_CONTRE": self.votes_against,
            "VOTE_ABSTENTION": self.abstentions,
        }
