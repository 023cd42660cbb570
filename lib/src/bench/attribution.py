#!/usr/bin/env python3
"""Relevance by layer beside LXT, and the oracle beside Captum: the same samples, in turn, in one sitting, with results compared.

    lib/src/bench/attribution.py --gguf MODEL.gguf --out FOLDER SAMPLES.jsonl

SAMPLES: one {"id", "prompt", "context"} a line: the prompt rendered, with "Answer:" at its end, and the test context that stands in it.
BENCH_LXT is a Python with lxt, captum and transformers, BENCH_HF the same model as a folder; without them the kit runs alone.
Needs `mvn package` (with test classes) before. Times are seconds a sample after a warm-up, without start and loading.
"""
import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def last_json(command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"failed: {' '.join(str(part) for part in command)}\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().split("\n")[-1])


def java(name, *arguments):
    path = os.pathsep.join(str(ROOT / part) for part in ("target/classes", "target/test-classes", "target/lib/*"))
    return last_json(["java", f"@{ROOT / 'environment/jvm.options'}", "-cp", path, f"crosslens.bench.{name}", *arguments])


def split(item):
    before, after = item["prompt"].rsplit(item["context"], 1)
    parts = [part for part in re.split(r"(?<=[.!?]) +(?=[A-Z\"'(0-9])", item["context"]) if part]
    sentences = [part + (" " if i + 1 < len(parts) else "") for i, part in enumerate(parts)]
    return {"id": item["id"], "before": before, "sentences": sentences, "after": after}


def texts(item):
    kept = [[s for j, s in enumerate(item["sentences"]) if j != gone] for gone in range(-1, len(item["sentences"]))]
    return {"id": item["id"], "texts": [item["before"] + "".join(sentences) + item["after"] for sentences in kept]}


def say(name, runs):
    seconds = statistics.median(run["seconds"] for run in runs)
    peak = max(run["peak_kb"] for run in runs) / 1e6
    print(f"  {name:<24} {seconds:7.2f} s a sample   peak {peak:.2f} GB", flush=True)
    return seconds, peak


def ratio(name, own, other):
    print(f"  {name}: {other[0] / own[0]:.2f} times as fast, {own[1] / other[1]:.2f} of its memory")


def relevance(args, items, peer):
    samples = write(args.out / "relevance.samples.jsonl", items)
    found = args.out / "relevance.lxt.jsonl"
    theirs, own = [], {"WHOLE": [], "BY_LAYER": []}
    for _ in range(args.rounds):
        if peer:
            theirs.append(last_json([peer, ROOT / "lib/src/bench/peer_lxt.py", os.environ["BENCH_HF"], samples, found]))
        elif not found.exists():
            sys.exit(f"{found} with token ids is needed where no peer makes it")
        for recording, runs in own.items():
            out = args.out / f"relevance.{recording}.jsonl"
            runs.append(java("RelevanceBench", args.gguf, found, args.products, args.threads, recording, 1, out))
    print(f"relevance of {len(items)} samples, {own['WHOLE'][0]['tokens']} tokens, {args.products}, {args.threads} threads")
    kit = {recording: say("crosslens " + recording, runs) for recording, runs in own.items()}
    if not peer:
        return
    other = say("LXT", theirs)
    for recording, result in kit.items():
        ratio(recording, result, other)
        apart = 0
        for a, b in zip(lines(args.out / f"relevance.{recording}.jsonl"), lines(found)):
            for mine, reference in zip(a["relevance"][1:], b["relevance"]):
                largest = max(abs(value) for value in reference)
                apart = max(apart, max(abs(x - y) for x, y in zip(mine, reference)) / largest)
        print(f"  {recording}: at most {apart:.1e} of a layer's largest relevance apart")


def oracle(args, items, peer):
    parts = [split(item) for item in items]
    samples = write(args.out / "oracle.samples.jsonl", parts)
    variants = write(args.out / "oracle.texts.jsonl", [texts(part) for part in parts])
    out, found = args.out / "oracle.crosslens.jsonl", args.out / "oracle.captum.jsonl"
    own, theirs = [], []
    for _ in range(args.rounds):
        own.append(java("OracleBench", args.gguf, variants, args.oracle_products, args.threads, out))
    if peer:
        theirs.append(last_json([peer, ROOT / "lib/src/bench/peer_captum.py", os.environ["BENCH_HF"], samples, found]))
    print(f"oracle of {len(items)} samples, {sum(len(part['sentences']) for part in parts)} sentences, {args.oracle_products}")
    kit = say("crosslens", own)
    if not peer:
        return
    ratio("oracle", kit, say("Captum", theirs))
    same, apart = 0, 0
    for a, b in zip(lines(out), lines(found)):
        if a["target"].strip() == b["target"].strip():
            same += 1
            apart = max([apart] + [abs(x - y) for x, y in zip(a["attribution"], b["attribution"])])
    print(f"  same answer in {same} of {len(items)} samples; of these, attributions at most {apart:.1e} apart")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", type=pathlib.Path)
    parser.add_argument("--gguf", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--limit", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--products", default="PLAIN_RECORDED", help="of relevance (default: %(default)s)")
    parser.add_argument("--oracle-products", default="ONEDNN", help="of the oracle (default: %(default)s)")
    parser.add_argument("--only", choices=["relevance", "oracle"])
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    items = lines(args.samples)[:args.limit]
    peer = os.environ.get("BENCH_LXT")
    if args.only != "oracle":
        relevance(args, items, peer)
    if args.only != "relevance":
        oracle(args, items, peer)


if __name__ == "__main__":
    main()
