"""What the scheduled action of the sending does, in small batches."""

import os
from types import SimpleNamespace

from odoo_workers import REGISTRY, environment, wait_for_start

from odoo.addons.numerian_collectivites.models.campaign import (
    numerian_billing_campaign_send as send,
)

send.SEND_BATCH = 5
# The copied database has no files to print with; only the mails are looked at here.
pdf = SimpleNamespace(name="facture.pdf", raw=b"%PDF-1.4")
REGISTRY["account.move"]._get_document_pdf = lambda _move: pdf
if "START_SIGNAL" in os.environ:
    wait_for_start()
with environment() as env:
    env["numerian.billing.campaign"]._cron_deliver()
