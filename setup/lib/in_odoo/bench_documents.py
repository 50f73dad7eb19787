"""Measure the PDF of invoices, WeasyPrint against wkhtmltopdf, in an Odoo shell.

Run by ``setup/bench --documents`` with ``env`` in scope; the number of invoices is in
``SIZE``. One legal document per invoice, as people and the sending of invoices make
it: HTML by QWeb, PDF, Factur-X inside, attachment, commit.

First all of them by WeasyPrint, for the memory; then forty at most by each engine in
turn, the same invoices, undone each time, for the ratio. wkhtmltopdf has a web server
of its own beside: without one it finds neither style nor fonts. Left out when it is not
installed.
"""

import resource
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import contextmanager

import psutil

REPORT = "account.account_invoices"
LINES = 4
SAMPLE = 40  # invoices printed by both engines
WARM = 10  # documents after which memory should not grow any more
STEPS = ("QWeb", "PDF", "Factur-X et pièce jointe")
KILO, MEGA = 1024, 1024**2
Report = env.registry["ir.actions.report"]


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


class Meter:
    """Milliseconds of each step of the documents that are made, one after the other."""

    def __init__(self):
        self.steps = defaultdict(list)
        self.total, self.processor, self.sizes = [], [], []

    @contextmanager
    def timing(self, step):
        start = time.perf_counter()
        yield
        self.steps[step].append(1000 * (time.perf_counter() - start))

    @contextmanager
    def watching(self):
        """Time the steps where they are made, whatever the engine."""
        html, pdf = Report._render_qweb_html, Report._run_wkhtmltopdf
        meter = self

        def timed_html(self, *args, **kwargs):
            with meter.timing("QWeb"):
                return html(self, *args, **kwargs)

        def timed_pdf(self, *args, **kwargs):
            with meter.timing("PDF"):
                return pdf(self, *args, **kwargs)

        Report._render_qweb_html, Report._run_wkhtmltopdf = timed_html, timed_pdf
        try:
            yield self
        finally:
            Report._render_qweb_html, Report._run_wkhtmltopdf = html, pdf

    def make(self, move):
        env.invalidate_all()
        start, processor = time.perf_counter(), time.process_time()
        document = move._get_document_pdf()
        env.flush_all()
        self.processor.append(1000 * (time.process_time() - processor))
        self.total.append(1000 * (time.perf_counter() - start))
        self.sizes.append(document.file_size)
        made = sum(self.steps[step][-1] for step in STEPS[:-1])
        self.steps[STEPS[-1]].append(self.total[-1] - made)


def measure(meter, moves):
    """Make all documents, committed one by one; return megabytes after so many."""
    process = psutil.Process()
    memory = {}
    with meter.watching():
        for number, move in enumerate(moves, 1):
            meter.make(move)
            env.cr.commit()
            if number == WARM or number % 100 == 0 or number == len(moves):
                memory[number] = process.memory_info().rss / MEGA
    return memory


def undone(engine, meter, move):
    """Make a document and leave no trace of it: the other engine makes it too."""
    env.ref(REPORT).pdf_engine = engine
    savepoint = env.cr.savepoint(flush=False)
    with meter.watching():
        meter.make(move)
    env.invalidate_all(flush=False)
    savepoint.close(rollback=True)
    env.invalidate_all(flush=False)


def compare(moves):
    """Return the meters of both engines on the same invoices, in turn."""
    meters = {"weasyprint": Meter(), "wkhtmltopdf": Meter()}
    with web_server() as url:
        env["ir.config_parameter"].set_param("report.url", url)
        env.cr.commit()
        for engine in meters:  # the server and the sheets are loaded once
            undone(engine, Meter(), moves[0])
        for move in moves:
            for engine, meter in meters.items():
                undone(engine, meter, move)
    return meters


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


def show(label, meter):
    """Print the medians of a meter; return the milliseconds of a PDF and in all."""
    total = statistics.median(meter.total)
    parts = {name: statistics.median(meter.steps[name]) for name in STEPS}
    detail = ", ".join(f"{name} {part:.0f}" for name, part in parts.items())
    print(
        f"  {label:<12} {total:6.0f} ms par document ({detail}),"
        f" processeur d'Odoo {statistics.median(meter.processor):.0f} ms,"
        f" {statistics.median(meter.sizes) / KILO:.0f} Ko"
    )
    return parts["QWeb"] + parts["PDF"], total


def show_memory(memory):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILO
    steps = ", ".join(f"{size:.0f} après {number}" for number, size in memory.items())
    print(f"  {'':<12} mémoire d'Odoo en Mo : {steps} ; maximum {peak:.0f}")


def show_comparison(meters):
    print(f"{len(meters['weasyprint'].total)} factures, par l'un et l'autre à la suite")
    ours = show("WeasyPrint", meters["weasyprint"])
    other = show("wkhtmltopdf", meters["wkhtmltopdf"])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KILO
    print(f"  {'':<12} mémoire d'un processus enfant : {peak:.0f} Mo au plus")
    rendering, whole = (mine / its for mine, its in zip(ours, other, strict=True))
    print(
        f"  WeasyPrint / wkhtmltopdf : {rendering:.2f} pour le rendu (QWeb et PDF),"
        f" {whole:.2f} pour le document entier"
    )


env = env(user=env.ref("base.user_admin"), context={"lang": "fr_FR"})
moves = make_invoices(SIZE + SAMPLE)
env.cr.commit()
env.ref(REPORT).pdf_engine = "weasyprint"
meter = Meter()
memory = measure(meter, moves[:SIZE])
print(f"{SIZE} factures de {LINES} lignes, une par une, Factur-X compris")
print(f"  première {meter.total[0]:.0f} ms, puis (médianes) :")
show("WeasyPrint", meter)
show_memory(memory)
if shutil.which("wkhtmltopdf"):
    show_comparison(compare(moves[SIZE:]))
else:
    print("  wkhtmltopdf n'est pas installé : pas de comparaison")
