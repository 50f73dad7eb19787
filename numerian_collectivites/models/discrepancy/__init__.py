from . import numerian_billing_discrepancy
from . import numerian_billing_discrepancy_correct
from . import numerian_billing_discrepancy_decide
from . import numerian_billing_discrepancy_review
