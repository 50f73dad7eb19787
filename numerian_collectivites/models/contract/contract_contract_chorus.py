# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ...core.chorus import References


class ContractContract(models.Model):
    """What Chorus Pro must read on the invoices of a contract, under native names."""

    _inherit = "contract.contract"

    buyer_reference = fields.Char(
        string="Chorus service code",
        tracking=True,
        help="Empty: the service code of the authority.",
    )
    purchase_order_reference = fields.Char(
        string="Commitment number",
        tracking=True,
        help="Engagement juridique, as the authority gave it. Empty: the one of the "
        "authority.",
    )
    contract_reference = fields.Char(
        string="Public contract number",
        tracking=True,
        help="Numéro de marché, when there is one.",
    )

    def _get_chorus_references(self):
        """Return the references of the documents of this contract.

        :rtype: chorus.References
        """
        self.ensure_one()
        authority = self.commercial_partner_id
        return References(
            self.buyer_reference or authority.chorus_service_code or "",
            self.purchase_order_reference or authority.chorus_commitment_number or "",
            self.contract_reference or "",
        )
