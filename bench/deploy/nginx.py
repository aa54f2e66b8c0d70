"""deploy/'s own nginx configuration, its places put below one folder; tests/test_deploy.py looks at it as well."""

import re
import subprocess
from pathlib import Path

DEPLOY = Path(__file__).resolve().parent.parent.parent / "deploy"
NAME = "yibao.example"
PLACES = {
    "/etc/letsencrypt/live/yibao.example/fullchain.pem": "certificate.pem",
    "/etc/letsencrypt/live/yibao.example/privkey.pem": "key.pem",
    "/var/cache/nginx/yibao": "cache",
    "/var/log/nginx": "",
    "/opt/yibao/staticfiles": "static",
    "/var/lib/yibao/media": "media",
    "/var/www/acme": "acme",
}
MAIN = """
error_log {folder}/nginx.log; pid {folder}/nginx.pid; worker_processes {workers};
events {{}}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def write(folder: Path, workers: int = 1) -> Path:
    """The main file, after a certificate signed by itself and the site's file, with the ports that a site has."""
    certify(folder)
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    places = {there: folder / here for there, here in PLACES.items()}
    for there, here in (places | {"/etc/nginx/yibao-proxy.conf": DEPLOY / "nginx-proxy.conf"}).items():
        if there not in text:
            raise ValueError(there)
        text = text.replace(there, str(here))
    (folder / "site.conf").write_text(text, "utf-8")
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, workers=workers), "utf-8")
    return folder / "nginx.conf"


def on_loopback(folder: Path, plain: int, tls: int, services: dict[int, int]) -> None:
    """Has what was written listen there, and find each service at another port. Nothing else is changed."""
    text = re.sub(r"(?m)^ *listen \[::\]:.*\n", "", (folder / "site.conf").read_text("utf-8"))
    text = text.replace("listen 80", f"listen 127.0.0.1:{plain}").replace("listen 443", f"listen 127.0.0.1:{tls}")
    for usual, port in services.items():
        text = text.replace(f"server 127.0.0.1:{usual} ", f"server 127.0.0.1:{port} ")
    (folder / "site.conf").write_text(text, "utf-8")


def certify(folder: Path) -> None:
    made = ("-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1")
    names = ("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}")
    files = ("-keyout", folder / "key.pem", "-out", folder / "certificate.pem")
    subprocess.run(["openssl", "req", *made, *names, *files], check=True, capture_output=True)  # noqa: S607
