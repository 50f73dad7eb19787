from . import test_portal
from . import test_portal_fuzz
from . import test_quote
from . import test_tours
from . import test_subsidy
from . import test_subsidy_program
from . import test_subsidy_documents
from . import test_tariff_simulation
