package made

import io.netty.channel.ChannelHandlerContext
import io.netty.channel.ChannelInboundHandlerAdapter
import io.vertx.core.Vertx
import java.util.concurrent.CompletableFuture
import reactor.core.publisher.Mono

fun atTheTop(value: String): String {
    Thread.sleep(1)
    return value
}

/** Blocks threads that must not; each method says where in its name. */
class KotlinFinds(private val source: Mono<String>) {
    private val inAField: (String) -> String = { Thread.sleep(1); it }

    fun lambda(): Mono<String> = source.map { Thread.sleep(1); it }

    fun lambdaInALambda(): Mono<String> = source.flatMap { each -> Mono.fromCallable { Thread.sleep(1); each } }

    fun inlined(): Mono<String> = source.map { each -> listOf(1L).forEach { Thread.sleep(it) }; each }

    fun scope(): Mono<String> = source.map { each -> each.also { Thread.sleep(1) } }

    fun vertx(vertx: Vertx) = vertx.setTimer(1) { Thread.sleep(1) }

    fun pool(): CompletableFuture<String> = CompletableFuture.supplyAsync { Thread.sleep(1); "" }

    fun toTheTop(): Mono<String> = source.map(::atTheTop)

    fun toAField(): Mono<String> = source.map { inAField(it) }

    fun toTheCompanion(): Mono<String> = source.map { companion(it) }

    fun toDefaults(): Mono<String> = source.map { defaults(it) }

    /** Not found: a function in a function in a function. */
    fun toPassedOn(): Mono<String> = passedOn { Thread.sleep(1); it }

    private fun passedOn(function: (String) -> String): Mono<String> = source.map { function(it) }

    private fun defaults(value: String, millis: Long = 1): String {
        Thread.sleep(millis)
        return value
    }

    fun handler() = object : ChannelInboundHandlerAdapter() {
        override fun channelRead(context: ChannelHandlerContext, message: Any) {
            Thread.sleep(1)
        }
    }

    companion object {
        private fun companion(value: String): String {
            Thread.sleep(1)
            return value
        }
    }
}
