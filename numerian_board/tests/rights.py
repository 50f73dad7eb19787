# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What each role may do on our models."""

RIGHTS = {
    # model: reader, member, secretary, manager (r, w, c, u)
    "numerian.regime": ("r", "r", "r", "rwcu"),
    "numerian.body": ("r", "r", "r", "rwcu"),
    "numerian.college": ("r", "r", "r", "rwcu"),
    "numerian.mandate": ("r", "r", "rwcu", "rwcu"),
    "numerian.standing.item": ("r", "r", "r", "rwcu"),
    "numerian.session": ("r", "r", "rwcu", "rwcu"),
    "numerian.attendance": ("r", "r", "rwcu", "rwcu"),
    "numerian.proxy": ("r", "r", "rwcu", "rwcu"),
    "numerian.agenda.item": ("r", "r", "rwcu", "rwcu"),
    "numerian.deliberation": ("r", "r", "rwcu", "rwcu"),
    "numerian.vote.line": ("r", "r", "rw", "rw"),
    "numerian.deliberation.counter": ("r", "r", "r", "r"),
    "numerian.deliberation.template": ("r", "r", "rwcu", "rwcu"),
    "numerian.decision": ("r", "r", "rwcu", "rwcu"),
    "numerian.loan.offer": ("r", "r", "rwcu", "rwcu"),
    "numerian.loan.instalment": ("r", "r", "r", "r"),
    "numerian.decision.add": ("", "", "rwcu", "rwcu"),
    "numerian.decision.add.line": ("", "", "rwcu", "rwcu"),
    "numerian.acknowledgement.import": ("", "", "rwcu", "rwcu"),
    "numerian.acknowledgement.import.line": ("", "", "rwcu", "rwcu"),
    "numerian.deliberation.export": ("", "", "rwcu", "rwcu"),
    "numerian.loan.schedule.import": ("", "", "rwcu", "rwcu"),
    "numerian.loan.schedule.import.line": ("", "", "rwcu", "rwcu"),
    "numerian.register.print": ("", "", "rwcu", "rwcu"),
    "numerian.delegation.subject": ("r", "r", "r", "rwcu"),
    "numerian.delegation": ("r", "r", "rwcu", "rwcu"),
    "numerian.delegated.decision": ("r", "r", "rwcu", "rwcu"),
    "numerian.notice": ("r", "r", "r", "r"),
    "numerian.authorised.override": ("", "", "", "rwcu"),
    "numerian.deliberation.withdraw": ("", "", "", "rwcu"),
}
