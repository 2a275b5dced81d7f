"""The server's settings, the same for bin/run and for the service in deploy/.

Two processes with four threads each suit two cores; a long request, an import of
50,000 rows, fits into the timeout.
"""

import errno
import os
import socket
import sys

HOST = os.environ.get("HOST", "127.0.0.1")
PORT = os.environ.get("PORT", "8000")

REASONS = {
    errno.EADDRINUSE: "cổng đang được dùng, có thể ứng dụng đang chạy rồi.",
    errno.EACCES: "chỉ root mở được cổng nhỏ hơn 1024.",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ đó.",
}

bind = f"{HOST}:{PORT}"
worker_class = "gthread"
workers = 2
threads = 4
timeout = 120
loglevel = "warning"
control_socket_disable = True


def on_starting(server):
    """Say plainly why the address cannot be used; gunicorn itself would retry in English."""
    try:
        family, *_, address = socket.getaddrinfo(HOST.strip("[]"), int(PORT))[0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except (OSError, ValueError, OverflowError) as problem:
        reason = REASONS.get(getattr(problem, "errno", None), "viết sai cổng hoặc địa chỉ.")
        sys.exit(
            f"\nKhông mở được cổng {PORT} trên địa chỉ {HOST}: {reason}\n"
            "Chọn cổng khác: PORT=8001 bin/run"
        )


def when_ready(server):
    """Print the address only once it answers."""
    host = "127.0.0.1" if HOST == "0.0.0.0" else HOST  # noqa: S104  (compared, not bound)
    print(f"\nMở trình duyệt tại: http://{host}:{PORT}\nDừng lại: Ctrl-C", flush=True)  # noqa: T201  (for the person at the terminal)


def on_exit(server):
    """Say that the server has stopped."""
    print("\nĐã dừng.", flush=True)  # noqa: T201  (for the person at the terminal)


if __name__ == "__main__":  # bin/run asks before it touches the database
    on_starting(None)
