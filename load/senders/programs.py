"""Programs: our own API, OGC SensorThings, CloudEvents."""

import json
from urllib.parse import quote

from senders.request import Answer, Check, Request, WrongAnswer, expect, expect_status, json_of
from senders.turn import Speaking, Turn

JSON = {"content-type": "application/json"}
OBSERVATION = "io.chaac.weather.observation.v1"


def v1(turn: Turn) -> Request:
    """One reading, an array of up to twenty, or as many JSON lines."""
    form = turn.random.choices(("one", "array", "lines"), (0.8, 0.1, 0.1))[0]
    count = 1 if form == "one" else turn.random.randint(2, 20)
    readings = [_reading(turn.station("automatic")) for _ in range(count)]
    check = _accepted(count)
    if form == "lines":
        lines = "\n".join(json.dumps(reading) for reading in readings)
        return Request("POST", "/v1/readings", check, count, lines, {"content-type": "application/x-ndjson"})
    body = json.dumps(readings[0] if form == "one" else readings)
    return Request("POST", "/v1/readings", check, count, body, JSON)


def sensor_things(turn: Turn) -> Request:
    """An Observation of one of a station's Datastreams."""
    station = turn.station("thing")
    weather = station.weather
    quantity, result = turn.random.choice(
        (
            *(("temperature", weather.temperature), ("humidity", weather.humidity)),
            *(("pressure", weather.pressure), ("windSpeed", weather.wind_speed)),
        )
    )
    path = f"/v1.1/Datastreams('{station.name}:{quantity}')/Observations"
    body = json.dumps({"result": result, "phenomenonTime": station.time("%Y-%m-%dT%H:%M:%SZ")})

    def check(answer: Answer) -> list[str]:
        expect_status(answer, 201)
        created = json_of(answer)
        identity = str(created.get("@iot.id", ""))
        expect(created.get("result") == result and identity != "", answer.text)
        expect(identity in answer.headers.get("location", ""), f"location: {answer.headers.get('location')}")
        return [identity]

    return Request("POST", path, check, body=body, headers=JSON)


def cloud_events(turn: Turn) -> Request:
    """In the three modes of HTTP."""
    mode = turn.random.choices(("binary", "structured", "batch"), (0.5, 0.3, 0.2))[0]
    if mode == "binary":
        event = _event(turn, 0)
        attributes = {name: value for name, value in event.items() if name not in ("data", "datacontenttype")}
        headers = {
            **JSON,
            **{f"ce-{name}": quote(str(value), safe=" :/+-") for name, value in attributes.items()},
        }
        return Request("POST", "/events", _confirmed, 1, json.dumps(event["data"]), headers)
    if mode == "structured":
        body = json.dumps(_event(turn, 0))
        return Request("POST", "/events", _confirmed, 1, body, {"content-type": "application/cloudevents+json"})
    count = turn.random.randint(2, 10)
    body = json.dumps([_event(turn, index) for index in range(count)])
    return Request("POST", "/events", _confirmed, count, body, {"content-type": "application/cloudevents-batch+json"})


def _event(turn: Turn, index: int) -> dict:
    station = turn.station("gate")
    reading = _reading(station)
    del reading["station"], reading["observedAt"]
    return {
        "specversion": "1.0",
        "id": f"{turn.key}-{index}",
        "source": "/load",
        "type": OBSERVATION,
        "subject": station.name,
        "time": station.time("%Y-%m-%dT%H:%M:%SZ"),
        "datacontenttype": "application/json",
        "data": reading,
    }


def _reading(station: Speaking) -> dict:
    weather = station.weather
    return {
        "station": station.name,
        "observedAt": station.time("%Y-%m-%dT%H:%M:%SZ"),
        "municipality": station.place,
        "temperature": weather.temperature,
        "humidity": weather.humidity,
        "pressure": weather.pressure,
        "windSpeed": weather.wind_speed,
        "windGust": weather.wind_gust,
        "windDirection": weather.wind_direction,
        "rainRate": weather.rain_rate,
        "solarRadiation": weather.solar_radiation,
        "uvIndex": weather.uv_index,
        "condition": weather.condition,
    }


def _accepted(count: int) -> Check:
    def check(answer: Answer) -> list[str]:
        expect_status(answer, 202)
        said = json_of(answer)
        try:
            ids = [reading["id"] for reading in said["readings"] if reading["confirmedBy"]]
        except (KeyError, TypeError):
            raise WrongAnswer(answer.text[:300]) from None
        expect(said.get("accepted") == count == len(ids), f"not all {count} are confirmed: {answer.text}")
        return ids

    return check


def _confirmed(answer: Answer) -> list[str]:
    expect_status(answer, 202)
    expect(answer.headers.get("chaac-confirmed-by", "") != "", "confirmed by nobody")
    expect(answer.text == "", f"a body where none belongs: {answer.text}")
    return []
