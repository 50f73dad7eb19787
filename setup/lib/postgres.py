# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""PostgreSQL: a private cluster on a unix socket, or the server that PG* name.

The cluster belongs to a user other than root, holds data that can be made again
(demonstration, tests), and runs only while a command needs it.
"""

import fcntl
import os
import pwd
import shutil
import stat
import sys
from contextlib import contextmanager
from pathlib import Path

import system
from console import Failure, run
from layout import CHECKOUT_ID, ROOT, RUN

USER = "numerian"
EXISTING = bool(os.environ.get("PGHOST") or os.environ.get("PGPORT"))

# A unix socket's path holds 107 bytes at most.
_SOCKET_MAX = 107 - len("/.s.PGSQL.5432")
_CONF = """
# Numérian: private server of a checkout, for the demonstration and the tests.
listen_addresses = ''
# Written without waiting for the disk: a power cut may break the cluster, which the
# commands of setup/ make again. Never do so for real data.
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 2GB
shared_buffers = 256MB
# Odoo's queries are short: compiling them costs more than it saves.
jit = off
"""


def _owner() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root: its own user takes over."""
    return pwd.getpwnam("postgres") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


def _as_owner(*command) -> list:
    return (
        ["runuser", "-u", _owner().pw_name, "--", *command]
        if os.getuid() == 0
        else [*command]
    )


def home() -> Path:
    """Return the directory of the cluster: the checkout's, if its owner gets there."""
    if os.getuid() == 0:
        for parent in (ROOT, *ROOT.parents):
            if not parent.stat().st_mode & stat.S_IXOTH:
                return Path("/var/lib") / f"{USER}-{CHECKOUT_ID}"
    return RUN / "pg"


def megabytes() -> int:
    """Return the room to require: for all the databases, or for one more copy."""
    return 300 if (home() / "data").exists() else 1500


def _socket_dir() -> Path:
    inside = home() / "socket"
    if len(bytes(inside)) <= _SOCKET_MAX:
        return inside
    return Path("/tmp") / f"{USER}-{CHECKOUT_ID}"


def _private_dir(path: Path):
    """Make a directory that nobody but the owner of the cluster can enter."""
    owner = _owner()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.stat().st_uid == os.getuid() != owner.pw_uid:
        os.chown(path, owner.pw_uid, owner.pw_gid)
    if path.is_symlink() or path.stat().st_uid != owner.pw_uid:
        raise Failure(f"« {path} » appartient à un autre utilisateur : supprimez-le.")


def environment() -> dict[str, str]:
    """Return the PG* variables of the server in use."""
    if EXISTING:
        return {}
    return {
        "PGHOST": str(_socket_dir()),
        "PGPORT": "5432",
        "PGUSER": USER,
        "PGPASSWORD": "",
        "PGPATH": str(system.postgresql_tool("psql").parent),
    }


@contextmanager
def server(steps):
    """Have a server; stop it at the end, unless another command uses it."""
    if EXISTING:
        _check_existing()
        yield
        return
    directory = home()
    if directory != RUN / "pg":
        steps.note(f"« {ROOT} » est fermé à l'utilisateur postgres :")
        steps.note(f"les données sont dans {directory}.")
    RUN.mkdir(exist_ok=True)
    # Everybody who uses the server holds this lock; the last one out can take it alone.
    with (RUN / "pg.users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            with system.locked(RUN / "pg.lock"):
                _create(directory)
                _start(directory)
            yield
        finally:
            if system.try_lock(users):
                _stop(directory)


def _check_existing():
    if os.environ.get("PGUSER") == "postgres":
        raise Failure(
            "Odoo refuse l'utilisateur « postgres » : donnez-en un autre par PGUSER."
        )
    try:
        psql("SELECT 1")
    except Failure as failure:
        names = [name for name in ("PGHOST", "PGPORT") if name in os.environ]
        where = " ".join(f"{name}={os.environ[name]}" for name in names)
        raise Failure(
            f"Le serveur PostgreSQL indiqué ({where}) ne répond pas.\n{failure}\n"
            "Démarrez-le, corrigez ces variables, ou retirez-les pour le serveur privé."
        ) from failure


def _create(directory: Path):
    data = directory / "data"
    if data.exists():
        return
    _private_dir(directory)
    fresh = directory / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    run(
        _as_owner(
            system.postgresql_tool("initdb"), "-D", fresh, "-U", USER, "-A", "trust"
        )
        + ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        what="la création du serveur PostgreSQL privé",
        cwd="/",
    )
    with (fresh / "postgresql.conf").open("a") as conf:
        conf.write(_CONF)
    os.rename(fresh, data)


def _pg_ctl(directory: Path) -> Path:
    """Return the program of the version that made the cluster."""
    version = (directory / "data/PG_VERSION").read_text().strip()
    program = Path(f"/usr/lib/postgresql/{version}/bin/pg_ctl")
    if not program.exists() and Path("/usr/lib/postgresql").exists():
        raise Failure(
            f"{directory} vient de PostgreSQL {version}, qui n'est plus installé : "
            "supprimez ce dossier, il sera refait."
        )
    return program if program.exists() else system.postgresql_tool("pg_ctl")


def _start(directory: Path):
    pid_file = directory / "data/postmaster.pid"
    if pid_file.exists():
        if _is_ours(pid_file):
            return
        pid_file.unlink()  # left by a machine that stopped abruptly
    socket = _socket_dir()
    _private_dir(socket)
    run(
        _as_owner(
            _pg_ctl(directory), "start", "-D", directory / "data", "-w", "-t", "60"
        )
        + ["-l", directory / "server.log", "-o", f"-k '{socket}'"],
        what=f"le démarrage de PostgreSQL (journal : {directory}/server.log)",
        cwd="/",
    )


def _is_ours(pid_file: Path) -> bool:
    """Tell if the process that a pid file names runs on its directory."""
    pid = pid_file.read_text().split("\n", 1)[0].strip()
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return False
    return str(pid_file.parent) in command


def _stop(directory: Path):
    if (directory / "data/postmaster.pid").exists():
        try:
            run(
                _as_owner(
                    _pg_ctl(directory),
                    "stop",
                    "-D",
                    directory / "data",
                    "-m",
                    "fast",
                    "-w",
                ),
                what="l'arrêt de PostgreSQL",
                cwd="/",
            )
        except Failure as failure:
            print(failure, file=sys.stderr)


def psql(query: str, database: str = "postgres") -> str:
    """Run SQL and return its rows, one a line, columns parted by tabs."""
    return run(
        [system.postgresql_tool("psql"), "-X", "-q", "-A", "-t", "-F", "\t"]
        + ["-v", "ON_ERROR_STOP=1", "-d", database, "-c", query],
        what="une requête à PostgreSQL",
        env={"PGCONNECT_TIMEOUT": "10", **environment()},
    ).strip()
