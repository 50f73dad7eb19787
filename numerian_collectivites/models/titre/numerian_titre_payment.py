# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianTitrePayment(models.Model):
    """A line of a payment file that was registered: it is never registered again."""

    _name = "numerian.titre.payment"
    _description = "Imported Payment of a Titre"
    _order = "id desc"
    _check_company_auto = True

    move_id = fields.Many2one(
        "account.move",
        string="Titre",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="move_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    payment_id = fields.Many2one(
        "account.payment",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",  # a payment deleted may be imported again
    )
    partner_id = fields.Many2one(
        related="move_id.commercial_partner_id", string="Debtor"
    )
    titre_number = fields.Integer(related="move_id.titre_number", string="Titre No.")
    exercice_id = fields.Many2one(
        related="move_id.titre_exercice_id", string="Exercice"
    )
    amount = fields.Monetary(help="Including VAT.")
    date = fields.Date()
    reference = fields.Char()
    file_name = fields.Char(string="File")
    key = fields.Char(required=True, help="What makes the payment the same one.")

    _key_uniq = models.UniqueIndex(
        "(company_id, key)", "This payment is registered already."
    )
