"""Files that were replaced, or that nobody ever took up, leave the store; what anything shows never does.

In two steps. What nothing shows is retired first: from then on nothing new may take it up. A week later, when whatever
was on its way has long committed, it is looked for once more; only what is still unused is removed. Any foreign key to
an upload counts as a use, unless its app says that it is only a memory. Where rows keep a rendition's key instead, the
app says which keys it shows; files of a purpose for which nobody says so stay.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import ManyToOneRel, Model, QuerySet

from accredit.core import storage
from accredit.media.models import Upload
from accredit.media.rules import LINKED_PURPOSES, PUBLIC_PURPOSES, Purpose, UploadStatus

UNCLAIMED = timedelta(days=2)
"""How long a file may lie there before somebody takes it up."""
RETIRED = timedelta(days=7)
"""How long mails, link previews and open pages may still ask for it."""
AT_ONCE = 500
"""Of a film there are gigabytes: so many leave the store in one run."""
Shown = Callable[[Collection[str]], Collection[str]]
_SHOWN: dict[Purpose, list[Shown]] = {}
_MEMORIES: set[tuple[type[Model], str]] = set()


def register_shown(purpose: Purpose, shown: Shown) -> None:
    """`shown(keys)` returns those rendition keys of a purpose that rows of the app show; called when the app starts, by
    each app that shows such files."""
    _SHOWN.setdefault(purpose, []).append(shown)


def register_memory(model: type[Model], field: str) -> None:
    """This foreign key only remembers an upload; its rows never open the file."""
    _MEMORIES.add((model, field))


def uploads_retire(*, now: datetime) -> int:
    """Retire what nothing shows, two days after it arrived at the earliest. Returns how many."""
    lying = Upload.objects.filter(status=UploadStatus.READY, finished_at__lt=now - UNCLAIMED, retired_at=None)
    return Upload.objects.filter(pk__in=_unused(lying), retired_at=None).update(retired_at=now)


def uploads_remove(*, now: datetime) -> int:
    """Remove the files of what was retired a week ago and is still unused; what was taken up after all is retired no
    more. Returns how many. May run twice."""
    due = Upload.objects.filter(retired_at__lt=now - RETIRED, removed_at=None)
    unused = _unused(due)
    due.exclude(pk__in=unused).update(retired_at=None)
    leaving = list(Upload.objects.filter(pk__in=unused)[:AT_ONCE])
    for upload in leaving:
        _remove_files(upload)
        Upload.objects.filter(pk=upload.pk).update(removed_at=now)
    return len(leaving)


def _unused(uploads: QuerySet[Upload]) -> list[UUID]:
    """Those to which nothing leads."""
    for model, field in _links():
        uploads = uploads.exclude(pk__in=model._meta.base_manager.filter(**{f"{field}__isnull": False}).values(field))
    found: list[UUID] = []
    for purpose in LINKED_PURPOSES | set(_SHOWN):
        rows = dict(uploads.filter(purpose=purpose).values_list("id", "rendition_key"))
        shown = {key for shown_by in _SHOWN.get(purpose, ()) for key in shown_by(rows.values())}
        found += [upload_id for upload_id, key in rows.items() if key not in shown]
    return found


def _links() -> list[tuple[type[Model], str]]:
    """Every foreign key to an upload that stands for a use."""
    links = [
        (relation.related_model, relation.field.name)
        for relation in Upload._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel)
    ]
    return [link for link in links if link not in _MEMORIES]


def _remove_files(upload: Upload) -> None:
    private, public = storage.private(), storage.public()
    private.delete(upload.key)
    if upload.poster_key:
        private.delete(upload.poster_key)
    if upload.rendition_key:
        (public if Purpose(upload.purpose) in PUBLIC_PURPOSES else private).delete(upload.rendition_key)
