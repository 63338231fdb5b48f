"""Whose turn it is: a request has its number, and all that is random in it comes from the seed and that number."""

import time
from random import Random

from weather import Day, Weather, observed_days, weather_of

STATIONS = 250
"""How many stations each dialect has."""

PLACES = (
    *("Mixco", "Guatemala", "Amatitlán", "Chinautla", "Villa Nueva", "San Miguel Petapa"),
    *("Santa Catarina Pinula", "San José Pinula", "Palencia", "Fraijanes", "Villa Canales", "San Raymundo"),
)
"""Municipalities; the first four are those of the assignment's contract, in the order of their numbers."""


class Stations:
    """The stations of one process. `name` tells its stations from those of others."""

    def __init__(self, seed: int, name: str = "") -> None:
        self.seed = seed
        self.name = name
        self.run = f"{int(time.time() * 1000):x}{name}"
        self._days = observed_days()
        self._spoken: dict[str, int] = {}

    def turn(self, number: int) -> "Turn":
        """The turn with this number: the same for the same seed, but for the time."""
        return Turn(self, number, Random(f"{self.seed}/{self.name}/{number}"))

    def day_of(self, name: str) -> Day:
        """The day that a place has: always the same one."""
        return Random(f"{self.seed}/{name}").choice(self._days)

    def any_day(self, random: Random) -> Day:
        """One of all days."""
        return random.choice(self._days)

    def speaks_at(self, station: str) -> int:
        """Seconds since 1970: now, or the next second in which this station has not said anything yet."""
        at = max(int(time.time()), self._spoken.get(station, 0) + 1)
        self._spoken[station] = at
        return at


class Turn:
    """One request to be made."""

    def __init__(self, stations: Stations, number: int, random: Random) -> None:
        self.stations = stations
        self.random = random
        self.key = f"{stations.run}-{number}"
        """What no other request of any run has."""

    def station(self, kind: str) -> "Speaking":
        """A station of this kind, which has something to say."""
        index = self.random.randrange(STATIONS)
        name = f"{kind}{self.stations.name}-{index}"
        place = PLACES[index % len(PLACES)]
        at = self.stations.speaks_at(name)
        weather = weather_of(self.stations.day_of(place), at, self.random)
        return Speaking(name, place, at, weather)

    def anybody(self) -> tuple[str, Weather]:
        """A place, and what somebody there says of the weather: any that was ever observed at any hour."""
        day = self.stations.any_day(self.random)
        return self.random.choice(PLACES), weather_of(day, self.random.randrange(86_400), self.random)


class Speaking:
    """A station with what it says now."""

    def __init__(self, name: str, place: str, at: int, weather: Weather) -> None:
        self.name = name
        self.place = place
        self.at = at
        self.weather = weather

    def time(self, pattern: str = "%Y-%m-%d %H:%M:%S") -> str:
        """Its time in UTC, as firmware writes it."""
        return time.strftime(pattern, time.gmtime(self.at))
