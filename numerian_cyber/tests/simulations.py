# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The two tariffs of the minutes of 7 June 2022 on three authorities."""

from freezegun import freeze_time

from odoo import Command

from .common import CyberCase

EDR_TIERS = ((0, 4.2), (25, 4.0), (75, 3.8))
YEARS = ("year1_amount", "year2_amount", "year3_amount", "total_amount")
MACHINES = {"Devesset": 10, "Burzet": 30, "Privas": 80}


@freeze_time("2022-06-07 18:00:00")
class SimulationCase(CyberCase):
    """The evening of the vote."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.edr = cls.services["edr"]
        cls.proposed = cls.make_tariff("Première proposition", EDR_TIERS)
        cls.authorities = cls.make_authorities(MACHINES)

    @classmethod
    def make_authorities(cls, machines):
        return cls.env["res.partner"].union(
            *(
                cls.make_authority(
                    name, workstation_count=count, membership_since="2020-01-01"
                )
                for name, count in machines.items()
            )
        )

    @classmethod
    def make_tariff(cls, name, tiers, product="product_edr"):
        product = cls.env.ref(f"numerian_cyber.{product}")
        return cls.env["product.pricelist"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "currency_id": cls.company.currency_id.id,
                "item_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "compute_price": "fixed",
                            "fixed_price": price,
                            "min_quantity": start,
                        }
                    )
                    for start, price in tiers
                ],
            }
        )

    @classmethod
    def make_simulation(cls, **vals):
        """Return the voted tariff and the proposal, as the officer compares them."""
        tariffs = [
            {"pricelist_id": cls.tariff.id, "is_reference": True},
            {"pricelist_id": cls.proposed.id},
        ]
        return cls.as_user("officer", "numerian.tariff.simulation").create(
            {
                "name": "Vote du 7 juin",
                "company_id": cls.company.id,
                "date_start": "2022-01-01",
                "service_ids": [Command.set(cls.edr.ids)],
                "partner_ids": [Command.set(cls.authorities.ids)],
                "tariff_ids": [Command.create(tariff) for tariff in tariffs],
            }
            | vals
        )

    def totals(self, simulation):
        """Return the years and the total of each tariff."""
        return [tuple(tariff[n] for n in YEARS) for tariff in simulation.tariff_ids]
