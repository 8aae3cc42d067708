package made

import io.vertx.core.Vertx
import java.util.concurrent.BlockingQueue
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executors
import reactor.core.publisher.Mono
import reactor.core.scheduler.Schedulers

/** Blocks where it may. */
class KotlinSpares(private val source: Mono<String>) {
    private val workers = Executors.newFixedThreadPool(2)

    fun moved(): Mono<String> = source.publishOn(Schedulers.boundedElastic()).map { Thread.sleep(1); it }

    fun movedByTheCaller(): Mono<String> = inner().subscribeOn(Schedulers.boundedElastic())

    private fun inner(): Mono<String> = Mono.fromCallable { Thread.sleep(1); "" }

    fun workers(): CompletableFuture<String> = CompletableFuture.supplyAsync({ Thread.sleep(1); "" }, workers)

    fun executeBlocking(vertx: Vertx) = vertx.setTimer(1) { vertx.executeBlocking { Thread.sleep(1); "" } }

    fun done(stage: CompletableFuture<String>): Mono<String> = source.map { if (stage.isDone) stage.join() else it }

    fun polls(queue: BlockingQueue<String>): Mono<String> = source.map { queue.poll() ?: it }

    fun builds(): Mono<String> = Mono.just(buildString { append("a") })
}
