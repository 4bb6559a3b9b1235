"""The monthly self-support table of a bundle, made with Polars or DuckDB: what `helhed evaluate` is held against in `make bench`.

    python self_support.py ENGINE BUNDLE OUT.csv      ENGINE: duckdb, duckdb-bits, polars, polars-bits

The rules are those of the contract: months t = -24..24 that are observed and begin on or after the 18th birthday; self-supported when a
spell of self-support touches the month, or no spell does. Plain: spells are spread over their months and grouped, as an analyst would
write it. Bits: a spell is a word with a bit a month, which is the trick of our own engine. Each engine uses every core.
"""

import sys
import time
import tomllib
from pathlib import Path

OWN = ("employment", "education_grant", "self_support")


def month(text):
    year, number = text.split("-")
    return int(year) * 12 + int(number) - 1


def duckdb_table(bundle, ending, observed, bits):
    import duckdb

    read = "read_parquet" if ending == "parquet" else "read_csv"
    # A column of nothing but empty dates has no type that could be guessed from a CSV file.
    def table(name):
        types = ""
        if ending == "csv":
            dates = {"families": ("start_date", "end_date"), "persons": ("birth_date", "start_date"), "support": ("from_date", "to_date")}[name]
            types = ", types={" + ", ".join(f"'{column}': 'DATE'" for column in dates) + "}"
        return f"{read}('{bundle}/{name}.{ending}'{types})"

    first, last = observed
    adults = f"""
        CREATE TEMP TABLE adult AS
        SELECT row_number() OVER () AS n, person_id, role, m0,
               greatest(-24, {first} - m0, CASE WHEN day(b18) = 1 THEN year(b18) * 12 + month(b18) - 1 ELSE year(b18) * 12 + month(b18) END - m0) AS t_from,
               least(24, {last} - m0) AS t_to
        FROM (SELECT person_id, role,
                     year(coalesce(p.start_date, f.start_date)) * 12 + month(coalesce(p.start_date, f.start_date)) - 1 AS m0,
                     CASE WHEN month(birth_date) = 2 AND day(birth_date) = 29 AND NOT (year(birth_date) + 18) % 4 = 0
                          THEN make_date(year(birth_date) + 18, 3, 1) ELSE birth_date + INTERVAL 18 YEAR END AS b18
              FROM {table("persons")} p JOIN {table("families")} f USING (family_id)
              WHERE role <> 'child' AND f."group" = 'intervention')"""
    spells = f"""
        SELECT n, m0, benefit IN {OWN} AS own,
               greatest(year(from_date) * 12 + month(from_date) - 1 - m0, -24) AS a,
               least(coalesce(year(to_date) * 12 + month(to_date) - 1, 999999) - m0, 24) AS b
        FROM {table("support")} JOIN adult USING (person_id)"""
    if bits:
        mask = "CAST(((1::BIGINT << (b - a + 1)::INT) - 1) << (a + 24)::INT AS BIGINT)"
        touched = f"""
            WITH spell AS (SELECT * FROM ({spells}) WHERE a <= b),
                 word AS (SELECT n, coalesce(bit_or(CASE WHEN own THEN {mask} END), 0) AS own,
                                 coalesce(bit_or(CASE WHEN NOT own THEN {mask} END), 0) AS public FROM spell GROUP BY n),
                 ready AS (SELECT role, t_from, t_to, coalesce(own, 0) AS own, coalesce(public, 0) AS public FROM adult LEFT JOIN word USING (n))
            SELECT role, t, count(*) AS persons,
                   count(*) FILTER (((own >> (t + 24)::INT) & 1) = 1 OR ((public >> (t + 24)::INT) & 1) = 0) AS self_supported
            FROM ready, (SELECT unnest(range(-24, 25)) AS t) WHERE t BETWEEN t_from AND t_to GROUP BY role, t"""
    else:
        touched = f"""
            WITH spell AS (SELECT n, own, unnest(range(a, b + 1)) AS t FROM ({spells}) WHERE a <= b),
                 touched AS (SELECT n, t, bool_or(own) AS own FROM spell GROUP BY n, t),
                 panel AS (SELECT n, role, unnest(range(t_from, t_to + 1)) AS t FROM adult WHERE t_from <= t_to)
            SELECT role, t, count(*) AS persons, count(*) FILTER (coalesce(own, true)) AS self_supported
            FROM panel LEFT JOIN touched USING (n, t) GROUP BY role, t"""
    connection = duckdb.connect()
    connection.execute(adults)
    rows = connection.execute(touched).fetchall()
    return {(role, t): (persons, own) for role, t, persons, own in rows}


def polars_table(bundle, ending, observed, bits):
    import polars as pl

    def scan(name, dates):
        if ending == "parquet":
            return pl.scan_parquet(f"{bundle}/{name}.parquet")
        return pl.scan_csv(f"{bundle}/{name}.csv", schema_overrides={column: pl.Date for column in dates})

    def number(column):
        return column.dt.year().cast(pl.Int32) * 12 + column.dt.month().cast(pl.Int32) - 1

    first, last = observed
    families = scan("families", ["start_date", "end_date"]).filter(pl.col("group") == "intervention").select("family_id", family_start="start_date")
    birth = pl.col("birth_date")
    adult = (
        scan("persons", ["birth_date", "start_date"])
        .filter(pl.col("role") != "child")
        .join(families, on="family_id")
        .select(
            "person_id",
            "role",
            m0=number(pl.coalesce("start_date", "family_start")),
            # Born on the first of a month, or (with 29 February, whose 18th birthday is the 1st of March in common years) on that day.
            m18=number(birth) + 216 + ((birth.dt.day() > 1) | ((birth.dt.day() == 29) & (birth.dt.month() == 2))).cast(pl.Int32),
        )
        .select(
            "person_id",
            "role",
            "m0",
            t_from=pl.max_horizontal(pl.lit(-24), first - pl.col("m0"), pl.col("m18") - pl.col("m0")),
            t_to=pl.min_horizontal(pl.lit(24), last - pl.col("m0")),
        )
        .collect()
        .with_row_index("n")
        .lazy()
    )
    spell = (
        scan("support", ["from_date", "to_date"])
        .join(adult.select("n", "person_id", "m0"), on="person_id")
        .select(
            "n",
            own=pl.col("benefit").is_in(list(OWN)),
            a=pl.max_horizontal(number(pl.col("from_date")) - pl.col("m0"), pl.lit(-24)),
            b=pl.min_horizontal(number(pl.col("to_date")).fill_null(999999) - pl.col("m0"), pl.lit(24)),
        )
        .filter(pl.col("a") <= pl.col("b"))
    )
    if bits:
        two = pl.lit(2, dtype=pl.Int64)
        mask = (two.pow((pl.col("b") - pl.col("a") + 1)) - 1) * two.pow(pl.col("a") + 24)
        word = (
            spell.with_columns(mask=mask)
            .group_by("n")
            .agg(
                own=pl.when("own").then("mask").otherwise(0).bitwise_or(),
                public=pl.when(~pl.col("own")).then("mask").otherwise(0).bitwise_or(),
            )
        )
        ready = adult.join(word, on="n", how="left").with_columns(pl.col("own").fill_null(0), pl.col("public").fill_null(0)).collect()
        parts = []
        for t in range(-24, 25):
            bit = 1 << (t + 24)
            parts.append(
                ready.lazy()
                .filter(pl.col("t_from") <= t, pl.col("t_to") >= t)
                .group_by("role")
                .agg(persons=pl.len(), own=((pl.col("own") & bit) > 0).or_((pl.col("public") & bit) == 0).sum())
                .with_columns(t=pl.lit(t))
            )
        rows = pl.concat(pl.collect_all(parts)).select("role", "t", "persons", "own").rows()
    else:
        touched = (
            spell.with_columns(t=pl.int_ranges("a", pl.col("b") + 1))
            .explode("t")
            .group_by("n", "t")
            .agg(pl.col("own").any())
            .with_columns(pl.col("t").cast(pl.Int64))
        )
        rows = (
            adult.filter(pl.col("t_from") <= pl.col("t_to"))
            .select("n", "role", t=pl.int_ranges("t_from", pl.col("t_to") + 1))
            .explode("t")
            .with_columns(pl.col("t").cast(pl.Int64))
            .join(touched, on=["n", "t"], how="left")
            .group_by("role", "t")
            .agg(persons=pl.len(), own=pl.col("own").fill_null(True).sum())
            .collect(engine="streaming")
            .rows()
        )
    return {(role, t): (persons, own) for role, t, persons, own in rows}


def main():
    engine, bundle, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    began = time.perf_counter()
    manifest = tomllib.loads((bundle / "manifest.toml").read_text())
    observed = (month(manifest["observed_from"]), month(manifest["observed_to"]))
    ending = "parquet" if (bundle / "support.parquet").exists() else "csv"
    make = duckdb_table if engine.startswith("duckdb") else polars_table
    cells = make(str(bundle), ending, observed, engine.endswith("-bits"))
    lines = ["role,t,persons,self_supported"]
    for role in ("all", "father", "mother"):
        for t in range(-24, 25):
            of = [cells[key] for key in cells if key[1] == t and (role == "all" or key[0] == role)]
            if of:
                lines.append(f"{role},{t},{sum(c[0] for c in of)},{sum(c[1] for c in of)}")
    out.write_text("\n".join(lines) + "\n")
    print(f"{engine} {time.perf_counter() - began:.2f}")


main()
