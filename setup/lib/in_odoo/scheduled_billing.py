"""Run the scheduled billing now, as the server will every day."""

env.ref("numerian_collectivites.ir_cron_billing_campaign").method_direct_trigger()
env.cr.commit()
