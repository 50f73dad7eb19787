"""What must hold once a campaign over communes that owe 115.00 each is over."""

SLOTS_BILLED_TWICE = """
    SELECT contract_line_id, billing_period_start FROM account_move_line
     WHERE billing_period_start IS NOT NULL AND parent_state != 'cancel'
     GROUP BY 1, 2 HAVING COUNT(*) > 1
"""
INVOICES = """
    SELECT COUNT(*), COUNT(DISTINCT partner_id), MIN(amount_untaxed)::text,
           MAX(amount_untaxed)::text, ARRAY_AGG(DISTINCT state)
      FROM account_move WHERE billing_campaign_id IS NOT NULL
"""
NUMBERS = """
    SELECT MIN(sequence_number), MAX(sequence_number), COUNT(DISTINCT sequence_number)
      FROM account_move WHERE billing_campaign_id IS NOT NULL
"""
LINES = """
    SELECT state, COUNT(*) FROM numerian_billing_campaign_line GROUP BY 1 ORDER BY 1
"""
CAMPAIGNS = "SELECT DISTINCT state FROM numerian_billing_campaign"


def check_billed_once(database, count, lines):
    """One posted invoice of 115.00 for each of ``count`` communes, numbered in a row.

    :param lines: ``[(state, number of campaign lines)]``
    """
    expected = (count, count, "115.00", "115.00", ["posted"])
    assert database.rows(INVOICES) == [expected]
    assert database.rows(SLOTS_BILLED_TWICE) == []
    assert database.rows(NUMBERS) == [(1, count, count)]
    assert database.rows(LINES) == lines
    assert database.rows(CAMPAIGNS) == [("done",)]
