#!/usr/bin/env python3
"""Whole evaluations by the kit and its peers on the same rendered prompts, in turn, with their answers compared.

    lib/src/bench/speed.py --model MODEL --out FOLDER PROMPTS.jsonl...

PROMPTS: one {"id", "prompt"} a line, rendered, as `crosslens generate --raw` takes them. A peer takes part if its Python is named:
BENCH_TRANSFORMERS (and BENCH_HF, the model as a folder), BENCH_LLAMACPP (and BENCH_GGUF, the model's file). What `--kit-options=...`
holds goes to `crosslens generate`.

Time of the kit: the whole command with the JVM's start and the model's loading. Time of a peer: the answers alone, after loading
and warm-up. Needs no packages.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def read(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def first_line(text):
    return text.strip().split("\n")[0].strip()


def kit(prompts, out, args):
    command = [str(ROOT / "crosslens"), "generate", "--raw", "--details", "--model", args.model, "--prompts", str(prompts)]
    start = time.perf_counter()
    with open(out, "w", encoding="utf-8") as file:
        process = subprocess.Popen(command + args.kit_options.split(), stdout=file, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("the kit failed: " + " ".join(command))
    return {"seconds": time.perf_counter() - start, "load": 0.0, "peak_kb": usage.ru_maxrss}


def peer(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if done.returncode:
        sys.exit("a peer failed: " + " ".join(command))
    return json.loads(done.stdout.strip().split("\n")[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prompts", nargs="+", type=pathlib.Path)
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3, help="rounds; medians are printed (default: 3)")
    parser.add_argument("--peer-rounds", type=int, default=1, help="rounds of the peers (default: 1)")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--batch", type=int, default=8, help="batch of transformers (default: 8)")
    parser.add_argument("--kit-options", default="", help="more options of crosslens generate, as in --kit-options='--onednn --threads 4'")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    env = os.environ
    results = []
    for prompts in args.prompts:
        n = len(read(prompts))
        tools = {"crosslens": lambda out: kit(prompts, out, args)}
        if env.get("BENCH_TRANSFORMERS"):
            tools["transformers"] = lambda out: peer([env["BENCH_TRANSFORMERS"], str(HERE / "peer_transformers.py"),
                                                      env["BENCH_HF"], str(prompts), str(out), str(args.batch)])
        if env.get("BENCH_LLAMACPP"):
            tools["llama.cpp"] = lambda out: peer([env["BENCH_LLAMACPP"], str(HERE / "peer_llamacpp.py"),
                                                   env["BENCH_GGUF"], str(prompts), str(out), str(args.threads)])
        runs = {name: [] for name in tools}
        for turn in range(max(args.rounds, args.peer_rounds)):
            for name, tool in tools.items():
                if turn < (args.rounds if name == "crosslens" else args.peer_rounds):
                    runs[name].append(tool(args.out / f"{prompts.stem}.{name}.jsonl"))
        own = {a["id"]: first_line(a["text"]) for a in read(args.out / f"{prompts.stem}.crosslens.jsonl")}
        kit_seconds = statistics.median(run["seconds"] for run in runs["crosslens"])
        for name, measured in runs.items():
            texts = read(args.out / f"{prompts.stem}.{name}.jsonl")
            seconds = statistics.median(run["seconds"] for run in measured)
            results.append({"prompts": prompts.stem, "n": n, "tool": name, "seconds": seconds,
                            "all_seconds": [run["seconds"] for run in measured], "per_second": n / seconds,
                            "kit_is_times_faster": seconds / kit_seconds,
                            "equal_answers": sum(own[a["id"]] == first_line(a["text"]) for a in texts),
                            "peak_gb": max(run["peak_kb"] for run in measured) * 1024 / 1e9})
            r = results[-1]
            print(f"{r['prompts']:10} {name:13} {seconds:8.1f} s {r['per_second']:7.2f}/s  kit is {r['kit_is_times_faster']:5.1f}x"
                  f"  answers equal {r['equal_answers']}/{n}  peak {r['peak_gb']:.2f} GB", flush=True)
    (args.out / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
