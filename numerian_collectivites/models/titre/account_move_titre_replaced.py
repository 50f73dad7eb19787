# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from .account_move_titre import OBJECT_LENGTH


class AccountMove(models.Model):
    """A titre issued again, or completing another: it names that titre, and why.

    Source: answer of the government to question 36948 of the Assemblée nationale.
    """

    _inherit = "account.move"

    titre_replaced_id = fields.Many2one(
        "account.move",
        string="Titre Replaced or Completed",
        copy=False,
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('titre_number', '>', 0), ('titre_type', '=', '01')]",
        help="The earlier titre that this one is issued again for, or completes. Both "
        "are written on the titre.",
    )
    titre_replaced_reason = fields.Char(
        string="Reason of the New Titre",
        copy=False,
        help="What was wrong on the earlier titre.",
    )

    def _get_titre_object(self):
        """Name the earlier titre, however long the object is."""
        claim, mention = super()._get_titre_object(), self._get_replaced_mention()
        if not mention or mention in claim:
            return claim
        return f"{claim[: max(0, OBJECT_LENGTH - len(mention) - 1)]} {mention}".strip()

    def _get_replaced_mention(self):
        origin = self.titre_replaced_id
        if not origin:
            return ""
        titre = origin.titre_reference or origin.name
        reason = (
            f" : {self.titre_replaced_reason}" if self.titre_replaced_reason else ""
        )
        mention = self.env._("(see %(titre)s%(reason)s)", titre=titre, reason=reason)
        return mention[:OBJECT_LENGTH]

    def _prepare_replaced_vals(self, reason):
        """Values of the invoice made again after this one, if it was issued."""
        self.ensure_one()
        if not self.titre_number:
            return {}
        return {"titre_replaced_id": self.id, "titre_replaced_reason": reason}
