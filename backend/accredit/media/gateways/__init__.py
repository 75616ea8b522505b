"""Libraries that look into files, each behind the smallest surface."""
