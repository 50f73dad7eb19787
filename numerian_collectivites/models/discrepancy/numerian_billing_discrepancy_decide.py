# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import models
from odoo.exceptions import AccessError, UserError

from ...core.discrepancy_life import CORRECTABLE


class NumerianBillingDiscrepancy(models.Model):
    """Deciding: what people, and people only, say about a discrepancy."""

    _inherit = "numerian.billing.discrepancy"

    def action_accept(self):
        """Agree that it is to be corrected, once the board has decided for instance.

        :raises UserError: when none of them is open
        """
        self.check_access("write")
        discrepancies = self.filtered(lambda d: d.state == "open")
        if not discrepancies:
            raise UserError(self.env._("Only an open discrepancy is accepted."))
        discrepancies._decide({"state": "accepted"})

    def _dismiss(self, reason):
        """Leave the difference as it is; it comes back if the figures change.

        :raises AccessError: for anybody but a manager: it is money given up
        :raises UserError: without a reason, or when none of them can be dismissed
        """
        self._check_manager(self.env._("Only a manager dismisses a discrepancy."))
        reason = self._check_reason(
            reason, self.env._("Say why the discrepancy is dismissed.")
        )
        discrepancies = self.filtered(lambda d: d.state in CORRECTABLE)
        if not discrepancies:
            raise UserError(
                self.env._("Only an open or accepted discrepancy is dismissed.")
            )
        discrepancies._decide({"state": "dismissed", "dismiss_reason": reason})
        discrepancies._log_decision(self.env._("Dismissed:"), reason)

    def _reopen(self, reason):
        """Take back an acceptance or a dismissal.

        :raises AccessError: for anybody but a manager
        :raises UserError: without a reason, or when none of them can be reopened
        """
        self._check_manager(self.env._("Only a manager reopens a discrepancy."))
        reason = self._check_reason(
            reason, self.env._("Say why the discrepancy is reopened.")
        )
        discrepancies = self.filtered(lambda d: d.state in ("accepted", "dismissed"))
        if not discrepancies:
            raise UserError(
                self.env._("Only an accepted or dismissed discrepancy is reopened.")
            )
        discrepancies._decide({"state": "open", "dismiss_reason": False})
        discrepancies._log_decision(self.env._("Reopened:"), reason)
        # What became right meanwhile, or differs from what was dismissed.
        discrepancies._follow_documents()

    def _check_manager(self, message):
        self.check_access("write")
        if not self.env.user.has_group("numerian_collectivites.group_manager"):
            raise AccessError(message)

    def _check_reason(self, reason, message):
        if not (reason or "").strip():
            raise UserError(message)
        return reason.strip()

    def _log_decision(self, title, reason):
        body = Markup("<b>%s</b> %s") % (title, reason)
        self._message_log_batch(dict.fromkeys(self.ids, body))
