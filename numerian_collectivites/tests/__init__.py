from . import test_contract_line_documents
from . import test_contract_line_life
