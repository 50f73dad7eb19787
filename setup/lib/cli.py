# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Entry of all the commands of ``setup/``: ``cli.py COMMAND [ARGUMENTS]``."""

import errno
import os
import signal
import sys
from importlib import import_module

from console import Failure, hint


def _stop(_signum, _frame):
    raise KeyboardInterrupt


def _explain(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return hint("No space left on device")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"« {error.filename} » n'est pas accessible en lecture et en écriture : "
            f"{os.strerror(error.errno)}.\nRendez-le à l'utilisateur qui lance la "
            "commande, ou supprimez-le : il sera refait."
        )
    return str(error)


def main() -> int:
    # A terminal closed or a service stopped must also stop what we started.
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    command, arguments = sys.argv[1], sys.argv[2:]
    try:
        return import_module(f"cmd_{command.replace('-', '_')}").main(arguments) or 0
    except Failure as failure:
        message = str(failure)
    except OSError as error:
        message = _explain(error)
    except KeyboardInterrupt:
        print("\nInterrompu.", file=sys.stderr)
        return 130
    print(f"\nErreur : {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
