# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http

from odoo.addons.numerian_collectivites.controllers.csv_file import (
    download,
    readable,
)


class NumerianTariffSimulationController(http.Controller):
    """The table of a simulation as a file, for those who may read it."""

    @http.route(
        "/numerian/simulations/<int:simulation_id>/csv",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def download_table(self, simulation_id):
        """Return the authorities and what each tariff asks of them."""
        simulation = readable("numerian.tariff.simulation", simulation_id)
        return download(simulation._get_table_name(), simulation._get_table_csv())
