from . import service
from . import quote
from . import contract
from . import licence
from . import portal
from . import subsidy
from . import tariff
from . import mailing
