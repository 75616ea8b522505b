"""Forgets a trial's data. Refuses while it runs, and touches nothing that an installation did not write."""

from __future__ import annotations

import shutil

from console import fail, say
from installation import KEPT, data_dir_from_environment, take


def main() -> None:
    data_dir = data_dir_from_environment()
    marks = [name for name in KEPT if (data_dir / name).exists()]
    if not marks:
        say(f"There is nothing to forget in {data_dir}.")
        return
    with (data_dir / "run.lock").open("a+") as lock:
        if not take(lock):
            lock.seek(0)
            fail(f"Accredit still runs on the data in {data_dir} ({lock.read().strip()}); end it with Ctrl-C first.")
        for name in KEPT:
            found = data_dir / name
            if found.is_dir():
                shutil.rmtree(found)
            else:
                found.unlink(missing_ok=True)
    left = sorted(path.name for path in data_dir.iterdir())
    if left:
        say(f"The trial's data in {data_dir} is gone; left alone, because not ours: {', '.join(left)}.")
    else:
        data_dir.rmdir()
        say(f"The trial's data in {data_dir} is gone.")


if __name__ == "__main__":
    main()
