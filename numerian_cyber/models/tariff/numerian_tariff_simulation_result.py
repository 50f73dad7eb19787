# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

OUTCOMES = [("more", "Pays more"), ("less", "Pays less"), ("same", "Unchanged")]


class NumerianTariffSimulationResult(models.Model):
    """What an authority would pay under a tariff, against the reference.

    Excluding VAT, over three years. Written by the simulation only.
    """

    _name = "numerian.tariff.simulation.result"
    _description = "Authority of a Tariff Simulation"
    _order = "simulation_id, tariff_id, difference_amount desc, partner_id, id"
    _rec_name = "partner_id"

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
    total_amount = fields.Monetary(string="3 Years")
    reference_amount = fields.Monetary(string="Reference")
    difference_amount = fields.Monetary(string="Difference")
    outcome = fields.Selection(OUTCOMES, index=True)
