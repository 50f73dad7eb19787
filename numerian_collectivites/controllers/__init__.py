from . import numerian_billing_campaign
