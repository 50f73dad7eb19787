from . import contract_line_wizard
from . import contract_contract_terminate
from . import numerian_cyber_awareness_import
from . import numerian_cyber_awareness_import_line
from . import sale_advance_payment_inv
