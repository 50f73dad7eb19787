from . import res_company
from . import numerian_cyber_licence
