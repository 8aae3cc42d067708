"""How long an item takes through a janus queue, between a thread and a loop, in nanoseconds: for scale only.

    pip install janus
    python janus_queue.py
"""

import asyncio
import statistics
import threading
import time

import janus

ITEMS = 100_000
ROUNDS = 5


async def thread_to_loop(slots: int) -> float:
    queue: janus.Queue[int] = janus.Queue(maxsize=slots)

    def produce() -> None:
        for item in range(ITEMS):
            queue.sync_q.put(item)

    begin = time.perf_counter_ns()
    producer = threading.Thread(target=produce)
    producer.start()
    for _ in range(ITEMS):
        await queue.async_q.get()
    took = time.perf_counter_ns() - begin
    producer.join()
    await queue.aclose()
    return took / ITEMS


async def loop_to_thread(slots: int) -> float:
    queue: janus.Queue[int] = janus.Queue(maxsize=slots)

    def consume() -> None:
        for _ in range(ITEMS):
            queue.sync_q.get()

    begin = time.perf_counter_ns()
    consumer = threading.Thread(target=consume)
    consumer.start()
    for item in range(ITEMS):
        await queue.async_q.put(item)
    await asyncio.to_thread(consumer.join)
    took = time.perf_counter_ns() - begin
    await queue.aclose()
    return took / ITEMS


if __name__ == "__main__":
    print("janus", janus.__version__)
    for work in (thread_to_loop, loop_to_thread):
        for slots in (16, 1024):
            times = [asyncio.run(work(slots)) for _ in range(ROUNDS)]
            print(f"{work.__name__}, {slots} slots: {statistics.median(times):,.0f} ns an item")
