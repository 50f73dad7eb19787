"""Run the scheduled billing now, then the figures, as the server will every day.

On a slow machine the billing stops before the end and leaves the rest to its next call.
"""

TRIES = 10


def trigger(name):
    env.ref(f"numerian_collectivites.{name}").method_direct_trigger()
    env.cr.commit()


campaigns = env["numerian.billing.campaign"]
for _number in range(TRIES):
    trigger("ir_cron_billing_campaign")
    if not campaigns.search_count(campaigns._get_due_domain(), limit=1):
        break
trigger("ir_cron_billing_position")
