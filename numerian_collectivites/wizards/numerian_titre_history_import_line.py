# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

STATUSES = [
    ("ok", "To take over"),
    ("unreadable", "Unreadable"),
    ("unknown", "Unknown invoice"),
    ("numbered", "Numbered already"),
    ("exercice", "Other exercice"),
    ("twice", "Number given twice"),
    ("bordereau", "Wrong bordereau"),
]


class NumerianTitreHistoryImportLine(models.TransientModel):
    """A line of the file: the invoice that it names, and what would become of it."""

    _name = "numerian.titre.history.import.line"
    _description = "Line of an Import of Titre Numbers"
    _inherit = "numerian.titre.file.import.line"
    _order = "number, id"

    import_id = fields.Many2one(
        "numerian.titre.history.import", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="import_id.company_id")
    invoice = fields.Char(string="Invoice No.")
    bordereau_number = fields.Integer(string="Bordereau")
    date = fields.Date(string="Date of the Bordereau")
    partner_id = fields.Many2one(
        related="move_id.commercial_partner_id", string="Debtor"
    )
    status = fields.Selection(STATUSES)

    def _set_status(self):
        """Decide of each line: what the file repeats, what the database has already."""
        moves = self._find_moves()
        for line in self:
            line.move_id = moves.get(line.invoice)
        taken, issued = self._find_taken_numbers(), self._find_bordereaux()
        days, named = {}, set()
        for line in self:
            day = days.setdefault(line._get_bordereau_key(), line.date)
            line.status, line.message = line._decide(taken, named)
            if line.status == "ok" and line.bordereau_number:
                line.status, line.message = line._decide_bordereau(issued, day)
            named.add(line.move_id)
            taken.add(line._get_number_key())

    def _find_moves(self):
        moves = self.env["account.move"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("move_type", "in", ("out_invoice", "out_refund")),
                ("state", "=", "posted"),
                ("name", "in", self.mapped("invoice")),
            ]
        )
        return {move.name: move for move in moves}

    def _find_taken_numbers(self):
        moves = self.env["account.move"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("titre_number", "in", [n for n in self.mapped("titre_number") if n]),
            ]
        )
        return {
            (move.titre_exercice_id.year, move.titre_type, move.titre_number)
            for move in moves
        }

    def _find_bordereaux(self):
        bordereaux = self.env["numerian.bordereau"].search(
            [("company_id", "=", self.company_id.id), ("number", ">", 0)]
        )
        return {(b.exercice_id.year, b.bordereau_type, b.number) for b in bordereaux}

    def _get_number_key(self):
        return self.exercice_year, self.move_id._get_titre_type(), self.titre_number

    def _get_bordereau_key(self):
        kind = self.move_id._get_titre_type()
        return self.exercice_year, kind, self.bordereau_number

    def _decide(self, taken, named):
        """Return the status of the line and a remark for whoever reads it.

        :param taken: numbers of the database, and of the lines before
        :param named: invoices of the lines before
        """
        self.ensure_one()
        if self.errors:
            return self._get_unreadable()
        if not self.move_id:
            return "unknown", self.env._("No posted document of this number")
        if self.move_id.titre_number:
            return "numbered", self.move_id.titre_reference
        if self.move_id in named:
            return "numbered", self.env._("Twice in the file")
        if self.move_id.titre_exercice_id.year != self.exercice_year:
            year = self.move_id.titre_exercice_id.year
            return "exercice", self.env._("The invoice is of %(year)s", year=year)
        if self._get_number_key() in taken:
            return "twice", self.env._("This exercice has the number already")
        return "ok", False

    def _decide_bordereau(self, issued, day):
        """Say whether the line may be on its bordereau.

        :param day: date of the bordereau on its first line of the file
        """
        if self._get_bordereau_key() in issued:
            return "bordereau", self.env._("This bordereau number is given already")
        if self.date != day:
            return "bordereau", self.env._("Two dates for one bordereau")
        return "ok", False

    def _import_titres(self):
        """Write the numbers, a bordereau at a time."""
        for (_year, kind, number), lines in self.grouped(
            lambda line: line._get_bordereau_key()
        ).items():
            exercice = lines.move_id.titre_exercice_id
            numbers = {line.move_id: line.titre_number for line in lines}
            if number:
                vals = lines._prepare_bordereau_vals(exercice, kind, number)
                self.env["numerian.bordereau"]._import_history(vals, numbers)
            else:
                self.env["account.move"]._import_titres(exercice, numbers)

    def _prepare_bordereau_vals(self, exercice, kind, number):
        return {
            "exercice_id": exercice.id,
            "bordereau_type": kind,
            "number": number,
            "date": self[:1].date,
        }
