from . import numerian_billing_campaign
from . import numerian_titre_cancellation
