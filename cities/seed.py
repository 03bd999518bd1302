"""The countries every installation starts with."""

import csv
from pathlib import Path

from cities.models import Country

COUNTRIES_FILE = Path(__file__).parent / "data" / "countries.csv"


def load_countries() -> int:
    """Add the countries of data/countries.csv that are missing; how many were added. Existing rows are left alone."""
    with COUNTRIES_FILE.open(encoding="utf-8", newline="") as file:
        rows = [{**row, "income_year": int(row["income_year"] or 0) or None} for row in csv.DictReader(file)]
    known = set(Country.objects.values_list("code", flat=True))
    missing = [Country(**row) for row in rows if row["code"] not in known]
    Country.objects.bulk_create(missing)
    return len(missing)
