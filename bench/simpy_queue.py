"""M/M/1000 at load 0.95 in SimPy 3 or 4: what `fifo` and `prio` of the C++ twin and of our scenarios are, as a process each.

    simpy_queue.py fifo|prio JOBS

prio: half of the jobs are high, half are low; a high job that finds no GPU takes that of a low one, which keeps its work and
waits at the head of the low ones. SimPy takes the latest request of the lowest priority, which is the youngest low job but
for those that have waited. Prints one line of JSON.
"""

import json
import random
import resource
import sys
import time

import simpy

GPUS = 1000
RATE = 950.0  # arrivals a mean service
HIGH, LOW = 0.0, 1.0
NEARER = 2.0**-40  # of two jobs that were preempted, the later is nearer to the head


class Books:
    """Waits and preemptions, summed up."""

    def __init__(self):
        self.wait = 0.0
        self.started = 0
        self.preemptions = 0

    def start(self, wait):
        self.wait += wait
        self.started += 1


def job(env, gpus, books):
    arrival = env.now
    with gpus.request() as request:
        yield request
        books.start(env.now - arrival)
        yield env.timeout(random.expovariate(1.0))


def high_job(env, gpus, books):
    arrival = env.now
    with gpus.request(priority=HIGH) as request:
        yield request
        books.start(env.now - arrival)
        yield env.timeout(random.expovariate(1.0))


def low_job(env, gpus, books):
    arrival = env.now
    left = random.expovariate(1.0)
    rank = LOW
    while left > 0:
        with gpus.request(priority=rank, preempt=False) as request:
            yield request
            if rank == LOW:
                books.start(env.now - arrival)
            began = env.now
            try:
                yield env.timeout(left)
                left = 0.0
            except simpy.Interrupt:
                left -= env.now - began
                books.preemptions += 1
                rank = LOW - books.preemptions * NEARER


def arrivals(env, gpus, books, jobs, kinds):
    for _ in range(jobs):
        yield env.timeout(random.expovariate(RATE))
        env.process(random.choice(kinds)(env, gpus, books))


def peak_memory():
    """Bytes. On Linux the maximum of the starting process is inherited, but not this mark."""
    try:
        with open("/proc/self/status") as status:
            lines = [line.split() for line in status if line.startswith("VmHWM:")]
        return int(lines[0][1]) * 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main():
    discipline, jobs = sys.argv[1], int(sys.argv[2])
    env = simpy.Environment()
    if discipline == "fifo":
        gpus, kinds = simpy.Resource(env, GPUS), (job,)
    else:
        gpus, kinds = simpy.PreemptiveResource(env, GPUS), (high_job, low_job)
    books = Books()
    env.process(arrivals(env, gpus, books, jobs, kinds))
    cpu, wall = time.process_time(), time.perf_counter()
    env.run()
    answer = {
        "jobs": jobs,
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "peak": peak_memory(),
        "preempted": books.preemptions / jobs,
        "wait": books.wait / books.started,
    }
    print(json.dumps(answer))


main()
