"""Weather that was really observed, by NOAA, as the package vega-datasets ships it: four years of two cities."""

import csv
import math
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

DATA = Path(__file__).parent.parent / "node_modules/vega-datasets/data"
CONDITIONS = {"drizzle": "rainy", "rain": "rainy", "snow": "snowy", "fog": "foggy", "sun": "sunny"}
HIGHEST_AT = 15
"""The hour of the day's highest temperature; the lowest is twelve hours before."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a place: °C, m/s, degrees, mm, hPa."""

    low: float
    high: float
    wind: float
    direction: int
    rain: float
    condition: str
    pressure: float


@dataclass(frozen=True, slots=True)
class Weather:
    """A moment of a day, in the units of a reading; `rain` is what has fallen since midnight."""

    temperature: float
    humidity: float
    pressure: float
    wind_speed: float
    wind_gust: float
    wind_direction: int
    solar_radiation: float
    uv_index: int
    rain: float
    rain_rate: float
    condition: str


def observed_days() -> list[Day]:
    """All of them: 2,922. Wind directions and pressures are of other observations, so each is real by itself."""
    directions = [int(row["dir"]) for row in _rows("windvectors.csv")]
    normals = [row for row in _rows("seattle-weather-hourly-normals.csv") if "T15:" in row["date"]]
    pressures = {row["date"][5:10]: float(row["pressure"]) for row in normals}
    return [
        Day(
            low=float(row["temp_min"]),
            high=float(row["temp_max"]),
            wind=float(row["wind"]),
            direction=directions[index % len(directions)],
            rain=float(row["precipitation"]),
            condition=CONDITIONS[row["weather"]],
            pressure=pressures.get(row["date"][5:], 1016.0),
        )
        for index, row in enumerate(_rows("weather.csv"))
    ]


def weather_of(day: Day, at: float, noise: Random) -> Weather:
    """What the sensors of a station say at a time in seconds since 1970: little more than a moment before."""
    moment = time.gmtime(at)
    hour = moment.tm_hour + moment.tm_min / 60 + moment.tm_sec / 3600
    swing = (1 + math.cos((hour - HIGHEST_AT) / 12 * math.pi)) / 2
    temperature = day.low + (day.high - day.low) * swing + noise.uniform(-0.15, 0.15)
    sun = max(0.0, math.sin((hour - 6) / 12 * math.pi)) * (1 if day.condition == "sunny" else 0.3)
    return Weather(
        temperature=round(temperature, 1),
        humidity=round(min(100.0, _humidity(temperature, day.low) + noise.uniform(-1, 1)), 1),
        pressure=round(day.pressure + noise.uniform(-0.1, 0.1), 1),
        wind_speed=round(day.wind * noise.uniform(0.9, 1.1), 1),
        wind_gust=round(day.wind * noise.uniform(1.2, 1.6), 1),
        wind_direction=(day.direction + noise.randint(-10, 10)) % 360,
        solar_radiation=round(900 * sun, 1),
        uv_index=round(9 * sun),
        rain=round(day.rain * hour / 24, 3),
        rain_rate=round(day.rain / 24, 3),
        condition=day.condition,
    )


def _humidity(temperature: float, low: float) -> float:
    """Air was about saturated at its coldest (FAO 56, eq. 48): pressures of vapour by Magnus, in %."""

    def vapour(celsius: float) -> float:
        return math.exp(17.625 * celsius / (celsius + 243.04))

    return min(100.0, 100 * vapour(low) / vapour(temperature))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
