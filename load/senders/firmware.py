"""Consoles of weather stations, as their firmware speaks. Keys are made up, and not looked at by an open ingest."""

import hashlib
from urllib.parse import urlencode

from senders.request import Answer, Check, Request, expect, expect_status, json_of
from senders.turn import Speaking, Turn

FORM = {"content-type": "application/x-www-form-urlencoded"}


def weather_underground(turn: Turn) -> Request:
    """Most send a query, some a form."""
    station = turn.station("iload")
    said = urlencode(_update(station))
    path = "/weatherstation/updateweatherstation.php"
    if turn.random.random() < 0.8:
        return Request("GET", f"{path}?{said}", _says("success"))
    return Request("POST", path, _says("success"), body=said, headers=FORM)


def pws_weather(turn: Turn) -> Request:
    """The same update, and another answer."""
    said = urlencode(_update(turn.station("pload")))
    return Request("GET", f"/pwsupdate/pwsupdate.php?{said}", _says("Data Logged and posted in METAR mirror."))


def ecowitt(turn: Turn) -> Request:
    """A gateway's form; the path names the station."""
    station = turn.station("gateway")
    said = {
        "PASSKEY": hashlib.md5(station.name.encode()).hexdigest().upper(),
        "stationtype": "GW1100B_V2.3.1",
        "dateutc": station.time(),
        **_sensors(station),
        "baromrelin": _inches_of_mercury(station.weather.pressure),
        "rainratein": _inches(station.weather.rain_rate),
        "dailyrainin": _inches(station.weather.rain),
        "model": "GW1100B",
    }

    def check(answer: Answer) -> list[str]:
        expect_status(answer, 200)
        expect(json_of(answer).get("errcode") == "0", answer.text)
        return []

    return Request("POST", f"/data/report/{station.name}/", check, body=urlencode(said), headers=FORM)


def ambient(turn: Turn) -> Request:
    """Ecowitt's fields in a query; some consoles forget the question mark."""
    station = turn.station("console")
    said = {
        "stationtype": "AMBWeatherV4.3.4",
        "PASSKEY": ":".join(hashlib.md5(station.name.encode()).hexdigest()[i : i + 2] for i in range(0, 12, 2)),
        "dateutc": station.time(),
        **_sensors(station),
        "baromrelin": _inches_of_mercury(station.weather.pressure),
        "hourlyrainin": _inches(station.weather.rain_rate),
        "dailyrainin": _inches(station.weather.rain),
    }
    return Request("GET", f"/data/report/{station.name}/?{urlencode(said)}", _says("OK"))


def wow(turn: Turn) -> Request:
    """The Met Office's Weather Observations Website."""
    station = turn.station("site")
    said = {
        "siteid": station.name,
        "siteAuthenticationKey": "123456",
        "dateutc": station.time(),
        "softwaretype": "WeatherLink1.10",
        **_sensors(station),
        "baromin": _inches_of_mercury(station.weather.pressure),
        "dailyrainin": _inches(station.weather.rain),
    }

    def check(answer: Answer) -> list[str]:
        expect_status(answer, 200)
        expect(json_of(answer) == {}, answer.text)
        return []

    return Request("GET", f"/automaticreading?{urlencode(said)}", check)


def windguru(turn: Turn) -> Request:
    """°C, hPa and knots, and a salted hash in place of the password."""
    station = turn.station("spot")
    weather = station.weather
    salt = station.time("%Y%m%d%H%M%S")
    said = {
        "uid": station.name,
        "salt": salt,
        "hash": hashlib.md5(f"{salt}{station.name}made up".encode()).hexdigest(),
        "unixtime": str(station.at),
        "interval": "60",
        "wind_avg": f"{weather.wind_speed / 0.514444:.1f}",
        "wind_max": f"{weather.wind_gust / 0.514444:.1f}",
        "wind_direction": str(weather.wind_direction),
        "temperature": f"{weather.temperature:.1f}",
        "rh": f"{weather.humidity:.0f}",
        "mslp": f"{weather.pressure:.1f}",
    }
    return Request("GET", f"/upload/api.php?{urlencode(said)}", _says("OK"))


def _update(station: Speaking) -> dict[str, str]:
    return {
        "ID": station.name,
        "PASSWORD": "made up",
        "action": "updateraw",
        "dateutc": station.time(),
        **_sensors(station),
        "baromin": _inches_of_mercury(station.weather.pressure),
        "rainin": _inches(station.weather.rain_rate),
        "dailyrainin": _inches(station.weather.rain),
        "softwaretype": "EasyWeatherV1.6.4",
    }


def _sensors(station: Speaking) -> dict[str, str]:
    weather = station.weather
    return {
        "tempf": f"{weather.temperature * 1.8 + 32:.1f}",
        "humidity": f"{weather.humidity:.0f}",
        "windspeedmph": f"{weather.wind_speed / 0.44704:.2f}",
        "windgustmph": f"{weather.wind_gust / 0.44704:.2f}",
        "winddir": str(weather.wind_direction),
        "solarradiation": f"{weather.solar_radiation:.1f}",
        "UV": str(weather.uv_index),
    }


def _inches_of_mercury(hectopascals: float) -> str:
    return f"{hectopascals / 33.8638866667:.3f}"


def _inches(millimeters: float) -> str:
    return f"{millimeters / 25.4:.3f}"


def _says(word: str) -> Check:
    """200 alone is no success: firmware looks for its word."""

    def check(answer: Answer) -> list[str]:
        expect_status(answer, 200)
        expect(answer.text.strip() == word, f"not {word}: {answer.text}")
        return []

    return check
