"""Loads exported folders with `datasets`, pyarrow and pandas, and prints what it found as JSON."""
import glob
import json
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
import pandas
import pyarrow.parquet
from datasets import get_dataset_config_names, load_dataset

root, cache = sys.argv[1:]


def counts(dataset):
    return {split: len(rows) for split, rows in dataset.items()}


found = {"hf": {}, "lines": {}}
for name in get_dataset_config_names(f"{root}/hf"):
    loaded = load_dataset(f"{root}/hf", name, cache_dir=cache)
    found["hf"][name] = counts(loaded)
    first = loaded["train"][0]
    found["first"] = first
    found["features"] = {name: str(feature) for name, feature in loaded["train"].features.items()}

for compression, ending in [("none", ""), ("gzip", ".gz"), ("zstd", ".zst")]:
    files = {"train": sorted(glob.glob(f"{root}/lines-{compression}/*-train-*.jsonl{ending}"))}
    loaded = load_dataset("json", data_files=files, cache_dir=cache)
    found["lines"][compression] = counts(loaded) | {"columns": loaded["train"].column_names}

files = sorted(glob.glob(f"{root}/parquet/*.parquet"))
found["pyarrow"] = sum(pyarrow.parquet.read_table(path).num_rows for path in files)
frame = pandas.concat(pandas.read_parquet(path) for path in files)
found["pandas"] = {
    "rows": len(frame),
    "ids": sorted(frame["id"].tolist()) == list(range(1, len(frame) + 1)),
    "scores": int(frame["score"].notna().sum()),
    "evidence": [dict(each) for each in frame[frame["evidence"].map(len) > 0].iloc[0]["evidence"]],
}
zstd = sorted(glob.glob(f"{root}/parquet-zstd/*.parquet"))
found["zstd"] = sum(len(pandas.read_parquet(path)) for path in zstd)
print(json.dumps(found, default=str))
