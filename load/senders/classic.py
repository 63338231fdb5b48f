"""The load generators of the original: two editions, in the spellings that they really send."""

import json

from senders.request import Answer, Check, Request, expect, expect_status, json_of
from senders.turn import PLACES, Turn
from weather import Weather

JSON = {"content-type": "application/json"}
PATHS = ("/weather", "/clima", "/tweet", "/weathertweet", "/api/weather")
NUMBERS = {"sunny": 1, "cloudy": 2, "rainy": 3, "foggy": 4}
TWEETS = {"sunny": "Soleado", "cloudy": "Nublado", "rainy": "Lluvioso", "foggy": "Neblina", "snowy": "Nevado"}
COUNTRIES = ("GT", "SV", "HN", "NI", "CR", "PA", "MX", "BZ")


def classic(turn: Turn) -> Request:
    """Names with capitals and accents, enum numbers, or enum names."""
    place, weather = turn.anybody()
    spelling = turn.random.choice(("names", "numbers", "enum"))
    number = PLACES.index(place) % 4 + 1
    if spelling == "names":
        said = {"municipality": place, "weather": _word(weather, turn).capitalize()}
    elif spelling == "numbers":
        said = {"municipality": number, "weather": NUMBERS.get(weather.condition, 0)}
    else:
        said = {"municipality": ("mixco", "guatemala", "amatitlan", "chinautla")[number - 1]}
        said["weather"] = _word(weather, turn)
    said |= {"temperature": round(weather.temperature), "humidity": round(weather.humidity)}
    path = turn.random.choices(PATHS, (6, 1, 1, 1, 1))[0]

    def check(answer: Answer) -> list[str]:
        said = _success(answer)
        expect(isinstance(said.get("id"), str), answer.text)
        return [said["id"]]

    return Request("POST", path, check, body=json.dumps(said, ensure_ascii=False), headers=JSON)


def classic_input(turn: Turn) -> Request:
    """A tweet, or an array of some."""
    is_array = turn.random.random() < 0.3
    count = turn.random.randint(2, 10) if is_array else 1
    tweets = [_tweet(turn) for _ in range(count)]
    body = json.dumps(tweets if is_array else tweets[0], ensure_ascii=False)
    return Request("POST", "/input", _all_of(count), count, body, JSON)


def _tweet(turn: Turn) -> dict[str, str]:
    _, weather = turn.anybody()
    said = TWEETS[_word(weather, turn)]
    return {"description": f"Está {said.lower()}", "country": turn.random.choice(COUNTRIES), "weather": said}


def _word(weather: Weather, turn: Turn) -> str:
    """Who observed knew of no clouds: of the sunny days some are."""
    return "cloudy" if weather.condition == "sunny" and turn.random.random() < 0.4 else weather.condition


def _all_of(count: int) -> Check:
    def check(answer: Answer) -> list[str]:
        ids = _success(answer).get("ids")
        expect(isinstance(ids, list) and len(ids) == count, f"not {count} ids: {answer.text}")
        return ids

    return check


def _success(answer: Answer) -> dict:
    """200 alone is no success: the message must name a broker, and `success` be true."""
    expect_status(answer, 200)
    said = json_of(answer)
    expect(said.get("success") is True, f"success is not true: {answer.text}")
    expect(str(said.get("message")).startswith("confirmed by "), answer.text)
    return said
