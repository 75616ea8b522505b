"""A room with 200 and with 1,000 open sockets, twenty of which talk at once: how much is heard, how late, and what is
lost, against a bare room and against one of Channels' own."""

from __future__ import annotations

import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django_tasks_db.models import DBTaskResult

from accredit.accounts.models import Session, User
from accredit.accounts.services.tokens import pair_for
from accredit.core import clock
from accredit.core.models import Job, OutboxEvent
from processes import Child, free_ports

from .context import Bench
from .figures import Figure, compared
from .halls import Cache, Hall, a_room, bare_hall, channels_hall, last_change, our_hall

SIZES = (200, 1000)
TALKERS = 20
PACE = {200: 40, 1000: 10}
"""Messages a second at which it is looked how late they are heard: what every server but Channels' bears easily."""
BURST = 10
"""Messages of each talker in a breath."""
CORE, PUBSUB = "channels_redis.core.RedisChannelLayer", "channels_redis.pubsub.RedisPubSubChannelLayer"
CEILING = "bare: uvicorn, one subscription to the same Redis, the text as it came; nobody checked, nothing stored"
FILES = 8192
"""Open sockets that a process may have."""
Talks = dict[tuple[str, str], list[dict[str, Any]]]


def run(bench: Bench) -> list[Figure]:
    """One server of each kind at each size, with a Redis of their own, which is killed at the end."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, FILES)), hard))
    folder = bench.folder / "chat"
    folder.mkdir(exist_ok=True)
    cache = Cache(bench.processes, folder, free_ports(1)[0])
    running = cache.start()
    found: list[Figure] = []
    for sockets in SIZES:
        with ExitStack() as stack:
            room, people = a_room(sockets)
            ours = stack.enter_context(our_hall(bench.processes, folder, cache, room, people))
            with ExitStack() as others:
                halls = {"ours": ours}
                halls["bare"] = others.enter_context(bare_hall(bench.processes, folder, cache, sockets, ours.heard))
                halls["channels"] = others.enter_context(
                    channels_hall(bench.processes, folder, cache, sockets, ours.heard, layer=PUBSUB)
                )
                found += _figures(sockets, _talks(bench, sockets, halls))
                if sockets == SIZES[0]:
                    halls["channels, core"] = others.enter_context(
                        channels_hall(bench.processes, folder, cache, sockets, ours.heard, layer=CORE)
                    )
                    found += _bursts(sockets, halls)
            if sockets == SIZES[0]:
                found += _losses(sockets, ours, people, cache, running)
                running = cache.start()
    bench.processes.stop_these(running)
    for owed in (DBTaskResult, Job, OutboxEvent):
        owed.objects.all().delete()  # no worker of a later part shall have to work these off
    return found


def _talks(bench: Bench, sockets: int, halls: dict[str, Hall]) -> Talks:
    """Turns of all, after a first one each to warm up: as fast as it goes, and at a pace; then without storing."""
    found: Talks = defaultdict(list)
    for number in range(max(bench.rounds - 2, 2) + 1):
        for name, hall in halls.items():
            for by_bus in (False, True) if hall.bus else (False,):
                for pace in (0, PACE[sockets]):
                    talk = hall.talk(talkers=TALKERS, seconds=bench.seconds, pace=pace, by_bus=by_bus)
                    kind = ("said elsewhere" if by_bus else "said") + (", at a pace" if pace else "")
                    if number:
                        found[name, kind].append(talk)
                    if name == "ours" and talk["lost"]:
                        raise RuntimeError(f"{talk['lost']} of {talk['said']} x {sockets} were lost.")
    return found


def _figures(sockets: int, talks: Talks) -> list[Figure]:
    part, pace = f"Chat, {sockets:,} sockets in one room, {TALKERS} talk at once", PACE[sockets]
    own, fanned = talks["ours", "said"], talks["ours", "said elsewhere"]
    spent, written = _median(own, "cpu_ms"), _median(fanned, "cpu_ms")
    unordered = sum(one["out_of_order"] for one in own) / sum(one["heard"] for one in own)
    limits = (
        f"of our process's core a message takes {spent:.1f} ms, {written:.1f} of them to be written to {sockets:,} "
        f"sockets, the others to be checked and stored; {unordered:.0%} were heard before the one before them"
    )
    whole = 0.5 if sockets == SIZES[-1] else None
    found = [
        compared(part, "deliveries, each message stored first", _rates(own), _rates(talks["bare", "said"]),
                 ceiling_is=CEILING, goal=whole, note=limits, more=_more(talks, "said")),
        compared(part, "deliveries, stored by another process", _rates(fanned),
                 _rates(talks["bare", "said elsewhere"]), goal=0.5, more=_more(talks, "said elsewhere")),
    ]  # fmt: skip
    for kind, what, goal in (("said", "stored first", whole and 2), ("said elsewhere", "stored elsewhere", 2)):
        found += _how_late(part, f"at {pace} messages a second, {what}", talks, f"{kind}, at a pace", goal)
    found += _how_late(part, f"as fast as it goes ({TALKERS} under way), stored first", talks, "said", None)
    found.append(
        compared(part, "the first again, against Channels' groups", _rates(own), _rates(talks["channels", "said"]),
                 ceiling_is="a consumer as in Channels' tutorial over channels_redis (pub/sub layer); "
                 f"p50 at the same pace {_median(talks['channels', 'said, at a pace'], 'p50_ms'):,.0f} ms")
    )  # fmt: skip
    return found


def _how_late(part: str, what: str, talks: Talks, kind: str, goal: float | None) -> list[Figure]:
    """Half of the listeners, who have a goal, and all but a hundredth."""
    return [
        compared(part, f"{share} {what}", _of(talks["ours", kind], f"{share}_ms"),
                 _of(talks["bare", kind], f"{share}_ms"), unit="ms", at_most=True,
                 goal=goal if share == "p50" else None, more=_more(talks, kind))
        for share in ("p50", "p99")
    ]  # fmt: skip


def _bursts(sockets: int, halls: dict[str, Hall]) -> list[Figure]:
    """Everything that the talkers have to say at once."""
    part = f"Chat, {TALKERS * BURST} messages in one breath to {sockets} sockets: deliveries lost, nobody told"
    lost = {name: hall.talk(talkers=TALKERS, seconds=0, each=BURST)["lost"] for name, hall in halls.items()}
    return [Figure(part, name, "", value, goal=0 if name == "ours" else None, at_most=True)
            for name, value in lost.items()]  # fmt: skip


def _losses(sockets: int, ours: Hall, people: Sequence[User], cache: Cache, running: Child) -> list[Figure]:
    """Redis is killed while they talk. What was lost is counted from the rows; then everybody says what they miss by
    the numbers alone, and asks for it."""
    if ours.room is None:
        raise RuntimeError("This is shown of our room.")
    before = last_change(ours.room)
    ours.begin_to_talk(talkers=TALKERS, seconds=4, pace=PACE[sockets], each=1, by_bus=False)
    time.sleep(1)
    cache.kill(running)
    time.sleep(0.5)
    back = cache.start()
    told = ours.answer()
    stored = last_change(ours.room) - before
    lost = stored * sockets - told["heard"]
    address = f"/api/community/messages/?room={ours.room.pk}"
    caught = ours.ask("catch_up", tokens=_tokens(people), address=address)
    cache.kill(back)
    if told["refused"] or stored != told["said"] or not lost:
        raise RuntimeError(f"{told['said']} said, {stored} stored, {lost} lost, refused: {told['refused']}")
    part = f"Chat, Redis killed while {sockets} listen: {stored} messages, each stored"
    return [
        Figure(part, "deliveries lost on the way", "", lost, more=caught),
        Figure(part, "of them not seen by the numbers", "", abs(lost - caught["lost_by_number"]), goal=0, at_most=True),
        Figure(part, "missing after asking for what came since", "", caught["missing"], goal=0, at_most=True),
    ]


def _tokens(people: Sequence[User]) -> list[str]:
    now = clock.now()
    until = now + timedelta(days=1)
    sessions = Session.objects.bulk_create(
        [Session(user=one, created_at=now, last_used_at=now, current_jti=uuid4().hex, expires_at=until)
         for one in people]
    )  # fmt: skip
    return [pair_for(session, person, now=now).access for session, person in zip(sessions, people, strict=True)]


def _rates(talks: Sequence[dict[str, Any]]) -> list[float]:
    return [one["heard"] / one["seconds"] for one in talks]


def _of(talks: Sequence[dict[str, Any]], name: str) -> list[float]:
    return [one[name] for one in talks]


def _median(talks: Sequence[dict[str, Any]], name: str) -> float:
    return statistics.median(_of(talks, name))


def _more(talks: Talks, kind: str) -> dict[str, Any]:
    """Every round of each, for the file of results."""
    names = ("said", "p50_ms", "p99_ms", "cpu_ms", "crowd_cpu")
    return {
        hall: {name: [round(value, 3) for value in _of(rounds, name)] for name in names}
        for (hall, one), rounds in talks.items()
        if one == kind
    }
