# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import re
from base64 import b64encode
from io import BytesIO

from PIL import Image

from odoo.tests import HttpCase

from .common import CyberCase


def draw_signature():
    stream = BytesIO()
    Image.new("RGB", (40, 20), "white").save(stream, "PNG")
    return b64encode(stream.getvalue()).decode()


class CyberPortalCase(CyberCase, HttpCase):
    """A commune without an account: the link of its quote is all it has."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.authority = cls.make_authority(
            "Brossainc", mailbox_count=8, staff_count=5, workstation_count=6
        )
        cls.quote = cls.make_quote(cls.authority)
        cls.quote.action_quotation_sent()
        cls.quote.sudo()._portal_ensure_token()
        cls.token = cls.quote.sudo().access_token

    def call(self, url, **params):
        answer = self.url_open(
            url,
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        self.assertEqual(answer.status_code, 200)
        found = answer.json()
        self.assertNotIn("error", found)
        return found["result"]

    def choose(self, quote=None, token=None, **choices):
        """Send choices as the page does."""
        quote = quote or self.quote
        return self.call(
            f"/my/orders/{quote.id}/cyber",
            access_token=self.token if token is None else token,
            choices={"revision": quote._get_cyber_revision()} | choices,
        )

    def wish(self, code, quantity, selected=True):
        asked = {"selected": selected, "quantity": quantity}
        return {str(self.services[code].id): asked}

    def sign(self, revision=None, name="Le maire", signature=None, token=None):
        revision = self.quote._get_cyber_revision() if revision is None else revision
        return self.call(
            f"/my/orders/{self.quote.id}/accept"
            f"?access_token={token or self.token}&cyber_revision={revision}",
            name=name,
            signature=draw_signature() if signature is None else signature,
        )

    def read_page(self, token=None):
        token = self.token if token is None else token
        url = f"/my/orders/{self.quote.id}?access_token={token}"
        return self.url_open(url)

    def assertUnchanged(self, answer, message, service="order"):
        self.assertFalse(answer["applied"])
        self.assertIn(message, " ".join(answer["errors"][str(service)]))
        self.assertFalse(self.quote.cyber_has_chosen)
        self.assertFalse(self.quote.cyber_choice_ids.filtered("is_selected"))
        self.assertFalse(self.quote.order_line)

    def decline(self):
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', self.read_page().text)
        self.url_open(
            f"/my/orders/{self.quote.id}/decline?access_token={self.token}",
            data={"csrf_token": csrf.group(1), "decline_message": "Trop cher"},
        )
