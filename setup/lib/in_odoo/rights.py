"""Print the table of rights of this database; nothing stays of the users it needs."""

import sys

sys.path.insert(0, folder)

import rights_table

print(rights_table.table(env), end="")
env.cr.rollback()
