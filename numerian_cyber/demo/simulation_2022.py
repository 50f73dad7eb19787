# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The tariff voted on 7 June 2022 against the first proposal, on every member.

To be loaded after the quotes, which bring the proposal and the counts.
"""

from odoo import Command

from odoo.addons.numerian_collectivites.demo.records import create_missing, get_record

FIRST_DAY = "2022-09-01"
NAME = "simulation_vote_2022"


def load(env):
    """Load the simulation, frozen; once more changes nothing."""
    env = env(context=dict(env.context, lang="fr_FR", tz="Europe/Paris"))
    vals = {
        "name": "Vote du 7 juin 2022 : tranches ou tarif unique",
        "company_id": env.company.id,
        "date_start": FIRST_DAY,
        "tariff_ids": [
            Command.create(
                {
                    "pricelist_id": get_record(env, "tariff_proposal").id,
                    "name": "Première proposition, par tranches",
                    "is_reference": True,
                }
            ),
            Command.create(
                {
                    "pricelist_id": env.ref("numerian_cyber.pricelist_voted").id,
                    "name": "Tarif unique, voté",
                }
            ),
        ],
    }
    simulation = create_missing(env, "numerian.tariff.simulation", {NAME: vals})[NAME]
    if simulation.state == "draft":
        simulation.action_compute()
        simulation.action_freeze()
