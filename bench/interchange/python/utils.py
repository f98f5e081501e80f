"""What the tasks of this folder need of lm-evaluation-harness: their data, and the scores of one answer."""

import json
import sys
from pathlib import Path

import datasets

sys.path.insert(0, str(Path(__file__).parent))
from sevenllm_scores import exact_f1, letter, rouge_1_0_1  # noqa: E402


def load(file, **_):
    """The records of one kind and language, as the only split."""
    with open(Path(__file__).parent / file, encoding="utf-8") as lines:
        return {"test": datasets.Dataset.from_list([json.loads(line) for line in lines])}


def score_generation(doc, results):
    return {"rouge-1.0.1": rouge_1_0_1(doc["target"], results[0], doc["language"])}


def score_extraction(doc, results):
    return {"exactF1": exact_f1(json.loads(doc["target"]), results[0])}


def score_choice(doc, results):
    return {"lenient": float(letter(results[0]) == doc["target"])}
