"""What the scheduled action of the campaigns does, in small batches."""

import odoo_workers as workers

workers.work()
