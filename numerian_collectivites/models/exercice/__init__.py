from . import numerian_exercice
from . import numerian_exercice_calendar
from . import numerian_exercice_coverage
from . import numerian_exercice_titre
from . import numerian_exercice_authorised
