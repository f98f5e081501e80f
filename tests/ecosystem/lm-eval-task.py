"""Loads an exported task folder with lm-evaluation-harness and lets its dummy model answer; then scores given answers."""

import json
import sys

from lm_eval import simple_evaluate
from lm_eval.tasks import TaskManager

folder, answers_file = sys.argv[1:]
tasks = TaskManager(include_path=folder, include_defaults=False)
results = simple_evaluate(model="dummy", tasks=["sevenllm"], task_manager=tasks, limit=3, log_samples=True, bootstrap_iters=0)

sys.path.insert(0, folder)
import utils  # noqa: E402

with open(answers_file, encoding="utf-8") as lines:
    answers = {row["id"]: row["output"] for row in map(json.loads, lines)}
scores = {}
for name in results["samples"]:
    kind = name.split("_")[1]
    for doc in utils.load(f"{name}.jsonl")["test"]:
        if doc["id"] in answers:
            output = answers[doc["id"]]
            text = output if isinstance(output, str) else json.dumps(output, ensure_ascii=False)
            scores[doc["id"]] = list(getattr(utils, f"score_{kind}")(doc, [text]).values())[0]
print(
    json.dumps(
        {
            "results": results["results"],
            "prompts": {name: samples[0]["arguments"][0][0] for name, samples in results["samples"].items()},
            "scores": scores,
        },
        default=str,
    )
)
