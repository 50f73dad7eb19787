# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import binascii
from base64 import b64decode

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.image import ImageProcess
from odoo.tools.misc import file_path, formatLang

from ...core.typed_signature import draw

SIGNATURE_FONT = "web/static/fonts/sign/MarckScript-Regular.ttf"
MAX_NAME = 200  # characters
MAX_SIGNATURE = 2_000_000  # characters of base64


class SaleOrder(models.Model):
    """What the page of a quote shows, and what its signature needs."""

    _inherit = "sale.order"

    def _get_name_portal_content_view(self):
        self.ensure_one()
        if self.is_cyber_quote:
            return "numerian_cyber.quote_portal_content"
        return super()._get_name_portal_content_view()

    def _get_portal_answer(self, errors):
        """Return what a browser shows once choices were taken or refused.

        :param errors: ``{service id as text or "order": [sentence]}``
        """
        self.ensure_one()
        values = {"sale_order": self, "cyber_errors": errors}
        html = self.env["ir.qweb"]._render("numerian_cyber.quote_choices", values)
        return {
            "html": str(html),
            "total": self._format_portal_amount(self.amount_total),
            "status": self._get_portal_status(),
        }

    def _get_portal_status(self):
        """Return the totals as one sentence, for those who cannot see the table."""
        return self.env._(
            "Year 1: %(year1)s, year 2: %(year2)s, year 3: %(year3)s, VAT included.",
            year1=self._format_portal_amount(self.cyber_year1_amount_incl_vat),
            year2=self._format_portal_amount(self.cyber_year2_amount_incl_vat),
            year3=self._format_portal_amount(self.cyber_year3_amount_incl_vat),
        )

    def _format_portal_amount(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    # Signing

    def _get_signature_problem(self, revision, name, signature, user=None):
        """Return why this quote cannot be signed as it was shown, or ``None``.

        :param revision: the one that the signatory saw; another one is another quote
        :param user: who is logged in, the public user, or nobody
        """
        self.ensure_one()
        if not self._has_to_be_signed():
            return self._get_closed_message()
        if problem := self._get_signatory_problem(user):
            return problem
        if str(revision) != self._get_cyber_revision():
            return self.env._(
                "This quote has changed since you read it. Reload the page, read it "
                "again, then sign."
            )
        if messages := self._get_cyber_messages():
            return "\n".join(messages)
        if not isinstance(name, str) or not 0 < len(name.strip()) <= MAX_NAME:
            return self.env._("Enter the name of the person who signs.")
        if not self._is_signature_image(signature):
            return self.env._("The signature is missing: draw it or type your name.")
        return None

    def _get_signatory_problem(self, user):
        """Return why a user of the portal does not commit the authority, or ``None``.

        Who has no account is known by the key of the link alone.
        """
        self.ensure_one()
        if not (user and user._is_portal()):
            return None
        person = self.env["res.partner"].browse(user.partner_id.id)
        if person.commercial_partner_id != self.partner_id.commercial_partner_id:
            return self.env._(
                "Your account is that of %(authority)s: this quote is not for it.",
                authority=person.commercial_partner_id.name,
            )
        return person._may_sign("quote", fields.Date.context_today(self))

    def _draw_signature(self, name):
        """Return a typed name as an image in base64, in the font of Odoo's pages."""
        return draw(name, file_path(SIGNATURE_FONT))

    def _is_signature_image(self, signature):
        """Whether a text is an image of a reasonable size, in base64."""
        if not isinstance(signature, str) or not 0 < len(signature) <= MAX_SIGNATURE:
            return False
        try:
            image = ImageProcess(b64decode(signature, validate=True))
        except (binascii.Error, ValueError, OSError, UserError):
            return False
        return bool(image.image)
