from . import test_body
from . import test_security
