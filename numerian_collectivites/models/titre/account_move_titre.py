# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..selections import BORDEREAU_TYPES, SALE_MOVE_TYPES

TITRE_STATES = [
    ("to_issue", "To issue"),
    ("prepared", "In a draft bordereau"),
    ("issued", "Issued"),
    ("sent", "Transmitted"),
    ("acknowledged", "Acknowledged"),
    ("order", "Expense order"),
]
OBJECT_LENGTH = 160  # PES: ObjPce


class AccountMove(models.Model):
    """An invoice as a titre de recettes: exercice, number, bordereau, object."""

    _inherit = "account.move"

    titre_exercice_id = fields.Many2one(
        "numerian.exercice",
        string="Exercice",
        copy=False,
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Empty: that of the campaign, or the year of the invoice date.",
    )
    bordereau_id = fields.Many2one(
        "numerian.bordereau",
        copy=False,
        readonly=True,
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    titre_type = fields.Selection(BORDEREAU_TYPES, copy=False, readonly=True)
    titre_number = fields.Integer(
        string="Titre", copy=False, readonly=True, aggregator=False
    )
    titre_is_imported = fields.Boolean(
        string="Imported Titre",
        copy=False,
        readonly=True,
        help="Numbered in a former software: its series may have gaps here.",
    )
    titre_object = fields.Char(
        string="Object",
        copy=False,
        size=OBJECT_LENGTH,
        help="Exact nature of the claim.",
    )
    titre_legal_basis = fields.Char(
        string="Legal Basis",
        copy=False,
        help="Contract, deliberation or text on which the claim rests.",
    )
    titre_origin_id = fields.Many2one(
        related="reversed_entry_id", string="Titre Corrected"
    )
    titre_reference = fields.Char(compute="_compute_titre_reference", compute_sudo=True)
    titre_state = fields.Selection(
        TITRE_STATES,
        compute="_compute_titre_state",
        compute_sudo=True,
    )

    _titre_number_uniq = models.UniqueIndex(
        "(company_id, titre_exercice_id, titre_type, titre_number)"
        " WHERE titre_number > 0",
        "This titre number is already given in this exercice.",
    )

    @api.depends("titre_number", "titre_exercice_id.year", "titre_type")
    def _compute_titre_reference(self):
        for move in self:
            move.titre_reference = bool(move.titre_number) and self.env._(
                "Titre %(number)s - exercice %(year)s",
                number=move.titre_number,
                year=move.titre_exercice_id.year,
            )

    @api.depends("state", "move_type", "titre_number", "bordereau_id.state")
    def _compute_titre_state(self):
        for move in self:
            move.titre_state = move._get_titre_state()

    def _get_titre_state(self):
        self.ensure_one()
        if not self._is_titre_document() or self.state != "posted":
            return False
        if self.titre_number:
            state = self.bordereau_id.state
            return state if state in ("sent", "acknowledged") else "issued"
        return "prepared" if self.bordereau_id else "to_issue"

    def _is_titre_document(self):
        """Return whether the document is a claim of a public body on a customer."""
        return self.move_type in SALE_MOVE_TYPES and self.company_id.issues_titres

    def _get_titre_type(self):
        """Return the series of the titre of this document, as the PES codes it."""
        return "02" if self.move_type == "out_refund" else "01"

    # Posting

    def _post(self, soft=True):
        titres = self.filtered(lambda move: move._is_titre_document())
        titres._set_titre_exercice()
        titres._check_titre_date()
        return super()._post(soft=soft)

    def _get_titre_date(self):
        return self.invoice_date or fields.Date.context_today(self)

    def _set_titre_exercice(self):
        """Attach each document to an exercice, unless its author has chosen one."""
        # sudo: an exercice opens with its first document, whoever posts it
        exercices = self.env["numerian.exercice"].sudo()
        unset = self.filtered(lambda move: not move.titre_exercice_id)
        for (exercice, year, company), moves in unset.grouped(
            lambda move: (
                move.billing_campaign_id.exercice_id,
                move._get_titre_date().year,
                move.company_id,
            )
        ).items():  # one write: each searches for what depends on the exercice
            exercice = exercice or exercices._get_or_create(year, company)
            moves.titre_exercice_id = exercice.id

    def _check_titre_date(self):
        """Refuse a date that the exercice or the books do not admit.

        Odoo would post it all the same, and move its accounting date by itself.
        """
        for (exercice, company, day), moves in self.grouped(
            lambda m: (m.titre_exercice_id, m.company_id, m._get_titre_date())
        ).items():
            exercice.sudo()._check_open_on(day)
            if company._get_lock_date_violations(day, purchase=False):
                raise UserError(
                    self.env._(
                        "The books are closed on %(date)s: choose another date for "
                        "%(moves)s.",
                        date=format_date(self.env, day),
                        moves=", ".join(moves.mapped("display_name")),
                    )
                )

    # What is written on the titre

    def _get_titre_object(self):
        """Return the exact nature of the claim, within what the PES can hold."""
        self.ensure_one()
        if self.titre_object:
            return self.titre_object
        names = self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        ).mapped(lambda line: (line.name or "").split("\n")[0])
        return f"{self.name} - {' ; '.join(names)}"[:OBJECT_LENGTH]

    def _get_titre_legal_basis(self):
        """Return the contracts that the document bills, or what the settings say."""
        self.ensure_one()
        if self.titre_legal_basis:
            return self.titre_legal_basis
        contracts = self.invoice_line_ids.contract_line_id.contract_id
        return ", ".join(contracts.mapped("name")) or self.company_id.titre_legal_basis

    def action_show_bordereau(self):
        self.ensure_one()
        return self.bordereau_id.get_formview_action()

    def action_leave_bordereau(self):
        """Take the invoices out of their draft bordereau."""
        self.bordereau_id = False
