"""A worker that goes on with an image older than what another one billed."""

import pytest
from asserts import check_billed_once


@pytest.mark.parametrize(
    ("scenario", "conflicts", "lines"),
    [
        ("overlap", ["UniqueViolation"], 12),
        ("no_lock", ["UniqueViolation"], 6),
        ("no_index", ["SerializationFailure"], 6),
        ("launch", [], 12),
    ],
)
def test_worker_with_an_old_image(database, scenario, conflicts, lines):
    """Of the lock with its state written, and of the index, one is enough."""
    found = database.run("collide.py", SCENARIO=scenario, BATCH_SIZE=4)
    assert found == {"conflicts": conflicts}
    check_billed_once(database, 6, [("done", lines)])
