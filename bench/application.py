"""The packaged application as a program's user sees it: start it on a fresh folder, post drives, read trips. Standard library only."""
import base64
import concurrent.futures
import csv
import datetime
import gzip
import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

EMAIL = "bench@example.org"
PASSWORD = "a sentence for the bench"
COLUMNS = {"speed_mps": "speed", "heading": "course", "altitude": "altitude", "accuracy_m": "accuracy"}
POSITIONS_A_POST = 2000
START_SECONDS = 60
PROCESSED_SECONDS = 120


class Application:
    """A running application, and a user who may make devices."""

    def __init__(self, url, email, password):
        self.url = url.rstrip("/") + "/api/v1"
        basic = "Basic " + base64.b64encode(f"{email}:{password}".encode()).decode()
        self.token = "Bearer " + self.call("/tokens", basic, {"name": "score-trips"})["token"]
        self.devices = []

    def call(self, path, authorization, body=None, method=None):
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Authorization", authorization)
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        while True:
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    text = answer.read()
                    return json.loads(text) if text else None
            except urllib.error.HTTPError as error:
                if error.code not in (429, 503):
                    raise RuntimeError(f"{path}: {error.code} {error.read().decode()}") from error
                time.sleep(float(error.headers.get("Retry-After", 1)))

    def pages(self, path, key, **query):
        while True:
            page = self.call(f"{path}?{urllib.parse.urlencode(query)}", self.token)
            yield from page[key]
            if not page.get("next"):
                return
            query["next"] = page["next"]

    def trips(self, drives):
        """The trips of a file of drives, each device of it posted as one of ours, in the order of the file."""
        rows = {}
        with gzip.open(drives, "rt", newline="") as lines:
            for row in csv.DictReader(lines):
                rows.setdefault(row["device_id"], []).append(position(row))
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for trips in pool.map(lambda name: self.drive(name, rows[name]), sorted(rows)):
                yield from trips

    def drive(self, name, positions):
        device = self.call("/devices", self.token, {"name": name})
        self.devices.append(device["id"])
        stored = []
        for i in range(0, len(positions), POSITIONS_A_POST):
            batch = positions[i : i + POSITIONS_A_POST]
            answer = self.call("/positions", "Bearer " + device["token"], {"positions": batch})
            rejected = {rejection["index"] for rejection in answer["rejected"]}
            stored += [each for k, each in enumerate(batch) if k not in rejected]
        self.await_time(device["id"], stored[-1]["time"])
        span = {"from": "1990-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"}
        for trip in self.pages("/trips", "trips", device=device["id"], **span):
            yield name, trip["start"], trip["end"], trip["distanceMeters"], trip["drivingSeconds"]

    def await_time(self, device, when):
        """Positions are stored in the order of their posts, with the trips they change: wait for one of the last post."""
        seconds = when[:19] + "Z"
        deadline = time.monotonic() + PROCESSED_SECONDS
        path = f"/devices/{device}/positions"
        until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch(seconds) + 1))
        while not any(epoch(each["time"]) == epoch(when) for each in self.pages(path, "positions", **{"from": seconds, "to": until})):
            if time.monotonic() > deadline:
                raise RuntimeError(f"the position of {when} was accepted and is not there after {PROCESSED_SECONDS} s")
            time.sleep(0.1)

    def forget(self):
        """Takes the devices and what they posted out of the application again."""
        for device in self.devices:
            self.call(f"/devices/{device}?data=delete", self.token, method="DELETE")
        self.devices.clear()


def position(row):
    each = {"time": row["timestamp_iso8601_utc"], "lat": float(row["lat"]), "lon": float(row["lon"])}
    each.update((name, float(row[column])) for column, name in COLUMNS.items() if row[column])
    return each


def epoch(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Started:
    """The packaged application on a folder of its own, for as long as the block lasts."""

    def __init__(self, root):
        self.jar = root / "target" / "quarkus-app" / "quarkus-run.jar"

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        environment = {
            **os.environ,
            "QUARKUS_HTTP_HOST": "127.0.0.1",
            "QUARKUS_HTTP_PORT": str(port),
            "RUMBO_DATA_DIR": self.folder.name + "/data",
            "RUMBO_ADMIN_EMAIL": EMAIL,
            "RUMBO_ADMIN_PASSWORD": PASSWORD,
        }
        self.log = Path(self.folder.name) / "log"
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(["java", "-jar", self.jar], env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return Application(f"http://127.0.0.1:{port}", EMAIL, PASSWORD)
            except (urllib.error.URLError, ConnectionError):
                if self.process.poll() is not None or time.monotonic() > deadline:
                    text = self.log.read_text()
                    self.__exit__()
                    raise RuntimeError("the application does not start\n" + text) from None
                time.sleep(0.2)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()
