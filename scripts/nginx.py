"""The nginx that stands before two servers: finds one, or gets it, or says how to; and starts it as operators do."""

from __future__ import annotations

import os
import pwd
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from console import CACHE, REPOSITORY, fail, quietly, step
from processes import LOOPBACK, Child, Processes, listens

PAGE = REPOSITORY / "docs" / "operator.md"
UNPACKED = CACHE / "nginx"
HOW = "Rooms over two servers need nginx; install it (Debian: apt-get install nginx-light) or set NGINX to its path."
AROUND = """\
daemon off;
worker_processes 1;
pid {home}/nginx.pid;
error_log stderr warn;
{user}
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    # So that it can be seen who has answered.
    add_header Served-By $upstream_addr always;
{page}
}}
"""


def nginx() -> str:
    """The path of an nginx. Debian's own is only unpacked, below `.cache`: installed it would start itself."""
    if given := os.environ.get("NGINX"):
        return shutil.which(given) or fail(f"NGINX names {given}, and there is no such program.")
    if found := _found():
        return found
    if Path("/etc/debian_version").exists() and shutil.which("apt-get") and shutil.which("dpkg-deb"):
        with step("Fetching Debian's nginx"):
            UNPACKED.mkdir(parents=True, exist_ok=True)
            if os.geteuid() == 0:
                quietly(["apt-get", "update", "-qq"], sorry=HOW)
            quietly(["apt-get", "download", "-qq", "nginx"], cwd=UNPACKED, sorry=HOW)
            [package, *_] = sorted(UNPACKED.glob("nginx_*.deb"))
            quietly(["dpkg-deb", "--extract", package, UNPACKED], sorry=HOW)
    return _found() or fail(HOW)


def own_nginx(
    processes: Processes, folder: Path, port: int, *, upstream: Mapping[int, int], polite: str = "SIGTERM"
) -> Child:
    """Start one on a loopback port, by the operator's page; `upstream` says which of our ports its ports mean."""
    home = folder / "nginx"
    home.mkdir(exist_ok=True)
    said = described()
    for on_the_page, ours in upstream.items():
        said = said.replace(f"{LOOPBACK}:{on_the_page};", f"{LOOPBACK}:{ours};")
    # Encryption ends at the proxy, and says nothing about what is behind it.
    said, on_loopback = re.subn(r"listen 443 ssl;(\n\s*ssl_\S+ [^\n]*)*", f"listen {LOOPBACK}:{port};", said)
    if not on_loopback or said.count("listen ") > 1:
        fail(f"The nginx of {PAGE} listens elsewhere than on port 443; the tests would not know how to change that.")
    user = f"user {pwd.getpwuid(os.geteuid()).pw_name};" if os.geteuid() == 0 else ""
    (home / "nginx.conf").write_text(AROUND.format(home=home, user=user, page=said))
    command: tuple[str | Path, ...] = (nginx(), "-e", "stderr", "-p", home, "-c", home / "nginx.conf")
    child = processes.start("proxy", command, log=folder / "nginx.log", polite=polite)
    processes.wait_until(lambda: listens(port), "nginx")
    return child


def described() -> str:
    """The configuration on the operator's page."""
    [block] = re.findall(r"^```nginx\n(.*?)^```$", PAGE.read_text(), flags=re.MULTILINE | re.DOTALL)
    return str(block)


def _found() -> str | None:
    there = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", str(UNPACKED / "usr" / "sbin")])
    return shutil.which("nginx", path=there)
