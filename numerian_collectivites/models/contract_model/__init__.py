from . import numerian_contract_clause
from . import contract_template
from . import contract_template_validation
from . import contract_template_line
from . import contract_contract
