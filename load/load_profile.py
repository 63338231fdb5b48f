"""How many users there are at which time, and how many requests they send in all."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Profile:
    """`requests` is None where time ends it. `stages` are seconds, and the users that there are at their end."""

    requests: int | None
    pause: tuple[float, float]
    stages: tuple[tuple[float, int], ...]

    def users_at(self, seconds: float) -> int | None:
        """In a straight line from stage to stage; None when it is over."""
        before = 0
        for length, users in self.stages:
            if seconds < length:
                return round(before + (users - before) * seconds / length)
            seconds -= length
            before = users
        return None if self.requests is None else before


def read_profile(file: str, requests: int | None = None) -> Profile:
    """Of profiles/*.json, with another number of requests where one is given."""
    said = json.loads(Path(file).read_text(encoding="utf-8"))
    low, high = said["pause"]
    stages = tuple((stage["seconds"], stage["users"]) for stage in said["stages"])
    return Profile(requests or said.get("requests"), (low, high), stages)
