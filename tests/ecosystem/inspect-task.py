"""Evaluates an exported folder with Inspect and its mock model, which always answers the same."""

import json
import sys
from pathlib import Path

from inspect_ai import eval as evaluate
from inspect_ai.model import ModelOutput, ModelUsage, get_model

folder, logs = sys.argv[1:]
sys.path.insert(0, folder)
import sevenllm_bench  # noqa: E402

replies = {
    "extraction": '{"server": "lynx-0.example", "port": "unknown"}',
    "generation": "The group sent letters.",
    "choice": "The answer is B.",
}
found = {}
for kind, reply in replies.items():
    task = getattr(sevenllm_bench, kind)(language="en")
    outputs = [ModelOutput.from_content("mockllm/model", reply) for _ in task.dataset]
    for output in outputs:
        # Without it Inspect counts the tokens itself, and downloads what it counts with.
        output.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
    (log,) = evaluate(task, model=get_model("mockllm/model", custom_outputs=outputs), log_dir=logs, display="none")
    if log.status != "success":
        sys.exit(str(log.error))
    found[kind] = {
        "status": log.status,
        "scorer": log.results.scores[0].name,
        "mean": log.results.scores[0].metrics["mean"].value,
        "samples": len(log.samples),
        "first": log.samples[0].input,
    }
print(json.dumps(found))
