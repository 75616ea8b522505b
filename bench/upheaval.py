"""Fifty people say 10,000 things while Redis is killed and started and one of two servers is killed: what is missing,
twice or out of place then, on every screen, against the database. The faults' tests do the same with six people."""

from __future__ import annotations

import logging
import time

from django.conf import settings

from tests.faults.deployment import Deployment
from tests.faults.journeys import signed_in
from tests.faults.talking import Talker
from tests.faults.upheavals import counted, talk_through

from .context import Bench
from .figures import Figure
from .halls import a_room

PEOPLE, EACH = 50, 200


def run(bench: Bench) -> list[Figure]:
    """Two servers of sockets and pages with a Redis of their own, and the operators' proxy before them."""
    folder = bench.folder / "upheaval"
    folder.mkdir(exist_ok=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # tells of each request
    before = list(bench.processes.children)
    house = Deployment(folder, settings.ENV.database_url, bench.processes)
    cache = house.start_cache()
    house.start_proxy()
    killed = [house.start_sockets(number, wait=False) for number in (0, 1)][1]
    for number in (0, 1):
        house.wait_for_app(number)
    room, people = a_room(PEOPLE)
    talkers = [Talker(signed_in(one, house), room.pk) for one in people]
    each = EACH // 10 if bench.quick else EACH
    began = time.monotonic()
    talk_through(
        talkers,
        each=each,
        pause=0,
        acts=[(0.2, lambda: house.kill(cache)), (0.3, house.start_cache), (0.6, lambda: house.kill(killed))],
    )
    took = time.monotonic() - began
    found = counted(talkers)
    house.kill(*(child for child in bench.processes.children if child not in before))
    if found.stored - found.doubles != PEOPLE * each:
        raise RuntimeError(f"{PEOPLE * each} were said, and {found.stored} are there, {found.doubles} of them again.")
    part = f"Rooms, {PEOPLE} people say {PEOPLE * each:,} things over two servers behind nginx"
    note = (
        f"in {took:.0f} s; Redis was killed after a fifth and started after three tenths, a server killed after six; "
        f"{sum(len(one.servers) - 1 for one in talkers)} sockets were opened anew, "
        f"{sum(one.caught_up for one in talkers):,} times somebody asked for what was missing"
    )
    wrong = {
        "numbers without a message": found.gaps,
        "stored twice": found.doubles,
        f"missing on {PEOPLE} screens": found.missing,
        "on a screen, and not in the database": found.strange,
        "lists that are not the database's": found.unlike,
    }
    return [
        Figure(part, "stored", "", found.stored, note=note),
        *(Figure(part, name, "", value, goal=0, at_most=True) for name, value in wrong.items()),
    ]
