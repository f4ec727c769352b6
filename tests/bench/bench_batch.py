"""Times rounds of many reports against public tools, as ratios within one session: `make bench`.

    python tests/bench/bench_batch.py [--departments N] [--rounds R] [--only set,batch,cluster,memory] [--chart P]

Every figure is the median of R alternating runs. Beside the seconds on the clock stand those of all
processes on the cores: on a machine that others use, only these tell. "floor": the same analysis and
drawing calls one after another in one warm plain process, which isolates nothing and writes nothing.
"""

from __future__ import annotations

import argparse
import ast
import json
import logging
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DATA, NOTEBOOKS = ROOT / "data", ROOT / "notebooks"
BIN = Path(sys.executable).parent
WORKERS = 2
SET = 4  # notebooks of one report
# A second thread of the algebra library only waits for work that charts and tables do not have.
ONE_THREAD = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def jobs_of(data: Path) -> list[dict[str, Any]]:
    """The notebooks of a round in English; spreadsheets are beside them, which only we make. The
    page of all departments is one of them where there are several.
    """
    from jixiao.report import list_reports, load_filed
    from jixiao.rounds.jobs import DEPARTMENTS, plan_jobs

    on_file = [load_filed(d, year, data) for d, year in list_reports(data)]
    wanted = [f for f in on_file if f.year == 2022]
    jobs = plan_jobs(wanted, ("en",), on_file)
    several = len({filed.department for filed in wanted}) > 1
    return [job.to_json() for job in jobs if several or job.notebook != DEPARTMENTS]


def floor_of(job: dict[str, Any]) -> None:
    """The cells of a notebook in a plain namespace, each result shown as a kernel would."""
    notebook = json.loads((NOTEBOOKS / f"{job['notebook']}.ipynb").read_text("utf-8"))
    namespace: dict[str, Any] = {}
    for cell in (cell for cell in notebook["cells"] if cell["cell_type"] == "code"):
        body = ast.parse("".join(cell["source"]))
        last = body.body.pop() if isinstance(body.body[-1], ast.Expr) else None
        exec(compile(body, "cell", "exec"), namespace)
        if "parameters" in cell["metadata"].get("tags", []):
            namespace.update(job["parameters"])
        if isinstance(last, ast.Expr):
            shown = eval(compile(ast.Expression(last.value), "cell", "eval"), namespace)
            for name in ("_repr_mimebundle_", "_repr_html_", "__repr__"):
                if hasattr(shown, name):
                    getattr(shown, name)()
                    break


def by_ploomber(job: dict[str, Any]) -> None:
    """One notebook by ploomber-engine: in one process, where notebooks can touch each other."""
    from ploomber_engine import execute_notebook

    with tempfile.TemporaryDirectory() as folder:
        execute_notebook(
            str(NOTEBOOKS / f"{job['notebook']}.ipynb"),
            str(Path(folder) / "out.ipynb"),
            parameters=job["parameters"],
            progress_bar=False,
        )


def by_papermill(job: dict[str, Any], page: bool = True) -> None:
    """One notebook by papermill's Python API, and its page by nbconvert's."""
    import papermill
    from nbconvert import HTMLExporter

    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.ipynb"
        papermill.execute_notebook(
            str(NOTEBOOKS / f"{job['notebook']}.ipynb"),
            str(out),
            parameters=job["parameters"],
            kernel_name="python3",
            progress_bar=False,
        )
        if page:
            global _exporter
            _exporter = _exporter or HTMLExporter()
            _exporter.from_filename(str(out))


_exporter: Any = None


def child(what: str, data: Path, share: str) -> None:
    """In a process of its own: a set to warm up, then all measured; prints both kinds of seconds.

    `share`: "1/2" for every second job, from the second.
    """
    os.environ["JIXIAO_DATA"] = str(data)
    first, of = map(int, share.split("/"))
    jobs = jobs_of(data)[first::of]
    done: Callable[[], None] = lambda: None  # noqa: E731
    if what == "floor":
        step: Callable[[dict[str, Any]], object] = floor_of
    elif what in ("ours", "ours without pages"):
        from jixiao.rounds.execute import execute
        from jixiao.rounds.jobs import Job
        from jixiao.rounds.task import Settings, Task
        from jixiao.rounds.task_runner import TaskRunner

        outputs = tempfile.mkdtemp()
        runner = TaskRunner(Settings(str(NOTEBOOKS), str(data), outputs, ["en"]))
        done = runner.close
        if what == "ours":

            def step(job: dict[str, Any]) -> object:
                return runner.run(Task(Job.from_json(job), "title", "0" * 64))
        else:

            def step(job: dict[str, Any]) -> object:
                runner._set_folders()
                return execute(Job.from_json(job), NOTEBOOKS, data)
    elif what == "ploomber-engine":
        step = by_ploomber
    else:
        page = what == "papermill API"

        def step(job: dict[str, Any]) -> object:
            return by_papermill(job, page)

    for job in jobs[:SET]:
        step(job)
    begun, before = time.perf_counter(), processor()
    for job in jobs:
        step(job)
    taken, used = time.perf_counter() - begun, processor() - before
    done()
    print(json.dumps({"seconds": taken, "processor": used, "jobs": len(jobs)}))


def processor() -> float:
    """Seconds on the cores of this process, of children that it has waited for, and of kernels
    that were forked for it.
    """
    from forkkernel import client

    kernels = client._server.processor if client._server else 0.0
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return kernels + sum(one.ru_utime + one.ru_stime for one in used)


def measured(command: list[str], **options: Any) -> dict[str, float]:
    """Both kinds of seconds of a command and all its children."""
    begun, before = time.perf_counter(), processor()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {"seconds": time.perf_counter() - begun, "processor": processor() - before}


def run_child(what: str, data: Path, processes: int = 1) -> dict[str, float]:
    """The jobs one after another in a warm process, or side by side in several."""
    started = []
    for share in range(processes):
        command = [sys.executable, __file__, "--child", what, "--data", str(data)]
        command += ["--share", f"{share}/{processes}"]
        started.append(
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ONE_THREAD
            )
        )
    found = []
    for process in started:
        out, _ = process.communicate()
        assert process.returncode == 0, what
        found.append(json.loads(out.splitlines()[-1]))
    return {
        "seconds": max(one["seconds"] for one in found),
        "processor": sum(one["processor"] for one in found),
        "jobs": sum(one["jobs"] for one in found),
    }


def commands_of_a_set(data: Path) -> dict[str, float]:
    """`papermill` and `jupyter nbconvert` once for each notebook of one report set."""
    total = {"seconds": 0.0, "processor": 0.0}
    os.environ["JIXIAO_DATA"] = str(data)
    with tempfile.TemporaryDirectory() as folder:
        for job in jobs_of(data):
            out = f"{folder}/{job['notebook']}.ipynb"
            command = [str(BIN / "papermill"), str(NOTEBOOKS / f"{job['notebook']}.ipynb"), out]
            command += ["-k", "python3", "-y", json.dumps(job["parameters"])]
            for one in (command, [str(BIN / "jupyter"), "nbconvert", "--to", "html", out]):
                taken = measured(one)
                total = {kind: total[kind] + taken[kind] for kind in total}
    return total


def report_command(data: Path, outputs: Path, workers: int) -> list[str]:
    words = ["report", "--data", data, "--outputs", outputs, "--notebooks", NOTEBOOKS]
    words += ["--language", "en", "--jobs", workers]
    return [sys.executable, "-m", "jixiao", *map(str, words)]


def papermill_batch(data: Path) -> dict[str, float]:
    """The jobs of a round by papermill's API in as many processes as we use."""
    command = [sys.executable, __file__, "--child", "papermill pool", "--data", str(data)]
    return measured(command)


def pool_of_papermill(data: Path) -> None:
    os.environ["JIXIAO_DATA"] = str(data)
    with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        pool.map(by_papermill, jobs_of(data), chunksize=1)


def table(rows: dict[str, list[dict[str, float]]], against: str) -> dict[str, float]:
    """Print the medians and their ratios; gives the ratios of processor seconds."""
    middle = {
        name: {kind: statistics.median(run[kind] for run in runs) for kind in runs[0]}
        for name, runs in rows.items()
    }
    base = middle[against]
    print(f"{'':34}{'clock s':>9}{'cores s':>9}{'clock ×':>9}{'cores ×':>9}   × of {against}")
    for name, taken in middle.items():
        ratios = [taken[kind] / base[kind] for kind in ("seconds", "processor")]
        print(
            f"{name:34}{taken['seconds']:9.2f}{taken['processor']:9.2f}"
            f"{ratios[0]:9.2f}{ratios[1]:9.2f}"
        )
    return {name: taken["processor"] / base["processor"] for name, taken in middle.items()}


def say(taken: dict[str, list[dict[str, float]]], what: str, against: str) -> None:
    """Print the median of the ratios within each round."""
    words = [f"{what} against {against}:"]
    for kind, name in (("seconds", "clock"), ("processor", "cores")):
        pairs = zip(taken[what], taken[against], strict=True)
        words.append(
            f"{statistics.median(a[kind] / b[kind] for a, b in pairs):.2f} × on the {name}"
        )
    print(" ".join(words))


def overhead(taken: dict[str, list[dict[str, float]]], ours: str, theirs: str, floor: str) -> None:
    """Print what `ours` takes over the floor as a part of what `theirs` does."""
    for kind, name in (("seconds", "clock"), ("processor", "cores")):
        rounds = zip(taken[ours], taken[theirs], taken[floor], strict=True)
        parts = [(a[kind] - f[kind]) / (b[kind] - f[kind]) for a, b, f in rounds]
        print(f"over the floor, on the {name}: {statistics.median(parts):.3f} of {theirs}")


def alternating(
    steps: dict[str, Callable[[], dict[str, float]]], rounds: int
) -> dict[str, list[dict[str, float]]]:
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            taken[name].append(step())
    return taken


def bench_set(rounds: int) -> dict[str, float]:
    """(a) and (g): one report set."""
    import importlib.util

    print("\n(a) one report set: four notebooks of the first report, with pages")
    names = ["floor", "ours without pages", "ours", "papermill API without pages", "papermill API"]
    if importlib.util.find_spec("ploomber_engine"):
        names.insert(3, "ploomber-engine")
    steps: dict[str, Callable[[], dict[str, float]]] = {
        name: (lambda name=name: run_child(name, DATA))
        for name in names  # type: ignore[misc]
    }
    steps["papermill + nbconvert commands"] = lambda: commands_of_a_set(DATA)
    taken = alternating(steps, rounds)
    ratios = table(taken, "ours")
    say(taken, "papermill + nbconvert commands", "ours")
    say(taken, "ours without pages", "floor")
    if "ploomber-engine" in taken:
        say(taken, "ours without pages", "ploomber-engine")
    overhead(taken, "ours", "papermill API", "floor")
    return ratios


def bench_batch(departments: int, rounds: int) -> dict[str, float]:
    """(b), (c), (d), (e) and (g): a round of `departments` synthetic departments."""
    sys.path.insert(0, str(ROOT / "tests" / "helpers"))
    from synthetic import write_departments

    with tempfile.TemporaryDirectory(prefix="jx-") as folder:
        data, outputs = Path(folder) / "data", Path(folder) / "outputs"
        names = write_departments(DATA, data, departments)

        def ours(workers: int, force: bool = True) -> dict[str, float]:
            extra = ["--force"] if force else []
            return measured([*report_command(data, outputs, workers), *extra])

        def one_changed() -> dict[str, float]:
            path = data / names[0] / "2022" / "evaluation" / "datapackage.json"
            path.write_text(path.read_text("utf-8") + "\n", "utf-8")
            return ours(WORKERS, force=False)

        print(f"\n(b–e, g) a round of {departments} departments: {5 * departments + 1} jobs")
        # What is compared stands side by side: the machine's speed drifts within minutes.
        steps: dict[str, Callable[[], dict[str, float]]] = {
            "floor": lambda: run_child("floor", data),
            "ours, 1 worker": lambda: ours(1),
            "ours, 2 workers": lambda: ours(WORKERS),
            "floor, 2 processes": lambda: run_child("floor", data, WORKERS),
            "papermill API, 2 processes": lambda: papermill_batch(data),
            "ours, nothing changed": lambda: ours(WORKERS, force=False),
            "ours, one of N changed": one_changed,
        }
        taken = alternating(steps, rounds)
        ratios = table(taken, "ours, 2 workers")
        say(taken, "ours, 1 worker", "floor")
        say(taken, "ours, 2 workers", "floor, 2 processes")
        say(taken, "ours, 1 worker", "ours, 2 workers")
        overhead(taken, "ours, 2 workers", "papermill API, 2 processes", "floor, 2 processes")
        return ratios


def bench_cluster(departments: int, rounds: int) -> None:
    """(e) A round on a Dask cluster on loopback with one worker and with two, warm from a round before."""
    sys.path.insert(0, str(ROOT / "tests" / "helpers"))
    from clusters import running_cluster
    from synthetic import write_departments

    print(f"\n(e) a round of {departments} departments on a Dask cluster, seconds on the clock")
    with tempfile.TemporaryDirectory(prefix="jx-") as folder:
        data = Path(folder) / "data"
        write_departments(DATA, data, departments)
        taken: dict[int, list[dict[str, float]]] = {}
        for turn in range(rounds):
            for workers in (1, WORKERS):
                place = Path(folder) / f"{turn}-{workers}"
                with running_cluster(place, ["0"] * workers) as (address, _):
                    command = report_command(data, place / "outputs", workers)
                    command += ["--scheduler", address, "--force"]
                    measured(command)
                    taken.setdefault(workers, []).append(measured(command))
    for workers, runs in taken.items():
        print(f"{workers} workers {statistics.median(run['seconds'] for run in runs):9.2f}")
    pairs = zip(taken[1], taken[WORKERS], strict=True)
    print(f"1 against 2: {statistics.median(a['seconds'] / b['seconds'] for a, b in pairs):.2f} ×")


def bench_memory(sizes: list[int]) -> None:
    """(f): the most memory (PSS) and open files of the parent, and of a worker with its kernel."""
    sys.path.insert(0, str(ROOT / "tests" / "helpers"))
    from synthetic import write_departments

    print("\n(f) at most, while a round runs with one worker (memory as PSS)")
    heads = ("departments", "parent", "worker + kernel", "with preloaded", "files", "s/job")
    print("".join(f"{head:>16}" for head in heads))
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="jx-") as folder:
            data = Path(folder) / "data"
            write_departments(DATA, data, size)
            command = report_command(data, Path(folder) / "outputs", 1)
            begun = time.perf_counter()
            run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            most = watch(run)
            each = (time.perf_counter() - begun) / (5 * size + 1)
        megabytes = "".join(f"{value:13.0f} MB" for value in most[:3])
        print(f"{size:16}{megabytes}{most[3]:16.0f}{each:16.2f}")


def watch(run: subprocess.Popen[bytes]) -> list[float]:
    """The most of: the parent's PSS, a worker's and its kernel's, that of all its descendants, and
    open files of all (MB, MB, MB, n).
    """
    most = [0.0, 0.0, 0.0, 0.0]
    stop = threading.Event()
    while run.poll() is None:
        family = descendants(run.pid)
        sizes = [pss(pid) for pid in family]
        preloaded = sizes[1] if len(sizes) > 1 else 0.0  # child of the worker, parent of kernels
        files = sum(open_files(pid) for pid in (run.pid, *family))
        now = [pss(run.pid), sum(sizes) - preloaded, sum(sizes), files]
        most = [max(pair) for pair in zip(most, now, strict=True)]
        stop.wait(0.1)
    return most


def descendants(pid: int) -> list[int]:
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            own = [int(word) for word in path.read_text().split()]
        except OSError:
            continue
        for one in own:
            found += [one, *descendants(one)]
    return found


def pss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def open_files(pid: int) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0


def draw(ratios: dict[str, float], path: Path) -> None:
    """The ratios of processor seconds as bars."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 0.5 + 0.4 * len(ratios)), layout="constrained")
    ax = figure.add_subplot()
    names = list(ratios)[::-1]
    bars = ax.barh(names, [ratios[name] for name in names], color="#0072b2")
    ax.bar_label(bars, fmt="%.2f", padding=3)
    ax.set_title("Seconds on the cores, as multiples of ours")
    ax.spines[["top", "right"]].set_visible(False)
    FigureCanvasAgg(figure).print_png(str(path))
    print(f"\n{path}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--departments", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="set,batch,cluster,memory")
    parser.add_argument("--sizes", default="2,20")
    parser.add_argument("--chart", type=Path)
    parser.add_argument("--child")
    parser.add_argument("--share", default="0/1")
    parser.add_argument("--data", type=Path, default=DATA)
    chosen = parser.parse_args()
    if chosen.child == "papermill pool":
        return pool_of_papermill(chosen.data)
    if chosen.child:
        return child(chosen.child, chosen.data, chosen.share)
    ratios: dict[str, float] = {}
    if "set" in chosen.only:
        ratios |= bench_set(chosen.rounds)
    if "batch" in chosen.only:
        ratios |= bench_batch(chosen.departments, chosen.rounds)
    if "cluster" in chosen.only:
        bench_cluster(chosen.departments, chosen.rounds)
    if "memory" in chosen.only:
        bench_memory([int(size) for size in chosen.sizes.split(",")])
    if chosen.chart and ratios:
        draw(ratios, chosen.chart)


if __name__ == "__main__":
    main()
