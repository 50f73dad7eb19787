# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL

YEARS = [("1", "Year 1"), ("2", "Year 2"), ("3", "Year 3")]


class NumerianTariffSimulationReport(models.Model):
    """The lines of the simulations by year, for graphs and pivots. Excluding VAT."""

    _name = "numerian.tariff.simulation.report"
    _description = "Tariff Simulation by Year"
    _auto = False
    _order = "simulation_id, tariff_id, year"

    simulation_id = fields.Many2one("numerian.tariff.simulation", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    tariff_id = fields.Many2one("numerian.tariff.simulation.tariff", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Authority", readonly=True)
    service_id = fields.Many2one("numerian.cyber.service", readonly=True)
    year = fields.Selection(YEARS, readonly=True)
    quantity = fields.Integer(readonly=True, aggregator=None)
    amount = fields.Monetary(
        readonly=True, help="Of whoever takes the services: all of the authorities."
    )
    expected_amount = fields.Monetary(
        string="Expected Revenue",
        readonly=True,
        help="Of the share of the authorities that take the services.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT line.id * 3 + year.number - 1 AS id,
                   line.simulation_id,
                   line.company_id,
                   line.tariff_id,
                   line.partner_id,
                   line.service_id,
                   line.quantity,
                   year.number::text AS year,
                   year.amount,
                   CASE simulation.take_up
                        WHEN 'share' THEN year.amount * simulation.share::numeric / 100
                        ELSE year.amount
                   END AS expected_amount
              FROM numerian_tariff_simulation_line AS line
              JOIN numerian_tariff_simulation AS simulation
                ON simulation.id = line.simulation_id
        CROSS JOIN LATERAL (
                   VALUES (1, line.year1_amount),
                          (2, line.year2_amount),
                          (3, line.year3_amount)
                   ) AS year (number, amount)
            """
        )
