# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from random import Random

from odoo.tests import tagged

from .portal_case import CyberPortalCase, draw_signature

REQUESTS = 2_500  # 500 of each kind
SEED = 20220607
ODD = (
    None,
    True,
    "",
    "0",
    "-1",
    "1.5",
    "1e9",
    "NaN",
    "١٢",
    "é\u202e",
    "\x00",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "9" * 60,
    -1,
    0,
    3,
    2.5,
    10**12,
    2**31,
    float(10**300),
    [],
    [1, [2]],
    {},
    {"a": {"b": 1}},
)


@tagged("post_install", "-at_install")
class TestPortalFuzz(CyberPortalCase):
    """Anything sent to the routes of a quote: no failure, nothing of others changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = Random(SEED)
        cls.closed = cls.make_closed()
        cls.foreign = cls.make_quote(cls.make_authority("Burzet", staff_count=9))
        cls.foreign.action_quotation_sent()
        cls.foreign.sudo()._portal_ensure_token()
        cls.others = (cls.closed | cls.foreign).ids
        cls.env.flush_all()

    @classmethod
    def make_closed(cls):
        quote = cls.make_quote(cls.authority)
        cls.tick(quote, vault=5)
        quote.sudo().write({"state": "cancel"})
        quote.sudo()._portal_ensure_token()
        return quote

    def test_no_failure_and_no_foreign_change(self):
        before = self.take_snapshot()
        csrf = self.read_csrf()
        failures = []
        for number in range(REQUESTS):
            url, answer = self.send_one(number, csrf)
            if answer.status_code >= 500 or self.is_failure(answer):
                failures.append((number, url, answer.status_code, answer.text[:300]))
        self.assertEqual(failures, [])
        self.env.invalidate_all()
        self.assertEqual(self.take_snapshot(), before)

    def is_failure(self, answer):
        """A JSON answer that is an error is a failure too, whatever its status."""
        if "json" not in answer.headers.get("Content-Type", ""):
            return False
        return "error" in answer.json()

    def take_snapshot(self):
        """What nobody with the key of another quote may change."""
        quotes = (self.closed | self.foreign).sudo()
        return [
            (
                quote.state,
                quote._get_cyber_revision(),
                quote.signature,
                quote.amount_total,
            )
            + tuple((c.is_selected, c.quantity) for c in quote.cyber_choice_ids)
            + tuple((ln.product_uom_qty, ln.price_unit) for ln in quote.order_line)
            for quote in quotes
        ]

    def read_csrf(self):
        return self.read_page().text.split('name="csrf_token" value="')[1].split('"')[0]

    # One request

    def send_one(self, number, csrf):
        order_id, token = self.pick_target()
        send = (
            self.send_choices,
            self.send_choices,
            self.send_form,
            self.send_signature,
            self.send_typed_signature,
        )
        return send[number % len(send)](order_id, token, csrf)

    def pick_target(self):
        """Return an id and a key: own, of another, closed, forged, odd.

        The key of the foreign quote never goes with its id; that of the closed one may.
        """
        pick = self.random.choice
        case = pick(("own", "own", "closed", "foreign", "id"))
        if case == "own":
            return self.quote.id, self.token
        if case == "closed":
            return self.closed.id, self.closed.sudo().access_token
        if case == "foreign":
            return self.foreign.id, pick((self.token, *ODD))
        return pick((0, 1, 10**6, 2**31, 10**15)), pick((self.token, *ODD))

    def pick_value(self):
        return self.random.choice((self.random.randint(0, 60), *ODD))

    def pick_choices(self):
        ids = [*(str(s.id) for s in self.services.values()), "x", "0", "-1"]
        if self.random.random() < 0.1:
            return self.random.choice(ODD)
        asked = {
            self.random.choice(ids): self.random.choice(
                ({"selected": self.pick_value(), "quantity": self.pick_value()}, *ODD)
            )
            for _service in range(self.random.randint(0, 3))
        }
        return {
            "services": self.random.choice((asked, asked, asked, *ODD)),
            "prerequisites": self.pick_value(),
            "price_unit": 0,
        }

    def pick_good_choices(self, order_id):
        """What would be taken if the quote were open: nothing else may refuse it."""
        return {
            "services": self.wish("vault", self.random.randint(6, 60)),
            "revision": self.env["sale.order"].browse(order_id)._get_cyber_revision(),
        }

    def send_choices(self, order_id, token, csrf):
        params = {"access_token": token, "choices": self.pick_choices()}
        if order_id in self.others:
            params["choices"] = self.pick_good_choices(order_id)
        return self.post_json(f"/my/orders/{order_id}/cyber", params)

    def send_signature(self, order_id, token, csrf):
        """Sign, but never well: the own quote must stay open to the other requests."""
        name = self.pick_value()
        params = {"access_token": token, "name": name, "signature": self.pick_value()}
        if self.random.random() < 0.5:
            params["signature"] = draw_signature()
        revision = self.random.choice(("", "-1", "x", "é"))
        if order_id in self.others:
            order = self.env["sale.order"].browse(order_id)
            revision, params["name"] = order._get_cyber_revision(), "Le maire"
        return self.post_json(
            f"/my/orders/{order_id}/accept?cyber_revision={revision}", params
        )

    def send_form(self, order_id, token, csrf):
        url = f"/my/orders/{order_id}/cyber/form"
        data = self.pick_form(token, csrf)
        if order_id in self.others:
            data = self.pick_good_form(order_id, token, csrf)
        return url, self.url_open(url, data=data, allow_redirects=False)

    def pick_form(self, token, csrf):
        data = {"csrf_token": csrf, "access_token": str(token)}
        for service in self.services.values():
            data[f"quantity_{service.id}"] = str(self.pick_value())
        data[f"selected_{self.pick_value()}"] = "1"
        data["prerequisite"] = [str(self.pick_value()), str(self.pick_value())]
        return data

    def pick_good_form(self, order_id, token, csrf):
        order = self.env["sale.order"].browse(order_id)
        key = self.services["vault"].id
        return {
            "csrf_token": csrf,
            "access_token": str(token),
            "revision": order._get_cyber_revision(),
            f"selected_{key}": "1",
            f"quantity_{key}": str(self.random.randint(6, 60)),
        }

    def send_typed_signature(self, order_id, token, csrf):
        """Sign by the form without JavaScript: well, but for the own quote."""
        url = f"/my/orders/{order_id}/cyber/sign"
        data = self.pick_form(token, csrf)
        data["revision"] = str(self.pick_value())
        if order_id in self.others:
            data = self.pick_good_form(order_id, token, csrf)
        data["signatory"] = self.random.choice(("Le maire", str(self.pick_value())))
        if order_id != self.quote.id or self.random.random() < 0.5:
            data["agreed"] = "1"
        return url, self.url_open(url, data=data, allow_redirects=False)

    def post_json(self, url, params):
        data = json.dumps({"jsonrpc": "2.0", "params": params})
        headers = {"Content-Type": "application/json"}
        return url, self.url_open(url, data=data, headers=headers)
