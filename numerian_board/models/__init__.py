from . import assembly
from . import session
from . import deliberation
from . import gate
from . import delegation
from . import loan
from . import notice
from . import roll
