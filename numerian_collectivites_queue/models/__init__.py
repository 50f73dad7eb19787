from . import queue_job
from . import numerian_billing_campaign
from . import numerian_billing_campaign_line
