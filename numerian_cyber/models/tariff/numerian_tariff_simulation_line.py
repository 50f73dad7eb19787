# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianTariffSimulationLine(models.Model):
    """What an authority would pay for a service under a tariff, excluding VAT.

    Written by the simulation only.
    """

    _name = "numerian.tariff.simulation.line"
    _description = "Line of a Tariff Simulation"
    _order = "simulation_id, tariff_id, partner_id, id"

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
    service_id = fields.Many2one(
        "numerian.cyber.service",
        ondelete="restrict",
        index="btree_not_null",
        help="None: the pack.",
    )
    quantity = fields.Integer()
    unit_price = fields.Float(
        string="Price per Unit and Month", digits=(16, 6), aggregator=False
    )
    year1_amount = fields.Monetary(string="Year 1")
    year2_amount = fields.Monetary(string="Year 2")
    year3_amount = fields.Monetary(string="Year 3")
