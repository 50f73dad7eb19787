from . import contract_line_wizard
from . import contract_contract_terminate
from . import sale_advance_payment_inv
