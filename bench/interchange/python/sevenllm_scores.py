"""Scores of SEvenLLM-Bench for other harnesses, in plain Python.

The names are those of `sevenllm bench score`: `rouge-1.0.1` and `exactF1` are the authors' scores to the digit, `lenient`
is the right letter however an answer says it. Chinese ROUGE-L needs the package `jieba` for words.
"""

import json
import re
import unicodedata
from collections import Counter


def rouge_1_0_1(reference, answer, language):
    """ROUGE-L as the authors compute it with PyPI rouge 1.0.1; 0 where an answer is empty or the package would throw."""
    if not answer.strip():
        return 0.0
    if language == "en":
        return _summary_level(reference, answer) or 0.0
    answers = _sentences(answer)
    references = _sentences(reference)
    if not references:
        return 0.0
    best = [max((_summary_level(one, other) or 0.0 for other in answers), default=0.0) for one in references]
    return sum(best) / len(best)


def exact_f1(reference, answer):
    """F1 of the multisets of leaf values, each as Python prints it; `answer` is text, read as JSON where it is that."""
    expected, given = _leaves(reference), _leaves(_read_json(answer))
    common = sum((Counter(expected) & Counter(given)).values())
    if not common:
        return 0.0
    precision, recall = common / len(given), common / len(expected)
    return 2 * precision * recall / (precision + recall)


def letter(answer):
    """The letter from A to D that an answer means, or None where it names none, or several alike."""
    text = unicodedata.normalize("NFKC", answer).strip()
    bare = re.fullmatch(r"[\W_]*([A-Da-d])[\W_]*", text)
    if bare:
        return bare.group(1).upper()
    said = _CUE.findall(text)
    if said:
        return said[-1]
    leading = re.match(r"[\W_]*([A-D])(?:\s*[.)\]:,、。;\n-]|\s*[\u4e00-\u9fff])", text)
    if leading:
        return leading.group(1)
    alone = set(re.findall(r"(?<![^\W_])(?:A(?!\s(?!(?:or|and|is)\b)[a-z])|[B-D])(?![^\W_]|['’])", text))
    return alone.pop() if len(alone) == 1 else None


_CUE = re.compile(
    r"(?:\b[Aa]nswers?|ANSWER|答案|应选|故选|正确(?:选项|的)?)[\"'”)*\s]*(?:is|are|为|是|应为|应该是|选)?[\W_]{0,6}"
    r"(?:[Oo]ption\s*|选项\s*)?[\W_]{0,4}(A(?!\s[a-z])|[B-D])(?![a-zA-Z0-9])"
)


def _summary_level(reference, answer):
    """F of the words of all longest common subsequences between sentences, which end at every full stop."""
    # The authors pass the reference as hypothesis; the order decides between subsequences that are as long.
    hypotheses = [part.split() or [""] for part in reference.split(".") if part]
    references = [part.split() or [""] for part in answer.split(".") if part]
    if not hypotheses or not references:
        return None
    found = set()
    for one in references:
        for other in hypotheses:
            if (set(one) & set(other)) - found:
                found.update(_common_subsequence(one, other))
    recall = len(found) / len({word for words in references for word in words})
    precision = len(found) / len({word for words in hypotheses for word in words})
    return 2 * precision * recall / (precision + recall + 1e-8)


def _common_subsequence(one, other):
    lengths = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for row, word in enumerate(one, 1):
        for column, against in enumerate(other, 1):
            lengths[row][column] = (
                lengths[row - 1][column - 1] + 1
                if word == against
                else max(lengths[row - 1][column], lengths[row][column - 1])
            )
    row, column, words = len(one), len(other), []
    while row and column:
        if one[row - 1] == other[column - 1]:
            words.append(one[row - 1])
            row, column = row - 1, column - 1
        elif lengths[row - 1][column] > lengths[row][column - 1]:
            row -= 1
        else:
            column -= 1
    return words


def _sentences(text):
    try:
        import jieba
    except ImportError as error:
        raise ImportError("Chinese ROUGE-L counts words: pip install jieba") from error
    jieba.setLogLevel(60)
    cut = (" ".join(jieba.cut(part)).strip() for part in re.findall(r"[^。！？]+[。！？]?", text))
    return [sentence for sentence in cut if sentence]


def _read_json(text):
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, (dict, list)) else text


def _leaves(value):
    if isinstance(value, str) or not value:
        return [value or ""]
    if not isinstance(value, (dict, list)):
        return []
    leaves, open_values = [], [value]
    while open_values:
        one = open_values.pop()
        if isinstance(one, dict):
            open_values.extend(one.values())
        elif isinstance(one, list):
            open_values.extend(one)
        else:
            leaves.append(str(one))
    return leaves
