# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .account_move_titre_issue import MANAGER

NUMBER_LENGTH = 8  # PES: IdPce


class AccountMove(models.Model):
    """Titres of a former software, with the numbers that they had."""

    _inherit = "account.move"

    @api.model
    def _import_titres(self, exercice, numbers, bordereau=None):
        """Give documents the numbers that they had in a former software.

        Gaps are allowed, and the documents marked; the series goes on after the highest
        number, in whatever order they come.

        :param numbers: ``{posted account.move: titre number}``
        :raises UserError: on a number given twice, or a document numbered already
        """
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only a manager imports titres."))
        moves = self.browse().union(*numbers)
        moves._check_importable(exercice, numbers)
        moves._freeze_titres(
            [
                move._prepare_titre_vals()
                | {
                    "titre_exercice_id": exercice.id,
                    "titre_number": numbers[move],
                    "titre_is_imported": True,
                    "bordereau_id": bordereau.id if bordereau else None,
                }
                for move in moves
            ]
        )
        counters = self.env["numerian.titre.counter"].sudo()  # checked above
        for titre_type, titres in moves.grouped("titre_type").items():
            highest = max(titres.mapped("titre_number"))
            counters._reserve(exercice, "titre", titre_type, highest)

    def _check_importable(self, exercice, numbers):
        wrong = self.filtered(
            lambda move: (
                move.state != "posted"
                or move.titre_number
                or not move._is_titre_document()
                or move.company_id != exercice.company_id
            )
        )
        if wrong:
            raise UserError(
                self.env._(
                    "%(moves)s: a titre number goes to posted customer documents that "
                    "have none.",
                    moves=", ".join(wrong.mapped("display_name")),
                )
            )
        for titre_type, moves in self.grouped(lambda m: m._get_titre_type()).items():
            wanted = [numbers[move] for move in moves]
            self._check_numbers_free(exercice, titre_type, wanted)

    @api.model
    def _check_numbers_free(self, exercice, titre_type, wanted):
        taken = self.sudo().search(
            [
                ("titre_exercice_id", "=", exercice.id),
                ("titre_type", "=", titre_type),
                ("titre_number", "in", wanted),
            ]
        )
        twice = {number for number in wanted if wanted.count(number) > 1}
        twice |= set(taken.mapped("titre_number"))
        if twice:
            raise UserError(
                self.env._(
                    "Exercice %(year)s: titre number given twice: %(numbers)s.",
                    year=exercice.year,
                    numbers=", ".join(map(str, sorted(twice))),
                )
            )
        if any(not 0 < number < 10**NUMBER_LENGTH for number in wanted):
            raise UserError(
                self.env._("A titre number is above zero, of 8 digits at most.")
            )
