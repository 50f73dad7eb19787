from . import res_company
from . import res_config_settings
from . import res_company_dashboard
from . import res_company_titre
from . import res_company_titre_document
from . import res_config_settings_titre
from . import res_config_settings_titre_document
from . import account_chart_template
