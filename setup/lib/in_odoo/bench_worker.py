"""Bill a planned campaign from a given moment on, alone or with other processes.

Run by ``setup/bench --scale`` with ``env`` in scope. ``START`` is the moment in seconds
of the epoch. Prints the moment of the end and the megabytes that the billing added.
"""

import resource
import time


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


env = env(user=env.ref("base.user_admin"))
campaign = env["numerian.billing.campaign"].search([], order="id desc", limit=1)
campaign.line_ids.mapped("state")  # the registry and the first reads are not measured
env.cr.rollback()
before = peak()
time.sleep(max(0.0, START - time.time()))
campaign.action_run()
print(time.time(), peak() - before)
