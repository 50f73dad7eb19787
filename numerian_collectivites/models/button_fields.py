# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fields that only a button sets, by sudo, once it has checked; no model here.

Read-only on a form, they may still be written by RPC: emptied as well as filled in.
"""


def are_given(model, vals, names):
    """Return whether a record to be created would be given one of these fields.

    What the model itself gives (a draft state) passes. The context counts too, and so
    do the defaults that each user may record for himself (``ir.default``).
    """
    if model.env.su:
        return False
    missing = [name for name in names if name not in vals]
    given = model.default_get(missing) | vals
    return any(_is_given(model, given.get(name), name) for name in names)


def _is_given(model, value, name):
    field = model._fields[name]
    return bool(value) and value != (field.default and field.default(model))


def are_changed(records, vals, names):
    """Return whether vals would change one of these fields, to empty it or not.

    A form that sends back what is there passes.
    """
    return not records.env.su and any(
        _is_changed(record, vals[name], name)
        for name in names
        if name in vals
        for record in records.sudo()  # to compare: the write checks the rights
    )


def _is_changed(record, value, name):
    field = record._fields[name]
    current = field.convert_to_cache(record[name], record)
    return field.convert_to_cache(value, record) != current
