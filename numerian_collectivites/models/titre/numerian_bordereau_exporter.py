# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class NumerianBordereauExporter(models.AbstractModel):
    """What turns an issued bordereau into a file for other software.

    A format is a model named ``numerian.bordereau.exporter.<format>`` that inherits
    this one, a value of the selection of exports, and a button.
    """

    _name = "numerian.bordereau.exporter"
    _description = "Exporter of Bordereaux"
    _extension = ""

    def _get_problems(self, bordereau):
        """Return what the format lacks, one message each."""
        return []

    def _get_filename(self, bordereau):
        return (
            f"bordereau-{bordereau.exercice_id.year}-{bordereau.bordereau_type}-"
            f"{bordereau.number}.{self._extension}"
        )

    def _get_content(self, bordereau):
        """Return the file, bytes."""
        raise NotImplementedError
