# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What every model whose changes are kept needs; no model here."""

from contextlib import contextmanager

# A contract that is being created writes on itself: it is kept whole, once. A context
# key that comes from outside (RPC) is never this object.
CREATING = object()


def creating(model):
    """Return the model to create with: what it writes meanwhile is not kept."""
    return model.with_context(contract_creating=CREATING)


def texts(record, names):
    """Return the values as people read them, by field."""
    return {name: _text(record, record._fields[name]) for name in names}


def _text(record, field):
    value = record[field.name]
    if field.type == "selection":
        return dict(field._description_selection(record.env)).get(value) or ""
    if field.relational:
        return ", ".join(value.sudo().mapped("display_name"))
    return str(field.convert_to_export(value, record) or "")


@contextmanager
def keeping(records, vals, watched, line_of=None):
    """Keep what a write changes among the watched fields, once it is done.

    :param line_of: gives the contract line of a record; the record itself by default
    """
    is_new = records.env.context.get("contract_creating") is CREATING
    names = [name for name in watched if name in vals and not is_new]
    before = {record: texts(record, names) for record in records if names}
    yield
    changes = [
        (record, name, old[name], new)
        for record, old in before.items()
        for name, new in texts(record, names).items()
        if old[name] != new
    ]
    records.env["numerian.contract.change"]._keep(changes, line_of)


def keep_whole(records, action, watched, line_of=None):
    """Keep that records were created or are deleted, with all that they hold.

    :param action: ``create`` or ``unlink``
    """
    rows = []
    for record in records:
        summary = ", ".join(filter(None, texts(record, watched).values()))
        old, new = ("", summary) if action == "create" else (summary, "")
        rows.append((record, action, old, new))
    records.env["numerian.contract.change"]._keep(rows, line_of)
