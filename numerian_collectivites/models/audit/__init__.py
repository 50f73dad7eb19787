from . import numerian_contract_change
from . import contract_contract
from . import contract_line
from . import numerian_contract_line_price
from . import numerian_billing_adjustment
