from . import numerian_cyber_awareness
from . import numerian_cyber_awareness_result
from . import numerian_cyber_awareness_person
from . import res_company
