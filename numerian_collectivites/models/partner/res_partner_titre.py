# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from stdnum.fr import siret

from odoo import api, fields, models
from odoo.fields import Domain

from .res_partner_documents import READER

# Codes of the PES for a debtor: CatTiers, NatJur.
AUTHORITY_CATEGORIES = {
    "commune": "23",
    "epci": "24",
    "syndicat": "24",
    "departement": "22",
    "region": "21",
    "ccas": "26",
    "other": "29",
}
PUBLIC_NATURE = "09"
PRIVATE_BODY = ("50", "03")
PERSON = ("01", "01")


class ResPartner(models.Model):
    """The debtor of a titre, as the PES classifies it."""

    _inherit = "res.partner"

    titre_count = fields.Integer(
        string="Titres", compute="_compute_titre_count", groups=READER
    )

    @api.depends_context("allowed_company_ids")
    def _compute_titre_count(self):
        counts = self._count_documents("account.move", Domain("titre_number", ">", 0))
        for partner in self:
            partner.titre_count = counts.get(partner._origin.id, 0)

    def action_view_titres(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.account_move_action_titres"
        )
        return action | {"domain": [("commercial_partner_id", "=", self.id)]}

    def _get_titre_siret(self):
        """Return the SIRET of a debtor if valid; no country: an authority is French."""
        self.ensure_one()
        if self.country_id or not self.is_local_authority:
            return self._get_siret() or ""
        registry = "".join((self.company_registry or "").split())
        return registry if siret.is_valid(registry) else ""

    def _get_pes_categories(self):
        """Return the codes CatTiers and NatJur of the partner."""
        self.ensure_one()
        if self.is_local_authority:
            kind = self.authority_kind or "other"
            return AUTHORITY_CATEGORIES[kind], PUBLIC_NATURE
        return PRIVATE_BODY if self.is_company else PERSON
