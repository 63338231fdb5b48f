"""What all senders have in common."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


class WrongAnswer(Exception):
    """An answer that is not what this kind of sender takes for a success."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of ingest."""

    status: int
    headers: Mapping[str, str]
    text: str


Check = Callable[[Answer], list[str]]
"""Gives the ids of the readings, where the answer tells them. Raises WrongAnswer."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as its sender makes it, how many readings it carries, and how it knows a success."""

    method: str
    path: str
    check: Check
    readings: int = 1
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def expect(is_right: bool, said: str) -> None:
    """Raises WrongAnswer with what was said, unless it is right."""
    if not is_right:
        raise WrongAnswer(said[:300])


def expect_status(answer: Answer, status: int) -> None:
    """Raises WrongAnswer unless the status is this one."""
    expect(answer.status == status, f"{answer.status}, not {status}: {answer.text}")


def json_of(answer: Answer) -> dict:
    """The object in an answer. Raises WrongAnswer where there is none."""
    try:
        value = json.loads(answer.text)
    except ValueError:
        value = None
    expect(isinstance(value, dict), f"no JSON object: {answer.text}")
    return value
