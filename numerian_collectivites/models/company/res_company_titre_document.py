# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

# Official wording is content, not interface: French, for each body to check with its
# accountant and to replace by the version in force.
EXECUTORY = (
    "Titre exécutoire en application de l'article L. 252 A du livre des procédures "
    "fiscales, pris, émis et rendu exécutoire conformément à l'article L. 1617-5 du "
    "code général des collectivités territoriales."
)
PAYMENT = (
    "Collectivités et établissements publics : mandat administratif, réglé par "
    "virement au comptable public. Rappelez la référence ci-dessous avec tout "
    "paiement."
)
REMEDIES = (
    "Dans le délai de deux mois suivant la notification du présent acte (article "
    "L. 1617-5 du code général des collectivités territoriales), vous pouvez contester "
    "la somme demandée en saisissant directement la juridiction désignée ci-dessous. "
    "Ce recours suspend la force exécutoire du titre.\n"
    "Toute question sur le contenu de cet avis s'adresse à l'ordonnateur ; toute "
    "demande de délai de paiement, au comptable public."
)
# One court only: wording that leaves the choice between two does not start the delay.
# Source: https://considerant.fr/titres-executoires-delais-de-recours/
COURT = "Tribunal administratif dans le ressort duquel se trouve le siège de l'émetteur"


class ResCompany(models.Model):
    """What the avis des sommes à payer and the bordereaux of a public body say."""

    _inherit = "res.company"

    titre_accountant_id = fields.Many2one(
        "res.partner",
        string="Public Accountant",
        check_company=True,
        help="Comptable assignataire: name, address, telephone and e-mail are printed "
        "on the titres.",
    )
    titre_issuer_id = fields.Many2one(
        "res.users",
        string="Ordonnateur",
        help="Who signs the bordereaux unless another one is chosen: the titres name "
        "them. Empty: whoever prepares the bordereau.",
    )
    titre_executory_text = fields.Text(string="Executory Statement", default=EXECUTORY)
    titre_payment_text = fields.Text(string="Ways of Payment", default=PAYMENT)
    titre_remedies_text = fields.Text(string="Remedies", default=REMEDIES)
    titre_court = fields.Char(
        string="Court",
        default=COURT,
        help="Only one, with its address: a titre that names two courts does not start "
        "the delay of remedies.",
    )
