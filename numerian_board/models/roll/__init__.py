from . import numerian_attendance
from . import numerian_session
from . import numerian_vote_line
from . import numerian_deliberation
