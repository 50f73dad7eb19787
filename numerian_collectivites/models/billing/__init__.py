from . import numerian_billing_adjustment
from . import numerian_billing_ledger
from . import numerian_billing_document
from . import numerian_billing_document_credit
from . import account_move
from . import account_move_line
