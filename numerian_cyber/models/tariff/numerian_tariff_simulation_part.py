# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianTariffSimulationPart(models.AbstractModel):
    """What an authority would pay under a tariff, in euros, excluding VAT.

    Written by the simulation only.
    """

    _name = "numerian.tariff.simulation.part"
    _description = "Part of a Tariff Simulation"

    simulation_id = fields.Many2one(
        "numerian.tariff.simulation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="simulation_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    tariff_id = fields.Many2one(
        "numerian.tariff.simulation.tariff",
        required=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        required=True,
        index=True,
        ondelete="restrict",
    )
    year1_amount = fields.Monetary(string="Year 1")
    year2_amount = fields.Monetary(string="Year 2")
    year3_amount = fields.Monetary(string="Year 3")
