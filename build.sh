#!/usr/bin/env bash
# ./build.sh build|test|bench|format|publish [arguments for dotnet]
#
#   build    restore what the lock files name, build everything, warnings are errors
#   test     install what the tests need where that is allowed, build, run every test but the longest fault tests
#   bench    run the benchmarks
#   format   put the sources in order; with --verify-no-changes only say what is out of order
#   publish  put the program into artifacts/mandel
#
# build.ps1 offers the same verbs with the same calls.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

# The Debian packages that tests use; what is missing skips its tests, by name. zarr-python, NumPy and Prometheus' client are witnesses;
# PostgreSQL's servers and Slurm's daemons are the tests' own, in temporary folders.
packages() {
  local -a missing=() as_root=()
  command -v ffmpeg >/dev/null || missing+=(ffmpeg)
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
  local python=/usr/bin/python3
  [ -x "$python" ] || python=python3
  "$python" -c 'import numpy' 2>/dev/null || missing+=(python3-numpy)
  "$python" -c 'import zarr' 2>/dev/null || missing+=(python3-zarr)
  "$python" -c 'import aiohttp' 2>/dev/null || missing+=(python3-aiohttp)
  "$python" -c 'import prometheus_client' 2>/dev/null || missing+=(python3-prometheus-client)
  command -v strace >/dev/null || missing+=(strace)
  ls /usr/lib/*/faketime/libfaketime.so.1 >/dev/null 2>&1 || missing+=(libfaketime)
  ls /etc/OpenCL/vendors/*.icd >/dev/null 2>&1 && ls /usr/lib/*/libOpenCL.so.1 >/dev/null 2>&1 || missing+=(pocl-opencl-icd ocl-icd-libopencl1)
  command -v systemd-analyze >/dev/null || missing+=(systemd)
  # The tests' own Slurm cluster needs root; elsewhere its daemons would be installed for nothing.
  [ "$(id -u)" -ne 0 ] || [ -x /usr/sbin/slurmctld ] || missing+=(slurm-wlm munge)
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
    echo "missing, and may not be installed from here (their tests are skipped): sudo apt-get install ${missing[*]}"
    return
  fi
  echo "installing ${missing[*]}"
  # env: sudo passes no variables on.
  { "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null ||
    echo "installing failed (their tests are skipped): apt-get install ${missing[*]}"
}

build() {
  dotnet restore MandelActors.sln --locked-mode -v quiet
  dotnet build MandelActors.sln -c Release --no-restore -v quiet "$@"
}

verb=${1:-}
[ $# -eq 0 ] || shift
case "$verb" in
  build) build "$@" ;;
  test)
    packages
    build
    rm -rf artifacts/tests
    # One project after the other (-m:1): the kernels and the fault tests want the cores for themselves. The longest fault tests, whose claims
    # shorter ones make as well, run where they are asked for: dotnet test tests/FaultTests -c Release.
    dotnet test MandelActors.sln -c Release --no-build -m:1 --filter 'Selection!=Long' --logger trx --results-directory artifacts/tests "$@"
    ;;
  bench) dotnet run -c Release --project tests/Benchmarks -- "$@" ;;
  format) dotnet format MandelActors.sln "$@" ;;
  publish)
    # Compiled ahead for this machine: the program starts in half the time. That takes packages of its own, so a lock file of its own.
    dotnet publish src/MandelActors.Console -c Release --use-current-runtime --self-contained false -o artifacts/mandel -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/publish.lock.json "$@"
    ;;
  *)
    echo "usage: ./build.sh build|test|bench|format|publish [arguments for dotnet]" >&2
    exit 2
    ;;
esac
