# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianCyberPrerequisite(models.Model):
    """What an authority declares to have before a service can be ordered."""

    _name = "numerian.cyber.prerequisite"
    _description = "Prerequisite of a Cybersecurity Service"
    _order = "sequence, id"

    name = fields.Char(
        required=True,
        translate=True,
        help="As the authority declares it: “An antivirus is installed on our "
        "workstations and servers”.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    included_in_membership = fields.Boolean(
        help="The membership provides it: members need not declare it themselves.",
    )
