# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianTariffSimulationLine(models.Model):
    """What an authority would pay for a service under a tariff."""

    _name = "numerian.tariff.simulation.line"
    _description = "Line of a Tariff Simulation"
    _inherit = "numerian.tariff.simulation.part"
    _order = "simulation_id, tariff_id, partner_id, id"

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
