from . import contract_contract
from . import contract_contract_notice
from . import contract_line
