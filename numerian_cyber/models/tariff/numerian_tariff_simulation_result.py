# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

OUTCOMES = [("more", "Pays more"), ("less", "Pays less"), ("same", "Unchanged")]


class NumerianTariffSimulationResult(models.Model):
    """What an authority would pay over three years, against the reference."""

    _name = "numerian.tariff.simulation.result"
    _description = "Authority of a Tariff Simulation"
    _inherit = "numerian.tariff.simulation.part"
    _order = "simulation_id, tariff_id, difference_amount desc, partner_id, id"
    _rec_name = "partner_id"

    total_amount = fields.Monetary(string="3 Years")
    reference_amount = fields.Monetary(string="Reference")
    difference_amount = fields.Monetary(string="Difference")
    outcome = fields.Selection(OUTCOMES, index=True)
