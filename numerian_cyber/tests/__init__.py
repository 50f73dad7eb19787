from . import test_portal
from . import test_portal_fuzz
from . import test_quote
from . import test_tours
