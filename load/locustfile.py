"""The load of `npm run load`.

By hand: locust -f load/locustfile.py --load-profile load/profiles/steady.json --host http://localhost:8080
"""

from pathlib import Path
from random import Random
from signal import SIGINT

from gevent import signal_handler, spawn
from locust import FastHttpUser, LoadTestShape, events, task
from locust.exception import StopUser
from locust.runners import LocalRunner, WorkerRunner

from load_profile import read_profile
from senders import SENDERS
from senders.request import Answer, WrongAnswer
from senders.turn import Stations
from tally import Budget, Tally


@events.init_command_line_parser.add_listener
def _(parser):
    parser.add_argument("--load-profile", required=True, help="one of load/profiles")
    parser.add_argument("--requests", type=int, help="as many requests, in place of what the profile says")
    parser.add_argument("--seed", type=int, default=1, help="the same seed sends the same requests")
    parser.add_argument("--report", help="where to write what was acknowledged, as JSON")


@events.init.add_listener
def _(environment, **_):
    options = environment.parsed_options
    environment.load_profile = read_profile(options.load_profile, options.requests)
    environment.tally = Tally()
    environment.told_to_stop = False
    if options.headless:
        # Python would raise it in whoever runs: that user's request is taken and never counted.
        signal_handler(SIGINT, lambda: setattr(environment, "told_to_stop", True))
    if environment.load_profile.requests is not None and not isinstance(environment.runner, LocalRunner):
        raise SystemExit("an exact number of requests needs one process: workers do not know of each other's")
    events.report_to_master.add_listener(lambda data, **_: data.update(tally=environment.tally.taken()))
    events.worker_report.add_listener(lambda data, **_: environment.tally.merge(data["tally"]))


@events.test_start.add_listener
def _(environment, **_):
    environment.budget = Budget(environment.load_profile.requests)
    seed = environment.parsed_options.seed
    worker = environment.runner.worker_index if isinstance(environment.runner, WorkerRunner) else None
    environment.stations = Stations(seed, "" if worker is None else f"-w{worker}")
    environment.pauses = Random(seed)


@events.quitting.add_listener
def _(environment, **_):
    if environment.parsed_options.report:
        environment.tally.write(Path(environment.parsed_options.report), environment)


class Staged(LoadTestShape):
    """As many users as the profile says, until SIGINT comes. Workers know of neither: their master tells them."""

    def tick(self):
        environment = self.runner.environment
        users = None if environment.told_to_stop else environment.load_profile.users_at(self.get_run_time())
        return None if users is None else (max(1, users), max(1, users))


class Sender(FastHttpUser):
    """Anybody who sends: whose turn it is decides the number of the request, and who that is the seed."""

    connection_timeout = 10
    network_timeout = 20

    def wait_time(self):
        return self.environment.pauses.uniform(*self.environment.load_profile.pause)

    @task
    def send(self):
        number = self.environment.budget.take()
        if number is None:
            raise StopUser
        try:
            turn = self.environment.stations.turn(number)
            weights = [weight for weight, _ in SENDERS.values()]
            [dialect] = turn.random.choices(list(SENDERS), weights)
            self.ask(dialect, SENDERS[dialect][1](turn))
        finally:
            if self.environment.budget.done():
                spawn(self.environment.runner.quit)  # not here: it waits for this user

    def ask(self, dialect, request):
        with self.client.request(
            request.method,
            request.path,
            name=dialect,
            data=request.body and request.body.encode(),
            headers=request.headers,
            catch_response=True,
        ) as response:
            try:
                ids = request.check(Answer(response.status_code, response.headers or {}, response.text or ""))
            except WrongAnswer as wrong:
                response.failure(str(wrong))
                return
            if not self.environment.tally.add(dialect, request.readings, ids):
                response.failure("an id that was told before")
