"""What was sent, and what was acknowledged."""

import json
from itertools import count
from pathlib import Path

from locust.env import Environment
from locust.stats import StatsEntry

SHARES = (0.5, 0.95, 0.99, 1.0)


class Budget:
    """Numbers for as many requests as there may be. Greenlets change only where they wait: none is given twice."""

    def __init__(self, limit: int | None) -> None:
        self._numbers = count()
        self._limit = limit
        self._done = 0

    def take(self) -> int | None:
        """The next number; None when all are given."""
        number = next(self._numbers)
        return None if self._limit is not None and number >= self._limit else number

    def done(self) -> bool:
        """Notes that a request was answered, or was not and never will be. True with the last one."""
        self._done += 1
        return self._done == self._limit


class Tally:
    """Acknowledged readings by dialect, and the ids that answers have told."""

    def __init__(self) -> None:
        self.readings: dict[str, int] = {}
        self.ids: set[str] = set()

    def add(self, dialect: str, readings: int, ids: list[str]) -> bool:
        """False when an id was told before: two readings would be one."""
        self.readings[dialect] = self.readings.get(dialect, 0) + readings
        fresh = set(ids) - self.ids
        self.ids |= fresh
        return len(fresh) == len(ids)

    def taken(self) -> dict:
        """All of it, and it is empty after that: what a worker tells its master from time to time."""
        told = {"readings": self.readings, "ids": list(self.ids)}
        self.readings, self.ids = {}, set()
        return told

    def merge(self, told: dict) -> None:
        """Adds what a worker has told."""
        for dialect, readings in told["readings"].items():
            self.readings[dialect] = self.readings.get(dialect, 0) + readings
        self.ids.update(told["ids"])

    def write(self, file: Path, environment: Environment) -> None:
        """As JSON, with what Locust has measured."""
        stats = environment.stats
        dialects: dict[str, StatsEntry] = {}
        for entry in stats.entries.values():  # one for each method
            fresh = StatsEntry(stats, entry.name, "", use_response_times_cache=False)
            dialects.setdefault(entry.name, fresh).extend(entry)
        total = stats.total
        last = total.last_request_timestamp or total.start_time
        failed = [f"{e.occurrences}× {e.name}: {e.error}" for e in stats.errors.values()]
        raised = [f"{e['count']}× {e['msg']}" for e in environment.runner.exceptions.values()]
        report = {
            "requests": total.num_requests,
            "failures": total.num_failures,
            "acknowledged": sum(self.readings.values()),
            "seconds": round(last - total.start_time, 2),
            "milliseconds": _milliseconds(total),
            "dialects": {
                name: {
                    "requests": entry.num_requests,
                    "failures": entry.num_failures,
                    "readings": self.readings.get(name, 0),
                    "milliseconds": _milliseconds(entry),
                }
                for name, entry in sorted(dialects.items(), key=lambda item: -item[1].num_requests)
            },
            "errors": failed + raised,
            "ids": sorted(self.ids),
        }
        file.write_text(json.dumps(report), encoding="utf-8")


def _milliseconds(entry: StatsEntry) -> list[float]:
    return [entry.get_response_time_percentile(share) or 0 for share in SHARES]
