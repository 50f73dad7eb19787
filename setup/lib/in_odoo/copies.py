"""Copy rows by SQL, for measures on more records than models would make in time.

Run before another script, with ``env`` in scope.
"""

from contextlib import contextmanager


def copy_rows(table, source_id, count, **values):
    """Copy a row ``count`` times.

    :param values: SQL of what differs; ``n`` is the number of the copy, from 1
    :return: the ids, in the order of ``n``
    """
    names = [name for name in get_columns(table) if name != "id" or name in values]
    columns = ", ".join(f'"{name}"' for name in names)
    expressions = ", ".join(values.get(name, f's."{name}"') for name in names)
    env.cr.execute(
        f"INSERT INTO {table} ({columns})"
        f" SELECT {expressions} FROM {table} s, generate_series(1, %s) n"
        " WHERE s.id = %s ORDER BY n RETURNING id",
        [count, source_id],
    )
    return [row_id for (row_id,) in env.cr.fetchall()]


def get_columns(table):
    env.cr.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass"
        " AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
        [table],
    )
    return [name for (name,) in env.cr.fetchall()]


@contextmanager
def references_unchecked():
    """Skip foreign keys, most of the time of millions of rows; a superuser may."""
    env.cr.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    may = env.cr.fetchone()[0]
    if may:
        env.cr.execute("SET LOCAL session_replication_role = replica")
    yield
    if may:
        env.cr.execute("SET LOCAL session_replication_role = origin")
