"""Runs below a systemd of its own, in the namespaces that Scripts/chaos-pid1 makes: does to musterd what a bad night
does, and writes what held. CHAOS_QUICK=1 does each thing a few times only."""

from collections import Counter
import os
import random
import selectors
import signal
import socket
import subprocess
import threading
import time

from chaos_load import Door, Sources, Table, lost, milliseconds, share

QUICK = bool(os.environ.get("CHAOS_QUICK"))
STORE = "/var/lib/musterd/muster.db"
UNIT = "musterd.service"
DROP_IN = "/run/chaos-watchdog.conf"
table = Table("/results/table")
door = Door("http://127.0.0.1:8470", open("/etc/musterd/credentials/weather", encoding="ascii").read().strip())
acknowledged = set()


def systemctl(*arguments):
    return subprocess.run(["systemctl", *arguments], capture_output=True, text=True, check=False)


def show(name):
    return systemctl("show", "--value", "-p", name, UNIT).stdout.strip()


def main_pid():
    return int(show("MainPID") or 0)


def until(what, limit_s=60):
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        if value := what():
            return value
        time.sleep(0.005)
    return None


def is_ready():
    return show("ActiveState") == "active" and door.get("/readyz") == 200


def kill(number=signal.SIGKILL):
    pid = main_pid()
    if pid:
        os.kill(pid, number)
    return pid


def queue_before_start():
    """The sockets are there, the service is not: what is posted waits, and the first connection starts it."""
    was = show("ActiveState")
    answers = []

    def post(number):
        answers.append(door.post(f"queued-{number}", timeout_s=60))
        if answers[-1] == 202:
            acknowledged.add(f"queued-{number}")

    threads = [threading.Thread(target=post, args=(n,)) for n in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = answers.count(202)
    table.line("service not started", "30 alerts wait at its socket, are answered 202",
               f"{taken} of 30; it was {was}", taken == 30 and was == "inactive")


def ready_means_ready():
    """READY=1 comes after migration and replay: whoever waits for the restart may ask at once."""
    systemctl("restart", UNIT)
    answers = {door.get("/readyz", timeout_s=5), door.post("after-restart", timeout_s=5)}
    words = show("StatusText")
    table.line("systemctl restart returns", "replay is done, /readyz says 200", f"status \"{words[:40]}\"",
               answers <= {200, 202} and words.startswith("ready"))


def confinement():
    with open(f"/proc/{main_pid()}/status", encoding="ascii") as status:
        lines = dict(line.rstrip().split(":\t", 1) for line in status if ":\t" in line)
    filters = int(lines.get("Seccomp_filters", 0))
    bounds = lines["CapBnd"].strip("0") or "0"
    table.line("confinement of the process", "seccomp filters, no capabilities, no new privileges, not root",
               f"{filters} filters, CapBnd {bounds}, NoNewPrivs {lines['NoNewPrivs']}, uid {lines['Uid'].split()[0]}",
               lines["Seccomp"] == "2" and filters >= 10 and bounds == "0" and lines["NoNewPrivs"] == "1"
               and lines["Uid"].split()[0] != "0")


def folder():
    owner = int(subprocess.run(["id", "-u", "musterd"], capture_output=True, text=True, check=True).stdout)
    rights = {path: os.stat(path) for path in ("/var/lib/musterd", STORE)}
    modes = [oct(entry.st_mode & 0o777)[2:] for entry in rights.values()]
    owned = all(entry.st_uid == owner for entry in rights.values())
    table.line("state directory", "belongs to musterd, 0700, the store 0600",
               f"{'/'.join(modes)}, {'its own' if owned else 'not its own'}", owned and modes == ["700", "600"])


def run_as(user, *command):
    return subprocess.run(["runuser", "-u", user, "--", *command],
                          capture_output=True, text=True, check=False)


def credentials():
    """The weather source's token exists for the daemon only by LoadCredential; that it was taken shows above."""
    path = "/run/credentials/musterd.service/weather"
    mine = run_as("musterd", "cat", path).returncode
    others = run_as("officer", "cat", path).returncode
    table.line("secrets by LoadCredential", "the daemon reads them, an officer doesn't",
               f"exit {mine} and {others}", mine == 0 and others != 0)


def peers():
    """Who is at the control socket, by the kernel's word."""
    ask = ("musterctl", "log", "--general", "守夜", "--lang", "en")
    officer = run_as("officer", *ask)
    looker = run_as("looker", *ask)
    sees = run_as("looker", "musterctl", "status", "--lang", "en")
    stranger = run_as("stranger", "musterctl", "status", "--lang", "en")
    holds = (officer.returncode == 0 and looker.returncode not in (0, 3) and sees.returncode == 0
             and stranger.returncode != 0)
    table.line("control socket", "an officer's uid commands, another looks, others don't get in",
               f"exit {officer.returncode}, {looker.returncode} (looks: {sees.returncode}), {stranger.returncode}",
               holds)
    if not holds:
        print(officer, looker, sees, stranger, sep="\n", flush=True)


def set_watchdog(seconds):
    folder = f"/chaos/units/{UNIT}.d"
    path = f"{folder}/watchdog.conf"
    if seconds is None:
        if os.path.exists(path):
            os.remove(path)
    else:
        with open(path, "w", encoding="ascii") as drop_in:
            drop_in.write(f"[Service]\nWatchdogSec={seconds}s\n")
    systemctl("daemon-reload")
    systemctl("restart", UNIT)
    until(is_ready)


def frozen():
    """A daemon that stands still is replaced, whatever it stands still on."""
    limit_s = 3 if QUICK else 10
    if QUICK:
        set_watchdog(limit_s)
    time.sleep(1.5)
    pid = main_pid()
    os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    until(lambda: main_pid() not in (0, pid), limit_s + 30)
    took_s = time.monotonic() - began
    answered_s = time.monotonic() - began if until(is_ready) else float("nan")
    table.line("a frozen daemon", f"another process within WatchdogSec {limit_s} s + 1 s",
               f"{took_s:.2f} s, ready after {time.monotonic() - began:.2f} s",
               took_s <= limit_s + 1 and answered_s == answered_s)
    if QUICK:
        set_watchdog(None)


def queue_at_frozen():
    """Connections that come while it stands still wait in the kernel."""
    count = 200 if QUICK else 3000
    until(is_ready)
    pid = kill(signal.SIGSTOP)
    chooser = selectors.DefaultSelector()
    began = time.monotonic()
    refused = 0
    for number in range(count):
        connection = socket.socket()
        try:
            connection.connect(door.address)
        except OSError:
            refused += 1
            continue
        connection.sendall(door.request(f"frozen-{number}"))
        connection.setblocking(False)
        chooser.register(connection, selectors.EVENT_READ, f"frozen-{number}")
    queued_s = time.monotonic() - began
    os.kill(pid, signal.SIGCONT)
    began = time.monotonic()
    answers = {}
    while chooser.get_map() and time.monotonic() - began < 60:
        for key, _ in chooser.select(1):
            try:
                chunk = key.fileobj.recv(65536)
            except OSError:
                chunk = b""
            answers.setdefault(key.data, b"")
            answers[key.data] += chunk
            if not chunk:
                chooser.unregister(key.fileobj)
                key.fileobj.close()
    took_s = time.monotonic() - began
    kinds = Counter(answer[9:12].decode() or "none" for answer in answers.values())
    # One source may send a thousand at once; the others are told when to come again, and do.
    early = [name for name, answer in answers.items() if answer[9:12] == b"429"]
    taken = {name for name, answer in answers.items() if answer[9:12] in (b"202", b"200")}
    for name in early:
        if until(lambda: door.post(name) in (200, 202)):
            taken.add(name)
    acknowledged.update(taken)
    table.line(f"{count} alerts at a frozen daemon", "none refused, all answered after it goes on, in the end all taken",
               f"queued in {queued_s:.2f} s, {dict(kinds)} within {took_s:.2f} s, {len(taken)} taken in the end",
               refused == 0 and set(kinds) <= {"200", "202", "429"} and len(taken) == count)


def missing_secret():
    """What fails before it is musterd at all is tried again, at a pace, and comes up by itself when it can."""
    until(is_ready)
    secret = "/etc/musterd/credentials/weather"
    os.rename(secret, secret + ".away")
    kill()
    time.sleep(1)
    before = int(show("NRestarts"))
    time.sleep(5)
    tries = int(show("NRestarts")) - before
    os.rename(secret + ".away", secret)
    began = time.monotonic()
    until(is_ready)
    back_s = time.monotonic() - began
    table.line("a secret is missing", "tried again once or twice a second, back within 3 s once it is there",
               f"{tries} tries in 5 s, back after {back_s:.2f} s", 3 <= tries <= 10 and back_s <= 3)


def kills():
    """kill -9 while four sources post: whoever connects is heard."""
    count = 4 if QUICK else 40
    pauses_s = []
    with Sources(door, 4, run="kills") as sources:
        for number in range(count):
            until(is_ready)
            time.sleep(random.uniform(0.2, 0.5))
            kill()
            began = time.monotonic()
            name = f"probe-{number}"
            while door.post(name) not in (200, 202):
                pass
            pauses_s.append(time.monotonic() - began)
            acknowledged.add(name)
        until(is_ready)
    acknowledged.update(sources.acknowledged)
    table.line(f"{count} times kill -9 under load", "0 connections refused",
               f"{sources.counts['refused']} refused, {sources.counts['broken']} in flight broke, "
               f"{len(sources.acknowledged)} taken",
               sources.counts["refused"] == 0 and sources.counts["late"] == 0 and len(sources.acknowledged) > count)
    # The programs of a debug build, on a machine that builds beside it, are no measure.
    bound_s = 5 if QUICK else 0.5
    table.line("from kill -9 to the next 202", f"p95 at most {bound_s * 1000:.0f} ms", milliseconds(pauses_s),
               share(pauses_s, 0.95) <= bound_s)


def restarts():
    """An orderly restart, as of an upgrade: nobody notices more than a pause."""
    count = 2 if QUICK else 10
    with Sources(door, 4, run="restarts") as sources:
        for _ in range(count):
            time.sleep(0.5)
            systemctl("restart", UNIT)
    acknowledged.update(sources.acknowledged)
    refused, broken, other = (sources.counts[name] for name in ("refused", "broken", "other"))
    table.line(f"{count} times systemctl restart under load", "0 refused, no 5xx; what broke is taken when sent again",
               f"{refused} refused, {broken} broken, {other} other; slowest {max(sources.latencies_s):.2f} s",
               refused == 0 and other == 0)


def reload():
    if "ExecReload" not in open(f"/chaos/units/{UNIT}", encoding="utf-8").read():
        table.skip("systemctl reload", "the unit has no ExecReload")
        return
    until(is_ready)
    pid = main_pid()
    with Sources(door, 2, run="reload") as sources:
        time.sleep(0.3)
        ended = systemctl("reload", UNIT)
        time.sleep(1)
    acknowledged.update(sources.acknowledged)
    until(is_ready)
    if main_pid() != pid:
        table.skip("systemctl reload", "this musterd ends at SIGHUP instead of reading its configuration again")
        return
    bad = sum(count for name, count in sources.counts.items() if name != "sent")
    table.line("systemctl reload under load", "the same process, every alert taken",
               f"exit {ended.returncode}, {len(sources.acknowledged)} taken, {bad} not",
               ended.returncode == 0 and bad == 0 and len(sources.acknowledged) > 0)


def end():
    systemctl("stop", UNIT)
    table.line("systemctl stop", "an orderly end", f"result {show('Result')}", show("Result") == "success")
    missing = lost(acknowledged, STORE)
    table.line("all of it", "no alert that was acknowledged is lost",
               f"{len(missing)} of {len(acknowledged)} lost", not missing and len(acknowledged) > 50)


def main():
    status = 1
    try:
        for act in (queue_before_start, ready_means_ready, confinement, folder, credentials, peers, frozen,
                    queue_at_frozen, missing_secret, kills, restarts, reload, end):
            print(act.__name__, flush=True)
            act()
        status = 0
    finally:
        if status:
            print(systemctl("status", "--no-pager", "--full", UNIT, "musterd.socket", "musterd-control.socket").stdout)
        with open("/results/done", "w", encoding="ascii") as done:
            done.write(f"{status}\n")


main()
