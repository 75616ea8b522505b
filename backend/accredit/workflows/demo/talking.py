"""What people say in the demo's rooms: before an evening that is to come, one topic of it, the news, and two alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from accredit.accounts.models import User
from accredit.community import services as community
from accredit.community.models import Message, Room
from accredit.community.rules.messages import ReactionKind
from accredit.community.selectors import room_access
from accredit.core.ids import new_id
from accredit.events.models import Event

from .people import INSTRUCTOR, LEARNER, OWNER, REVIEWERS, TEAM, Person

JOHAN, FABIENNE, KENJI = REVIEWERS
JOSEPH = next(person for person in TEAM if person.role == "organizer")
HEART, THUMBS_UP = ReactionKind.HEART, ReactionKind.THUMBS_UP


@dataclass(frozen=True, slots=True)
class _Line:
    """Something said, so long before now; `{Name}` names a person. An answer belongs to the last line that is none."""

    by: Person
    hours_ago: float
    text: str
    is_answer: bool = False
    signs: tuple[tuple[Person, ReactionKind], ...] = ()


EVENING = (
    _Line(
        OWNER,
        22,
        "Welcome, all. One thing to do before we meet: think of a paper that **changed what you do**, and whether it "
        "should have. No patients, please; we start from your papers, not from mine.",
        signs=((JOHAN, THUMBS_UP), (FABIENNE, THUMBS_UP), (KENJI, THUMBS_UP), (LEARNER, THUMBS_UP)),
    ),
    _Line(JOHAN, 21.5, "Do we read along, or do we listen?"),
    _Line(INSTRUCTOR, 21.3, "You read, Johan, in threes, each with one of us. Cameras help; it is your choice.", True),
    _Line(JOHAN, 21.2, "Good. Then I find mine.", True, ((INSTRUCTOR, HEART),)),
    _Line(
        FABIENNE,
        3,
        "I have read it once. Table 2 gives 412 and 409; the text says 819 were randomised. Where are the other two?",
        signs=((INSTRUCTOR, ReactionKind.EYES),),
    ),
    _Line(OWNER, 2.8, "Keep that question. It is the first one of the evening.", True),
    _Line(KENJI, 1.5, "<@{Amara Okafor}> are you on late that evening? We have a quiet room and a large screen."),
)
QUESTIONS = (
    _Line(FABIENNE, 5, "Is a composite outcome ever the honest choice?"),
    _Line(
        INSTRUCTOR,
        4.6,
        "When its parts matter to the patient alike, and move alike. Look at each part first:\n\n"
        "- is it counted the same way in both arms?\n- does the commonest one carry the result?",
    ),
)
NEWS = (_Line(JOSEPH, 6, "The link to the evening stands on your ticket from tomorrow at noon."),)
ALONE = (_Line(JOHAN, 1, "Shall we make one of the threes together?"),)


def talk(*, title: str, now: datetime) -> None:
    """Let people talk about the event of this title; the learner has read the beginning of it."""
    event = Event.objects.get(title=title)
    people = {person: User.objects.get(email=person.email) for person in (OWNER, LEARNER, *TEAM, *REVIEWERS)}
    main = Room.objects.get(event=event, name="")
    organizer = people[JOSEPH].id
    begun = now - timedelta(days=1)
    topic = community.room_create(
        activity=event, name="About the paper", is_announcements=False, actor_id=organizer, now=begun
    )
    news = community.room_create(activity=event, name="News", is_announcements=True, actor_id=organizer, now=begun)
    access = room_access(room_id=main.id, user_id=people[JOHAN].id)
    alone, _ = community.direct_open(access=access, person_id=people[LEARNER].id, now=begun)
    for room, lines in ((main, EVENING), (topic, QUESTIONS), (news, NEWS), (alone, ALONE)):
        _say(room, lines, people, now=now)
    learner = room_access(room_id=main.id, user_id=people[LEARNER].id)
    community.read_move(access=learner, seq=4, now=now)


def _say(room: Room, lines: tuple[_Line, ...], people: dict[Person, User], *, now: datetime) -> None:
    names = {user.display_name: str(user.id) for user in people.values()}
    thread: Message | None = None
    for line in lines:
        at = now - timedelta(hours=line.hours_ago)
        message = community.message_send(
            room_id=room.id,
            user_id=people[line.by].id,
            client_id=new_id(),
            body=line.text.format_map(names) if "{" in line.text else line.text,
            thread_id=thread.id if line.is_answer and thread is not None else None,
            now=at,
        ).message
        thread = thread if line.is_answer else message
        for person, kind in line.signs:
            access = room_access(room_id=room.id, user_id=people[person].id)
            message = community.reaction_set(message=message, access=access, kind=kind, is_set=True, now=at)
