"""Run the scheduled billing now, then the figures, as the server will every day."""

for name in ("ir_cron_billing_campaign", "ir_cron_billing_position"):
    env.ref(f"numerian_collectivites.{name}").method_direct_trigger()
    env.cr.commit()
