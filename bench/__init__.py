"""What Accredit does a second, each figure beside a ceiling measured in the same run. Started by `make bench`."""
