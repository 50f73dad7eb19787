"""What the scheduled action of the sending does, in small batches."""

import os
import time
from pathlib import Path
from types import SimpleNamespace

from odoo_workers import REGISTRY, environment

from odoo.addons.numerian_collectivites.models.campaign import (
    numerian_billing_campaign_send as send,
)

send.SEND_BATCH = 5
# The copied database has no files to print with; only the mails are looked at here.
pdf = SimpleNamespace(name="facture.pdf", raw=b"%PDF-1.4")
REGISTRY["account.move"]._get_document_pdf = lambda _move: pdf
signal = os.environ.get("START_SIGNAL")
while signal and not Path(signal).exists():  # both workers start at once
    time.sleep(0.01)
with environment() as env:
    env["numerian.billing.campaign"]._cron_deliver()
