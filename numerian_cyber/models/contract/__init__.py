from . import contract_contract
from . import contract_line
from . import numerian_contract_line_price
from . import sale_order_held
from . import sale_order_contract
from . import numerian_cyber_choice
from . import sale_order_amendment
