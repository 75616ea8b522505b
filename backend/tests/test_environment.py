"""What the installation reads of its environment."""

from __future__ import annotations

import pytest

from config.database import postgresql
from config.env import read_environment


def test_what_nobody_set_has_its_default() -> None:
    told = read_environment({})
    assert (told.mode, told.port, told.smtp_tls) == ("trial", 8000, False)


def test_variables_are_read_in_either_case_and_become_what_the_setting_is() -> None:
    told = read_environment({"PORT": "9000", "smtp_port": "25", "DATA_DIR": "/var/accredit", "SOMETHING_ELSE": "x"})
    assert (told.port, told.smtp_port, str(told.data_dir)) == (9000, 25, "/var/accredit")


@pytest.mark.parametrize("word", ["true", "True", "1", "yes", "ON"])
def test_yes_may_be_said_in_several_words(word: str) -> None:
    assert read_environment({"SMTP_TLS": word}).smtp_tls is True


@pytest.mark.parametrize("word", ["false", "0", "no", "Off"])
def test_so_may_no(word: str) -> None:
    assert read_environment({"WORKER_THREAD": word}).worker_thread is False


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "eighty"), ("SMTP_TLS", "perhaps"), ("MODE", "nonsense"), ("INBOUND_BODY_DAYS", "0"), ("PROXIES", "")],
)
def test_what_cannot_be_read_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        read_environment({name: value})


def test_digits_stay_a_text_where_the_setting_is_one() -> None:
    assert read_environment({"SMTP_PASSWORD": "12345"}).smtp_password == "12345"


def test_production_names_the_secrets_that_are_missing() -> None:
    assert "SECRET_KEY" in read_environment({"MODE": "production"}).refuse_defaults()


USER = "us%40er:p%2Fw@"


def test_a_database_is_found_by_host_and_port() -> None:
    told = postgresql(f"postgresql://{USER}db.example:5433/accredit")
    where = [told[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")]
    assert where == ["accredit", "us@er", "p/w", "db.example", "5433"]


def test_or_by_the_folder_of_its_socket() -> None:
    told = postgresql(f"postgresql://{USER}/accredit?host=/cloudsql/project:region:instance")
    assert (told["NAME"], told["HOST"], told["PORT"]) == ("accredit", "/cloudsql/project:region:instance", "")


def test_options_of_the_address_reach_the_driver_beside_our_own() -> None:
    told = postgresql("postgresql://db.example/accredit?sslmode=verify-full&options=-c%20work_mem%3D8MB")["OPTIONS"]
    assert told["sslmode"] == "verify-full"
    assert told["options"] == "-c lock_timeout=5000 -c statement_timeout=30000 -c work_mem=8MB"


@pytest.mark.parametrize("url", ["postgresql://user@db.example/100%secret", "accredit-without-a-host"])
def test_an_address_that_cannot_be_read_is_refused_without_its_secrets(url: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL") as refused:
        postgresql(url)
    assert "secret" not in str(refused.value)
