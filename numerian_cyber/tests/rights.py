# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What each role may do on our models."""

ROLES = ("contracts", "reader", "officer", "manager")
RIGHTS = {
    # model: contract officer, reader, officer, manager (r, w, c, u)
    "numerian.cyber.prerequisite": ("", "r", "r", "rwcu"),
    "numerian.cyber.service": ("r", "r", "r", "rwcu"),
    "numerian.cyber.component": ("", "r", "r", "rwcu"),
    "numerian.cyber.choice": ("", "r", "rwcu", "rwcu"),
    "numerian.cyber.licence": ("", "r", "rwc", "rwcu"),
    "numerian.cyber.mailing": ("", "r", "rwcu", "rwcu"),
    "numerian.cyber.mailing.line": ("", "r", "rwcu", "rwcu"),
    "numerian.cyber.awareness": ("", "r", "rwcu", "rwcu"),
    "numerian.cyber.awareness.result": ("", "r", "r", "r"),
    "numerian.cyber.awareness.person": ("", "", "", ""),
    "numerian.cyber.awareness.import": ("", "", "rwcu", "rwcu"),
    "numerian.cyber.awareness.import.line": ("", "", "rwcu", "rwcu"),
    "numerian.subsidy.program": ("", "r", "r", "rwcu"),
    "numerian.subsidy.grant": ("", "r", "rwcu", "rwcu"),
    "numerian.tariff.simulation": ("", "r", "rwcu", "rwcu"),
    "numerian.tariff.simulation.tariff": ("", "r", "rwcu", "rwcu"),
    "numerian.tariff.simulation.line": ("", "r", "r", "r"),
    "numerian.tariff.simulation.result": ("", "r", "r", "r"),
    "numerian.tariff.simulation.report": ("", "r", "r", "r"),
}
