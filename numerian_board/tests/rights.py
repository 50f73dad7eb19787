# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What each role may do on our models."""

OPERATIONS = ("read", "write", "create", "unlink")
RIGHTS = {
    # model: reader, member, secretary, manager (r, w, c, u)
    "numerian.regime": ("r", "r", "r", "rwcu"),
    "numerian.body": ("r", "r", "r", "rwcu"),
    "numerian.college": ("r", "r", "r", "rwcu"),
    "numerian.mandate": ("r", "r", "rwcu", "rwcu"),
}
