# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .common import BillingCase


class IndexationCase(BillingCase):
    """Brossainc pays a maintenance of 345.00 a year since 2021; 2022 is billed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.brossainc = cls.make_authority("Brossainc")
        cls.line = cls.make_maintenance(cls.brossainc)

    @classmethod
    def make_maintenance(cls, partner=None, **vals):
        vals = {"price_unit": 345.0, "date_start": "2021-01-01"} | vals
        return cls.make_line(partner=partner, **vals)

    @classmethod
    def make_indexation(cls, **vals):
        """Return an indexation of 3.5 % from 1 January 2023, as its officer sees it."""
        return cls.as_user("officer", "numerian.price.indexation").create(
            {
                "name": "Indexation 2023",
                "date_from": "2023-01-01",
                "family_ids": cls.family.ids,
                "percentage": 3.5,
                "source": "délibération du 12/12/2022",
            }
            | vals
        )

    @classmethod
    def preview(cls, **vals):
        indexation = cls.make_indexation(**vals)
        indexation.action_preview()
        return indexation

    @classmethod
    def apply(cls, indexation=None, **vals):
        """Apply as a manager what an officer previewed; return what the latter sees."""
        indexation = indexation or cls.preview(**vals)
        cls.as_user("manager", indexation).action_apply()
        return indexation

    @classmethod
    def make_index(cls, *values, **vals):
        """Return the values of an index, as its manager sees them.

        :param values: pairs of month and value
        """
        index = cls.as_user("manager", "numerian.price.index").create(
            {"name": "Indice d'essai", "source": "Éditeur"} | vals
        )
        return index.value_ids.create(
            [
                {"index_id": index.id, "date": month, "value": value}
                for month, value in values
            ]
        )

    def get_states(self, indexation):
        """Return ``{authority: (state, cause, new price)}``."""
        return {
            line.partner_id.name: (line.state, line.cause, line.new_price)
            for line in indexation.line_ids
        }

    def get_prices(self, line):
        """Return the dated prices of a contract line, as people read them."""
        versions = line.sudo().price_version_ids.sorted("date_from")
        return [(str(v.date_from), v.price_unit) for v in versions]
