from . import contract_contract
from . import numerian_contract_import
from . import numerian_contract_import_line
from . import numerian_contract_import_find
from . import numerian_contract_import_apply
