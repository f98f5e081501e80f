"""Loads exported folders with LLaMA-Factory's own loader and converters, and prints what it found as JSON."""
import json
import os
import sys
import types

os.environ |= {"HF_HUB_OFFLINE": "1", "DISABLE_VERSION_CHECK": "1"}
import transformers

# Sound is not what is loaded here, and its package must have been built for the very CUDA that torch was built for.
sys.modules["torchaudio"] = types.ModuleType("torchaudio")

from llamafactory.data.loader import _load_single_dataset
from llamafactory.data.parser import get_dataset_list
from llamafactory.hparams import DataArguments, ModelArguments
from transformers import Seq2SeqTrainingArguments

root, cache = sys.argv[1:]
found = {}
for format in ["alpaca", "sharegpt"]:
    folder = f"{root}/{format}"
    names = sorted(json.load(open(f"{folder}/dataset_info.json")))
    model = ModelArguments(model_name_or_path="none", cache_dir=cache)
    data = DataArguments(dataset=",".join(names), dataset_dir=folder, template="default")
    training = Seq2SeqTrainingArguments(output_dir=cache, report_to=[])
    loaded = {}
    for described in get_dataset_list(names, folder):
        rows = _load_single_dataset(described, model, data, training)
        loaded[described.dataset_name] = {"rows": len(rows), "first": rows[0]}
    found[format] = loaded
print(json.dumps(found, default=str))
