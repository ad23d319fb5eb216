#!/usr/bin/env python3
"""Throughline beside Polars, DuckDB and pandas: the same survey, the same figures.

Writes a survey of 5,000,000 answers (about 860 MB, 19 columns, quoted comments of several lines,
always the same) into a temporary folder. Each engine then works out NPS, mean satisfaction, mean
effort, share of buyers and mean lifetime value by stage and persona, in a process of its own; the
engines take turns. Prints a Markdown table of medians, and stops when two engines disagree.

Needs a release build of Throughline, and the three packages:

    cargo build --release
    python3 -m venv venv && venv/bin/pip install polars duckdb pandas pyarrow
    venv/bin/python benches/engines.py --rounds 5

"Process" is the time from the start of the process to its end. "Work" leaves out what Python takes
to import the package; Throughline has no such part. Memory is the most that was resident.
"""

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLUMNS = [
    "response_id", "submitted_at", "stage", "touchpoint", "persona", "channel", "segment",
    "country", "language", "device", "nps", "csat", "ces", "bought", "clv", "basket",
    "tenure_months", "agent", "comment",
]
SCORES = {"nps": "nps:0-10", "csat": "csat:1-5", "ces": "ces:1-7", "bought": "binary:0-1",
          "clv": "amount", "stage": "stage", "persona": "persona"}
WORDS = ("the tariff was easy to find but nobody explained why my first bill came twice and the "
         "hotline kept me waiting for a transfer until Vertragsverl\u00e4ngerung worked in the app"
         ).split()
ROWS_PER_BLOCK = 20_000
# Of fifty answers one is a second one of somebody who answered before.
REPEAT_EVERY = 50
BINARY = Path(__file__).resolve().parent.parent / "target" / "release" / "throughline"


def answer(seeded):
    """A row without its identifier."""
    def words():
        return " ".join(seeded.choices(WORDS, k=seeded.randint(2, 5)))
    pick = seeded.choice
    comment = f'"{words()}, he said.\nThen ""{pick(WORDS)}"": {words()}."'
    cells = [
        f"2026-{seeded.randint(1, 12):02}-{seeded.randint(1, 28):02} "
        f"{seeded.randint(0, 23):02}:{seeded.randint(0, 59):02}:{seeded.randint(0, 59):02}",
        pick(["Awareness", "Consideration", "Decision", "Purchase", "Retention", "Loyalty"]),
        pick(["Website", "Hotline", "Shop", "App", "Letter"]),
        pick(["Anna", "Bernd", "Carla", "Deniz"]),
        pick(["online", "phone", "store"]), pick(["private", "business"]),
        pick(["DE", "FR", "AT", "CH"]), pick(["de", "fr", "en"]), pick(["phone", "desktop"]),
        str(seeded.randint(0, 10)) if seeded.random() > 0.05 else "",
        str(seeded.randint(1, 5)), str(seeded.randint(1, 7)), str(int(seeded.random() < 0.3)),
        f"{seeded.uniform(0, 2000):.2f}", f"{seeded.uniform(1, 200):.2f}",
        str(seeded.randint(0, 120)), f"A{seeded.randint(100, 999)}",
        comment if seeded.random() < 0.95 else "",
    ]
    return "," + ",".join(cells) + "\n"


def generate(path, rows):
    """Writes the survey; blocks of answers come again in another order, with other identifiers."""
    seeded = random.Random(0x5EED)
    answers = [answer(seeded) for _ in range(ROWS_PER_BLOCK)]
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(",".join(COLUMNS) + "\n")
        for first in range(0, rows, ROWS_PER_BLOCK):
            seeded.shuffle(answers)
            numbers = range(first, min(first + ROWS_PER_BLOCK, rows))
            out.write("".join(
                f"R{number - 25 if number % REPEAT_EVERY == 49 else number:08}{rest}"
                for number, rest in zip(numbers, answers)))


def in_polars(path, engine):
    import polars as pl
    start = time.perf_counter()
    nps = pl.col("nps")
    groups = (
        pl.scan_csv(path)
        .group_by("stage", "persona")
        .agg((nps >= 9).sum().alias("promoters"), (nps <= 6).sum().alias("detractors"),
             nps.count().alias("n"), pl.col("csat").mean(), pl.col("ces").mean(),
             pl.col("bought").mean(), pl.col("clv").mean())
        .collect(engine=engine)
    )
    return groups.select("promoters", "detractors", "n").sum().row(0), start


def in_duckdb(path):
    import duckdb
    start = time.perf_counter()
    groups = duckdb.execute(
        """SELECT count(*) FILTER (nps >= 9), count(*) FILTER (nps <= 6), count(nps),
                  avg(csat), avg(ces), avg(bought), avg(clv), stage, persona
           FROM read_csv(?) GROUP BY stage, persona""", [str(path)]).fetchall()
    return [sum(group[part] for group in groups) for part in range(3)], start


def in_pandas(path):
    import pandas as pd
    start = time.perf_counter()
    frame = pd.read_csv(path, usecols=list(SCORES))
    frame["promoters"] = frame["nps"] >= 9
    frame["detractors"] = frame["nps"] <= 6
    groups = frame.groupby(["stage", "persona"]).agg(
        promoters=("promoters", "sum"), detractors=("detractors", "sum"), n=("nps", "count"),
        csat=("csat", "mean"), ces=("ces", "mean"), bought=("bought", "mean"),
        clv=("clv", "mean"))
    return [int(groups[part].sum()) for part in ("promoters", "detractors", "n")], start


PACKAGES = {
    "polars": lambda path: in_polars(path, "in-memory"),
    "polars-streaming": lambda path: in_polars(path, "streaming"),
    "duckdb": in_duckdb,
    "pandas": in_pandas,
}


def throughline(path, *more):
    """The command that counts the same questions by the same columns, and nothing else."""
    flags = [f"--column={index}={SCORES.get(name, 'other')}"
             for index, name in enumerate(COLUMNS)]
    return [str(BINARY), "survey", str(path), "--json", "--period=none", *flags, *more]


def commands(path):
    """Title and command of every engine."""
    own = [sys.executable, __file__, "--file", str(path), "--package"]
    return {
        "Throughline": throughline(path),
        "Throughline, latest answer of each person":
            throughline(path, "--column=0=id", "--unique-by=0", "--keep=latest"),
        "Polars, lazy": [*own, "polars"],
        "Polars, lazy and streaming": [*own, "polars-streaming"],
        "DuckDB": [*own, "duckdb"],
        "pandas, only the columns needed": [*own, "pandas"],
    }


def measure(command):
    """Runs a command: seconds, seconds of work, megabytes at most, what it printed."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE)
        errors = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"{' '.join(command)}\n{errors.decode(errors='replace')}")
        out.seek(0)
        printed = json.load(out)
    return seconds, printed.get("seconds", seconds), usage.ru_maxrss / 1000, printed


def nps(printed):
    """The overall score and its number of answers, from what an engine printed."""
    if "columns" in printed:
        column = printed["columns"][COLUMNS.index("nps")]
        return column["value"], column["valid"]
    promoters, detractors, n = printed["counts"]
    return 100 * (promoters - detractors) / n, n


def check(title, printed, expected):
    """Stops unless an engine found what the first one did. Fewer answers of the same people are
    fewer, and all the same as many."""
    score, n = nps(printed)
    if "latest" in title:
        agrees = n < expected[1] and abs(score - expected[0]) < 1
    else:
        agrees = n == expected[1] and abs(score - expected[0]) < 1e-9
    if not agrees:
        sys.exit(f"{title} finds an NPS of {score} from {n} answers, and not {expected}")


def table(path, rounds):
    """Runs every engine in turn, and prints the medians."""
    engines = commands(path)
    runs = {title: [] for title in engines}
    expected = None
    for _ in range(rounds):
        for title, command in engines.items():
            *figures, printed = measure(command)
            expected = expected or nps(printed)
            check(title, printed, expected)
            runs[title].append(figures)
    print(f"{os.cpu_count()} processors, {platform.system()}, {rounds} rounds, "
          f"{path.stat().st_size / 1e6:.0f} MB; NPS {expected[0]:.4f} of {expected[1]:,} answers\n")
    print("| Engine | Process | Work | Peak memory |\n|---|---:|---:|---:|")
    for title, figures in runs.items():
        process, work, memory_mb = (statistics.median(part) for part in zip(*figures))
        print(f"| {title} | {process:.2f} s | {work:.2f} s | {memory_mb:.0f} MB |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", help="where the survey is written and removed again")
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--package", choices=PACKAGES, help=argparse.SUPPRESS)
    parser.add_argument("--generate", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.generate:
        generate(told.file, told.rows)
    elif told.package:
        counts, start = PACKAGES[told.package](told.file)
        seconds = time.perf_counter() - start
        print(json.dumps({"counts": [int(count) for count in counts], "seconds": seconds}))
    else:
        with tempfile.TemporaryDirectory(dir=told.folder) as folder:
            path = Path(folder) / "survey.csv"
            # In a process of its own: a child starts with the peak memory of its parent.
            subprocess.run([sys.executable, __file__, "--generate", "--file", path,
                            "--rows", str(told.rows)], check=True)
            table(path, told.rounds)


if __name__ == "__main__":
    main()
