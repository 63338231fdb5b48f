"""Who sends, how often, and what they take for a success."""

from collections.abc import Callable

from senders.classic import classic, classic_input
from senders.firmware import ambient, ecowitt, pws_weather, weather_underground, windguru, wow
from senders.programs import cloud_events, sensor_things, v1
from senders.request import Request
from senders.turn import Turn

SENDERS: dict[str, tuple[int, Callable[[Turn], Request]]] = {
    "classic": (36, classic),
    "classic-input": (4, classic_input),
    "v1": (18, v1),
    "weather-underground": (12, weather_underground),
    "ecowitt": (10, ecowitt),
    "ambient": (5, ambient),
    "pws-weather": (3, pws_weather),
    "wow": (3, wow),
    "windguru": (3, windguru),
    "sensorthings": (3, sensor_things),
    "cloudevents": (3, cloud_events),
}
"""The dialects of ingest by their names: of a hundred requests, how many speak it; and how."""
