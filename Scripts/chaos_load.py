"""What Scripts/chaos does to a daemon from outside: alert sources that post, count and never forget an answer."""

import random
import socket
import sqlite3
import threading
import time
import urllib.parse
from datetime import datetime, timedelta, timezone

# A warning below every colour: it is recorded, and nobody is called or warned.
WARNING = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{id}</identifier><sender>weather.example.org</sender>
<sent>{sent}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>zh-CN</language>
<category>Met</category><event>大风</event><urgency>Future</urgency><severity>Minor</severity><certainty>Possible</certainty>
<expires>{expires}</expires><senderName>示例市气象台</senderName><headline>大风消息</headline>
<area><areaDesc>示例市</areaDesc></area></info></alert>
"""
CHINA = timezone(timedelta(hours=8))


def warning(identifier):
    now = datetime.now(CHINA).replace(microsecond=0)
    words = WARNING.format(id=identifier, sent=now.isoformat(), expires=(now + timedelta(hours=6)).isoformat())
    return words.encode()


class Door:
    """The daemon's HTTP address and the token of the source that posts."""

    def __init__(self, base, token, source="weather"):
        place = urllib.parse.urlsplit(base)
        self.address = (place.hostname, place.port)
        self.token = token
        self.source = source
        self.bodies = {}

    def request(self, identifier):
        # What is sent again is the same to the byte.
        body = self.bodies.setdefault(identifier, warning(identifier))
        head = (
            f"POST /v1/alerts/{self.source} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Type: application/cap+xml\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        return head.encode() + body

    def post(self, identifier, timeout_s=30):
        """The status of the answer, or `refused`, `broken` (a connection that ended unanswered) or `late`."""
        try:
            with socket.create_connection(self.address, timeout=timeout_s) as connection:
                connection.sendall(self.request(identifier))
                answer = b""
                while chunk := connection.recv(65536):
                    answer += chunk
        except ConnectionRefusedError:
            return "refused"
        except TimeoutError:
            return "late"
        except OSError:
            return "broken"
        return int(answer[9:12]) if answer[:9] == b"HTTP/1.1 " else "broken"

    def get(self, path, timeout_s=5):
        try:
            with socket.create_connection(self.address, timeout=timeout_s) as connection:
                connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
                answer = b""
                while chunk := connection.recv(65536):
                    answer += chunk
        except OSError:
            return None
        return int(answer[9:12]) if answer[:9] == b"HTTP/1.1 " else None


class Sources:
    """So many sources that post one warning after the other, each again under the same id until it is taken."""

    def __init__(self, door, count, pause_s=0.02, run="load"):
        self.door = door
        self.pause_s = pause_s
        self.run = f"{run}-{random.getrandbits(32):08x}"
        self.acknowledged = set()
        self.counts = {"sent": 0, "refused": 0, "broken": 0, "late": 0, "other": 0}
        self.slowest_s = 0.0
        self.latencies_s = []
        self.lock = threading.Lock()
        self.ends = threading.Event()
        self.threads = [threading.Thread(target=self._post, args=(n,), daemon=True) for n in range(count)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ends.set()
        for thread in self.threads:
            thread.join()

    def _post(self, number):
        count = 0
        while not self.ends.is_set():
            count += 1
            identifier = f"{self.run}-{number}-{count}"
            began = time.monotonic()
            while not self.ends.is_set():
                answer = self.door.post(identifier)
                with self.lock:
                    self.counts["sent"] += 1
                    if answer in (200, 202):
                        self.acknowledged.add(identifier)
                        self.latencies_s.append(time.monotonic() - began)
                    else:
                        self.counts[answer if answer in self.counts else "other"] += 1
                if answer in (200, 202):
                    break
                time.sleep(self.pause_s)
            time.sleep(self.pause_s)


def lost(acknowledged, store):
    """The ids that the daemon took and the store does not hold."""
    database = sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=10)
    with database:
        # A CAP alert is known by its sender, its number and its time.
        stored = {row[0].split(",")[1] for row in database.execute("select identifier from alerts")}
    database.close()
    return acknowledged - stored


def share(values, part):
    """The value below which that part of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else float("nan")


def milliseconds(values):
    return (
        f"p50 {share(values, 0.5) * 1000:.0f} ms, p95 {share(values, 0.95) * 1000:.0f} ms, "
        f"most {max(values, default=float('nan')) * 1000:.0f} ms"
    )


class Table:
    """One line for each thing that must hold, as Scripts/chaos reads it."""

    def __init__(self, file):
        self.file = file

    def line(self, fault, must, figure, holds):
        with open(self.file, "a", encoding="utf-8") as table:
            table.write(f"{fault}|{must}|{figure}|{'ok' if holds else 'FAILED'}\n")

    def skip(self, fault, reason):
        with open(self.file, "a", encoding="utf-8") as table:
            table.write(f"{fault}|SKIPPED|{reason}|skipped\n")
