from . import account_move_reversal
from . import numerian_billing_campaign_line_exclude
from . import numerian_billing_discrepancy_dismiss
from . import numerian_billing_discrepancy_reopen
from . import numerian_contract_line_correct
from . import numerian_contract_line_correct_preview
