"""Writes the kernel named java, and JupyterLab's settings, into the environment that runs this script.

usage: kernel.py JAVA_HOME REPOSITORY. The kernel's jar lies where the jjava package put it.
"""
import json
import sys
from pathlib import Path

java_home, root = sys.argv[1:]
share = Path(sys.prefix, "share", "jupyter")
folder = share / "kernels" / "java"
if not (folder / "jjava.jar").is_file():
    sys.exit(f"{folder / 'jjava.jar'} is missing: the jjava package changed its place")

kernel = {
    "argv": [
        f"{java_home}/bin/java",
        f"@{root}/environment/jvm.options",
        "-Xmx2g",
        f"-Dcrosslens.root={root}",
        "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
        "-cp",
        f"{{resource_dir}}/jjava.jar:{root}/target/crosslens.jar:{root}/target/lib/*",
        "org.dflib.jjava.distro.JJava",
        "{connection_file}",
    ],
    "display_name": "Java (Crosslens)",
    "language": "java",
    "interrupt_mode": "message",
    "env": {"DJL_CACHE_DIR": f"{root}/environment/.cache/djl", "OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "10000"},
    "metadata": {"debugger": False},
}
(folder / "kernel.json").write_text(json.dumps(kernel, indent=1), encoding="utf-8")

settings = share / "lab" / "settings"
settings.mkdir(parents=True, exist_ok=True)
overrides = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
(settings / "overrides.json").write_text(json.dumps(overrides, indent=1), encoding="utf-8")
