from . import numerian_assembly_rules
from . import numerian_notice
from . import numerian_agenda_item
from . import numerian_attendance
from . import numerian_session
from . import numerian_session_sending
from . import numerian_session_event
from . import mail_mail
