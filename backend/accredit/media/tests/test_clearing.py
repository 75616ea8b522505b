"""Files leave the store when nothing shows them any more, and never before."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.core import storage
from accredit.media import selectors, services
from accredit.media.exceptions import NoSuchUpload
from accredit.media.models import Upload
from accredit.media.rules import Purpose
from accredit.media.tasks import uploads_clear
from accredit.organizations.models import Organization

from .factories import DocumentUploadFactory, UploadFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def avatar(user: User, now: datetime, name: str = "me") -> Upload:
    """A checked picture of one's own, with its two files."""
    made: Upload = UploadFactory(
        organization=None,
        owner=user,
        purpose="avatar",
        key=f"uploads/{user.id}/{name}.png",
        rendition_key=f"images/{name}.png",
        finished_at=now,
    )
    storage.private().write(made.key, b"sent")
    storage.public().write(made.rendition_key, b"shown")
    return made


def days_pass(now: datetime, days: int) -> datetime:
    """With a run of the job on each of them."""
    for day in range(days):
        uploads_clear(now=now + day * DAY)
    return now + days * DAY


def is_kept(upload: Upload) -> bool:
    files = [storage.private().exists(upload.key)]
    if upload.rendition_key:
        files.append(storage.public().exists(upload.rendition_key))
    assert len(set(files)) == 1, "either all of its files are there or none is"
    return files[0]


@pytest.mark.happy
def test_a_replaced_picture_is_removed_a_week_later_and_the_new_one_stays(now: datetime) -> None:
    user = UserFactory()
    old = avatar(user, now, "old")
    services.avatar_adopt(user_id=user.id, upload_id=old.id)
    later = days_pass(now, 30)
    assert is_kept(old)
    new = avatar(user, later, "new")
    services.avatar_adopt(user_id=user.id, upload_id=new.id)
    later = days_pass(later, 8)
    assert is_kept(old)
    days_pass(later, 1)
    assert (is_kept(old), is_kept(new)) == (False, True)


def test_the_picture_of_somebody_who_left_is_removed(now: datetime) -> None:
    user = UserFactory()
    picture = avatar(user, now)
    services.avatar_adopt(user_id=user.id, upload_id=picture.id)
    later = days_pass(now, 10)
    User.objects.filter(pk=user.pk).update(avatar_key="")
    days_pass(later, 9)
    assert not is_kept(picture)


def test_what_was_sent_and_never_taken_up_is_removed(now: datetime) -> None:
    paper = DocumentUploadFactory(finished_at=now)
    storage.private().write(paper.key, b"%PDF")
    later = days_pass(now, 10)
    assert is_kept(paper)
    days_pass(later, 2)
    assert not is_kept(paper)


def test_what_is_retired_cannot_be_taken_up_any_more(now: datetime) -> None:
    user, paper = UserFactory(), DocumentUploadFactory(finished_at=now)
    picture = avatar(user, now)
    services.uploads_retire(now=now + 3 * DAY)
    with pytest.raises(NoSuchUpload):
        services.avatar_adopt(user_id=user.id, upload_id=picture.id)
    with pytest.raises(NoSuchUpload):
        selectors.upload_ready(upload_id=paper.id, organization=paper.organization, purpose=Purpose.DOCUMENT)


def test_what_was_taken_up_in_the_moment_of_its_retirement_is_looked_at_again_and_stays(now: datetime) -> None:
    user = UserFactory()
    picture = avatar(user, now)
    assert services.uploads_retire(now=now + 3 * DAY) == 1
    # Somebody had read the row before that, and commits after it.
    User.objects.filter(pk=user.pk).update(avatar_key=picture.rendition_key)
    days_pass(now + 3 * DAY, 20)
    picture.refresh_from_db()
    assert is_kept(picture)
    assert (picture.retired_at, picture.removed_at) == (None, None)


def test_a_logo_stays_with_its_organization(now: datetime) -> None:
    logo = UploadFactory(purpose="logo", rendition_key="images/logo.png", finished_at=now)
    storage.private().write(logo.key, b"sent")
    storage.public().write(logo.rendition_key, b"shown")
    Organization.objects.filter(pk=logo.organization_id).update(logo_key=logo.rendition_key)
    days_pass(now, 30)
    assert is_kept(logo)


def test_files_stay_where_no_app_says_what_it_shows(now: datetime) -> None:
    signature = UploadFactory(purpose="signature", rendition_key="", finished_at=now)
    storage.private().write(signature.key, b"sent")
    days_pass(now, 30)
    assert is_kept(signature)


def test_removing_twice_is_once(now: datetime) -> None:
    UploadFactory(finished_at=now)
    services.uploads_retire(now=now + 3 * DAY)
    assert [services.uploads_remove(now=now + 11 * DAY) for _ in range(2)] == [1, 0]
    assert services.uploads_retire(now=now + 30 * DAY) == 0
