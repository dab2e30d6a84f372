"""A centre of 10,000 people, a gateway that notes when each message came, and a client that measures.

Shared by Scripts/chaos.d/load and Scripts/soak. Everything stays on the loopback interface.
"""

import asyncio
import datetime
import json
import os
import random
import re
import resource
import shutil
import socket
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def free_port():
    """Below those that the kernel gives to clients: one of them, asking for the daemon before it listens, may be given the
    very port that it asks for, and then talks to itself."""
    while True:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", random.randrange(12_000, 32_000)))
            except OSError:
                continue
            return probe.getsockname()[1]


def allow_descriptors():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def percentile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else float("nan")


class Place:
    """A centre in a directory of its own, its daemon and its gateway."""

    def __init__(self, directory, binaries, people=10_000, rate=50):
        self.directory, self.binaries, self.rate = directory, binaries, rate
        self.port, self.sink_port = free_port(), free_port()
        self.arrivals = []  # (when, number)
        self.daemon = None
        shutil.rmtree(directory, ignore_errors=True)
        shutil.copytree(f"{ROOT}/Examples", directory, ignore=shutil.ignore_patterns("run"))
        self._write_roster(people)
        self._write_configuration()
        self.musterd("init")
        self.token = self._secret("district-command.token")

    def _write_roster(self, people):
        with open(f"{self.directory}/roster-pioneer.csv", encoding="utf-8-sig") as file:
            header, *rows = file.read().splitlines()
        year = datetime.date.today().year
        with open(f"{self.directory}/roster-pioneer.csv", "w", encoding="utf-8") as file:
            print(header, file=file)
            for number in range(people):
                cells = rows[number % len(rows)].split(",")
                cells[0], cells[2] = f"XB-{number:05}", str(13910000000 + number)
                if cells[6]:
                    cells[6] = f"{year + 2}-01-01"
                cells[8], cells[12] = f"{year - 22 - number % 30}-05-05", f"{year + 2}-01-01"
                print(",".join(cells), file=file)

    def _write_configuration(self):
        with open(f"{self.directory}/musterd.yaml", encoding="utf-8") as file:
            text = file.read()
        text = re.sub(r"(?ms)^gateways:.*?(?=^seed:|^# Ways by road)", self._gateway(), text)
        text = text.replace("../Playbooks", f"{ROOT}/Playbooks").replace(":8470", f":{self.port}")
        text = re.sub(r"    reserve: .*\n", "", text).replace("\n  0:\n", f"\n  {os.getuid()}:\n")
        with open(f"{self.directory}/musterd.yaml", "w", encoding="utf-8") as file:
            file.write(text)
        with open(f"{self.directory}/rules.yaml", encoding="utf-8") as file:
            rules = file.read()
        with open(f"{self.directory}/rules.yaml", "w", encoding="utf-8") as file:
            file.write(rules.replace("large: hold 60s", "large: automatic"))

    def _gateway(self):
        return f"""gateways:
  - name: sink
    kind: generic-sms
    channel: sms
    url: http://127.0.0.1:{self.sink_port}/send
    body: '{{"key":"{{key}}","to":"{{to}}","text":"{{text}}","callback":"{{callback}}"}}'
    id_path: id
    connections: 16
    rate: {self.rate}
    keeps_keys: true
    callback_url: http://127.0.0.1:{self.port}/v1/gateways/sink/receipts
    callback_token_file: run/secrets/sink.token
    sandbox: true

"""

    def _secret(self, name):
        with open(f"{self.directory}/run/secrets/{name}", encoding="utf-8") as file:
            return file.read().strip()

    def musterd(self, verb, *arguments):
        command = [f"{self.binaries}/musterd", verb, "--config", f"{self.directory}/musterd.yaml", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    async def start(self):
        self.sink = await asyncio.start_server(self._take, "127.0.0.1", self.sink_port, backlog=1024)
        self.journal = open(f"{self.directory}/journal", "a", encoding="utf-8")
        self.daemon = subprocess.Popen(
            [f"{self.binaries}/musterd", "serve", "--config", f"{self.directory}/musterd.yaml"],
            stderr=self.journal, stdout=self.journal)
        for _ in range(600):
            if self.daemon.poll() is not None:
                raise SystemExit(f"the daemon ended; see {self.directory}/journal")
            if await self.status("GET", "/readyz") == 200:
                return
            await asyncio.sleep(0.1)
        raise SystemExit(f"the daemon isn't ready after a minute; see {self.directory}/journal")

    async def stop(self):
        self.daemon.terminate()
        await asyncio.to_thread(self.daemon.wait, 30)
        self.sink.close()

    async def _take(self, reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                came = time.time()
                length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
                body = json.loads(await reader.readexactly(length))
                self.arrivals.append((came, body["to"]))
                answer = json.dumps({"id": body["key"]}).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer) + answer)
        except (asyncio.IncompleteReadError, ConnectionError, AttributeError):
            writer.close()

    # What is asked of the daemon

    def request(self, method, path, body=b"", headers=()):
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Content-Length: {len(body)}", *headers]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    async def status(self, method, path, body=b"", headers=(), source="127.0.0.1"):
        """The status of one request on a connection of its own; 0 where there was none."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(source, 0))
            writer.write(self.request(method, path, body, (*headers, "Connection: close")))
            line = await asyncio.wait_for(reader.readline(), 30)
            writer.close()
            return int(line.split()[1])
        except (OSError, IndexError, asyncio.TimeoutError):
            return 0

    def demand(self, name, headcount=8, status="test", site="C02"):
        now = datetime.datetime.now().astimezone()
        return json.dumps({
            "id": name, "kind": "demand", "status": status, "event": "社区积水",
            "issued_at": now.isoformat(timespec="seconds"), "requested_by": {"organisation": "区防指"},
            "needs": [{"site": site, "playbook": "order-keeping", "headcount": headcount}],
            "needed_by": (now + datetime.timedelta(hours=3)).isoformat(timespec="seconds")}).encode()

    async def alert(self, body):
        """Milliseconds until the answer to an alert on a new connection, as a source sends it; None: not taken."""
        began = time.perf_counter()
        headers = (f"Authorization: Bearer {self.token}", "Content-Type: application/json")
        status = await self.status("POST", "/v1/alerts/district-command", body, headers)
        return (time.perf_counter() - began) * 1000 if status in (200, 202) else None

    async def alerts(self, name, a_second, seconds):
        """Alerts at a fixed pace, whatever the answers take; milliseconds of each, and how many were not taken."""
        count, began, tasks = int(a_second * seconds), time.perf_counter(), []
        for number in range(count):
            await asyncio.sleep(max(0, began + number / a_second - time.perf_counter()))
            tasks.append(asyncio.create_task(self.alert(self.demand(f"{name}-{number}"))))
        answers = await asyncio.gather(*tasks)
        return [answer for answer in answers if answer is not None], answers.count(None)

    async def facts(self):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(self.request("GET", "/metrics", headers=("Connection: close",)))
        text = (await reader.read(-1)).decode()
        writer.close()
        return int(re.search(r"(?m)^muster_facts_total (\d+)", text).group(1))

    def rss_mb(self):
        with open(f"/proc/{self.daemon.pid}/status", encoding="utf-8") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.daemon.pid}/fd"))

    async def control_ms(self):
        """How long the officer's `musterctl status` takes over the control socket, process start included."""
        began = time.perf_counter()
        child = await asyncio.create_subprocess_exec(
            f"{self.binaries}/musterctl", "status", stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "MUSTER_SOCKET": f"{self.directory}/run/musterd-control.sock"})
        code = await child.wait()
        return (time.perf_counter() - began) * 1000 if code == 0 else float("inf")
