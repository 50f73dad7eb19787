from . import test_campaign_jobs
