"""The ceiling: Django with nothing around it, doing the same reads and writes on the same rows.

It imports nothing of `accredit`: what the product adds (middleware, DRF, validation, facets, logs, entity tags) is the
difference that is measured.
"""
