"""What the scheduled action does, in small batches; Odoo shell."""

import os
import time
from pathlib import Path

from odoo.addons.numerian_collectivites.models import (
    numerian_billing_campaign_run as run,
)

run.BATCH_SIZE = 4
signal = os.environ.get("START_SIGNAL")
while signal and not Path(signal).exists():  # both workers start at once
    time.sleep(0.01)
done = []
commit = type(env["numerian.billing.campaign"])._commit_batch  # noqa: F821
type(env["numerian.billing.campaign"])._commit_batch = (  # noqa: F821
    lambda self, processed=0, remaining=None: (
        done.append(processed) or commit(self, processed, remaining)
    )
)
env["numerian.billing.campaign"]._cron_run_due()  # noqa: F821
print("BILLED", sum(done))
