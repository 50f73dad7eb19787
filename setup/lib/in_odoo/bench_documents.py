"""Measure the PDF of invoices, WeasyPrint against wkhtmltopdf, in an Odoo shell.

Run by ``setup/bench --documents`` with ``env`` in scope; the number of invoices is in
``SIZE``. One invoice per call, as people and the sending of invoices do, QWeb included.

wkhtmltopdf is measured on twenty invoices at most, with a web server of its own beside:
without one it finds neither style nor fonts. Left out when it is not installed.
"""

import resource
import shutil
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager

import psutil

REPORT = "account.account_invoices"
LINES = 4
WARM = 10  # documents after which memory should not grow any more
KILO, MEGA = 1024, 1024**2


def make_invoices(count):
    tax = env["account.tax"].search(
        [("type_tax_use", "=", "sale"), ("amount", "=", 20)], limit=1
    )
    partner = env["res.partner"].create({"name": "Commune mesurée", "lang": "fr_FR"})
    line = {
        "name": "Maintenance - du 01/09/2022 au 31/12/2022 - 4 mois sur 12",
        "price_unit": 115.0,
        "tax_ids": [(6, 0, tax.ids)],
    }
    moves = env["account.move"].create(
        [
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": "2022-05-15",
                "invoice_line_ids": [(0, 0, line)] * LINES,
            }
        ]
        * count
    )
    moves.action_post()
    return moves


def measure(engine, moves):
    """Print invoices one by one; return seconds, sizes and megabytes after each."""
    env.ref(REPORT).pdf_engine = engine
    process = psutil.Process()
    seconds, sizes, memory = [], [], []
    for move in moves:
        env.invalidate_all()
        start = time.perf_counter()
        content, _kind = env["ir.actions.report"]._render_qweb_pdf(REPORT, move.ids)
        seconds.append(time.perf_counter() - start)
        sizes.append(len(content))
        memory.append(process.memory_info().rss / MEGA)
    return seconds, sizes, memory


def show(label, seconds, sizes):
    later = 1000 * statistics.median(seconds[1:] or seconds)
    print(
        f"  {label:<12} première {1000 * seconds[0]:6.0f} ms, suivantes {later:6.0f} ms"
        f" (médiane), {statistics.median(sizes) / KILO:4.0f} Ko par document"
    )
    return later


@contextmanager
def web_server():
    """Serve this database as wkhtmltopdf needs it, on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [f"--database={env.cr.dbname}", f"--http-port={port}"]
    server = subprocess.Popen(
        [sys.executable, "-m", "odoo", "server", *options]
        + ["--max-cron-threads=0", "--log-level=critical"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(port, limit=120):
    for _second in range(limit):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(1)
    raise TimeoutError(f"no web server on {port} after {limit} s")


def compare(moves, later):
    with web_server() as url:
        env["ir.config_parameter"].set_param("report.url", url)
        env.cr.commit()
        seconds, sizes, _memory = measure("wkhtmltopdf", moves)
        env.cr.rollback()
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KILO
    other = show("wkhtmltopdf", seconds, sizes)
    print(f"  {'':<12} mémoire de son processus {peak:.0f} Mo, sans le serveur web")
    print(f"  WeasyPrint / wkhtmltopdf : {later / other:.2f}")


env = env(user=env.ref("base.user_admin"), context={"lang": "fr_FR"})
moves = make_invoices(SIZE)
env.cr.commit()
seconds, sizes, memory = measure("weasyprint", moves)
print(f"{SIZE} factures de {LINES} lignes, une par une")
later = show("WeasyPrint", seconds, sizes)
warm = memory[min(WARM, SIZE) - 1]
print(
    f"  {'':<12} mémoire d'Odoo {warm:.0f} Mo après {min(WARM, SIZE)} documents, "
    f"{memory[-1]:.0f} Mo à la fin ({memory[-1] - warm:+.0f} Mo)"
)
if shutil.which("wkhtmltopdf"):
    compare(moves[:20], later)
else:
    print("  wkhtmltopdf n'est pas installé : pas de comparaison")
