"""SEvenLLM-Bench for Inspect: `inspect eval sevenllm_bench.py@extraction --model … -T language=zh`."""

import json
import sys
from pathlib import Path

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import Score, mean, scorer, stderr
from inspect_ai.solver import generate

sys.path.insert(0, str(Path(__file__).parent))
from sevenllm_scores import exact_f1, letter, rouge_1_0_1  # noqa: E402


def records(kind, language=None):
    """The samples of one kind, in one language or both."""
    with open(Path(__file__).parent / "dataset.jsonl", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return MemoryDataset(
        [
            Sample(**row)
            for row in rows
            if row["metadata"]["kind"] == kind and language in (None, row["metadata"]["language"])
        ],
        name=f"sevenllm-{kind}",
    )


def _scorer(name, score_of):
    @scorer(metrics=[mean(), stderr()], name=name)
    def made():
        async def score(state, target):
            answer = state.output.completion
            return Score(value=score_of(answer, target.text, state.metadata), answer=answer)

        return score

    return made()


@task
def extraction(language: str | None = None):
    return Task(
        dataset=records("extraction", language),
        solver=generate(),
        scorer=_scorer("exactF1", lambda answer, target, _: exact_f1(json.loads(target), answer)),
    )


@task
def generation(language: str | None = None):
    return Task(
        dataset=records("generation", language),
        solver=generate(),
        scorer=_scorer(
            "rouge-1.0.1", lambda answer, target, metadata: rouge_1_0_1(target, answer, metadata["language"])
        ),
    )


@task
def choice(language: str | None = None):
    return Task(
        dataset=records("choice", language),
        solver=generate(),
        scorer=_scorer("lenient", lambda answer, target, _: float(letter(answer) == target)),
    )
