# Shared by bin/run, bin/test, bin/bench, bin/mutate and .ci/run, which source it: puts on the
# machine what is missing, and nothing when nothing is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PYTHONUTF8=1

PY=.venv/bin/python
LOG=var/cai-dat.log
RUN_PACKAGES=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2)
TEST_PACKAGES=(postgresql chromium poppler-utils libatomic1) # libatomic1: for Playwright

say() { printf '%s\n' "$@"; }

stop() {
    say "" "$@" >&2
    exit 1
}

# set_up REQUIREMENTS PACKAGE…: Python, Debian packages and .venv as the file asks.
set_up() {
    local requirements=$1 missing
    shift
    [ -d var ] || mkdir -m 700 var
    find_python
    mapfile -t missing < <(missing_packages "$@" && missing_python_packages)
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
    [ -n "$PYTHON" ] || find_python
    [ -n "$PYTHON" ] || stop "Cần Python 3.11 trở lên (Debian 12 trở lên có sẵn)."
    install_requirements "$requirements"
}

find_python() {
    PYTHON=
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            PYTHON=$name
            return
        fi
    done
}

missing_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "Máy này không phải Debian, đồng chí tự cài phần tương ứng với: $*" >&2
        return
    fi
    local installed package
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides},\n' |
        sed -n 's/^installed//p')
    for package in "$@"; do
        grep -qE " $package(,| \()" <<<"$installed" || echo "$package"
    done
}

missing_python_packages() {
    command -v dpkg-query >/dev/null || return 0
    command -v python3 >/dev/null || echo python3
    [ -x "$PY" ] || "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

install_packages() {
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || stop "Máy còn thiếu: $*." \
            "Không có quyền cài đặt. Đồng chí gõ lệnh sau một lần rồi chạy lại:" \
            "    $(command_to_type "$@")"
        as_root=(sudo -n)
    fi
    say "Cài các gói còn thiếu của hệ điều hành: $*"
    "${as_root[@]}" apt-get update </dev/null >>"$LOG" 2>&1 ||
        say "Chưa cập nhật được danh mục gói, thử cài theo danh mục đang có."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "$@" </dev/null >>"$LOG" 2>&1 ||
        stop "Không cài được các gói trên. Cuối nhật ký $LOG:" "$(tail -n 5 "$LOG")"
}

command_to_type() {
    local command="apt-get update && apt-get install -y --no-install-recommends $*"
    if command -v sudo >/dev/null; then
        say "sudo sh -c '$command'"
    else
        say "su -c '$command'"
    fi
}

# The stamp names the file's content, the Python and the place of .venv, so that a
# changed list, an upgraded Python and a moved folder each lead to a new installation.
install_requirements() {
    local requirements=$1
    [ "$(stamp_of "$requirements")" != "$(cat ".venv/$requirements.stamp" 2>/dev/null)" ] || return 0
    say "Cài các thư viện Python vào .venv (lần đầu mất khoảng một phút)…"
    "$PY" -m pip --version >/dev/null 2>&1 || "$PYTHON" -m venv --clear .venv >>"$LOG" 2>&1 ||
        stop "Không tạo được .venv. Cuối nhật ký $LOG:" "$(tail -n 5 "$LOG")"
    "$PY" -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r "$requirements" </dev/null >>"$LOG" 2>&1 ||
        stop "Không cài được thư viện Python (máy có vào được mạng không?). Cuối nhật ký $LOG:" \
            "$(tail -n 5 "$LOG")"
    # requirements-dev.txt holds all of requirements.txt, in the same versions.
    stamp_of requirements.txt >.venv/requirements.txt.stamp
    stamp_of "$requirements" >".venv/$requirements.stamp"
}

stamp_of() {
    sha256sum <"$1"
    "$PY" -c 'import sys; print(sys.prefix, sys.version)' 2>/dev/null || echo "no .venv"
}
