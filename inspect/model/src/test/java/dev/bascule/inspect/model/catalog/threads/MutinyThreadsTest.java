package dev.bascule.inspect.model.catalog.threads;

import dev.bascule.inspect.model.catalog.RunsOn;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.List;

@SuppressWarnings({"CheckReturnValue", "ReturnValueIgnored"}) // which thread ran it is all that is asked
class MutinyThreadsTest extends ThreadsTest {
    private static final String UNI = "io.smallrye.mutiny.Uni.";
    private static final String MULTI = "io.smallrye.mutiny.Multi.";
    private static final String GROUPS = "io.smallrye.mutiny.groups.";

    @Override
    List<String> files() {
        return List.of("mutiny.yaml");
    }

    @Override
    void probe() {
        upstream();
        sources();
        moves();
    }

    /** A thread of its own subscribes. */
    private static void subscribe(Uni<?> uni) {
        Seen.on(RunsOn.SUBSCRIBER, () -> uni.subscribe().with(it -> {}, failure -> {}));
    }

    private static void subscribe(Multi<?> multi) {
        Seen.on(RunsOn.SUBSCRIBER, () -> multi.subscribe().with(it -> {}, failure -> {}));
    }

    /** Its item comes on a thread called upstream. */
    private static Uni<Integer> uni() {
        return Uni.createFrom().emitter(emitter -> Seen.on(RunsOn.UPSTREAM, () -> emitter.complete(1)));
    }

    private static Multi<Integer> multi() {
        return Multi.createFrom()
                .emitter(emitter ->
                        Seen.on(RunsOn.UPSTREAM, () -> emitter.emit(1).complete()));
    }

    private void upstream() {
        callback(UNI + "map", seen -> subscribe(uni().map(seen::here)));
        callback(
                UNI + "flatMap",
                seen -> subscribe(uni().flatMap(it -> seen.here(Uni.createFrom().item(it)))));
        callback(UNI + "invoke", seen -> subscribe(uni().invoke(seen::here)));
        callback(UNI + "eventually", seen -> subscribe(uni().eventually(seen::note)));
        callback(MULTI + "map", seen -> subscribe(multi().map(seen::here)));
        callback(MULTI + "filter", seen -> subscribe(multi().filter(it -> seen.here(true))));
        callback(
                GROUPS + "UniOnItem.transform", seen -> subscribe(uni().onItem().transform(seen::here)));
        callback(
                GROUPS + "UniOnItem.call",
                seen -> subscribe(
                        uni().onItem().call(() -> seen.here(Uni.createFrom().voidItem()))));
        callback(
                GROUPS + "UniOnItemOrFailure.invoke",
                seen -> subscribe(uni().onItemOrFailure().invoke((it, failure) -> seen.note())));
        callback(
                GROUPS + "UniOnFailure.recoverWithItem",
                seen -> subscribe(
                        uni().map(it -> Integer.parseInt("x")).onFailure().recoverWithItem(() -> seen.here(1))));
        callback(GROUPS + "UniSubscribe.with", seen -> uni().subscribe().with(seen::here));
        callback(
                GROUPS + "MultiOnItem.transformToUniAndConcatenate",
                seen -> subscribe(multi().onItem()
                        .transformToUniAndConcatenate(
                                it -> seen.here(Uni.createFrom().item(it)))));
        callback(
                GROUPS + "MultiOnCompletion.invoke",
                seen -> subscribe(multi().onCompletion().invoke(seen::note)));
        callback(
                GROUPS + "MultiCollect.asMap",
                seen -> subscribe(multi().collect().asMap(seen::here)));
        callback(GROUPS + "MultiSubscribe.with", seen -> multi().subscribe().with(seen::here));
    }

    private void sources() {
        callback(GROUPS + "UniCreate.item", seen -> subscribe(Uni.createFrom().item(() -> seen.here(1))));
        callback(
                GROUPS + "UniCreate.emitter", seen -> subscribe(Uni.createFrom().emitter(emitter -> seen.note())));
        callback(
                GROUPS + "UniCreate.deferred",
                seen -> subscribe(Uni.createFrom().deferred(() -> seen.here(uni()))));
        callback(
                GROUPS + "MultiCreate.items",
                seen -> subscribe(Multi.createFrom().items(() -> seen.here(List.of(1).stream()))));
        callback(
                GROUPS + "UniOnSubscribe.invoke",
                seen -> subscribe(uni().onSubscription().invoke(seen::here)));
        callback(
                GROUPS + "MultiOnSubscribe.invoke",
                seen -> subscribe(multi().onSubscription().invoke(seen::here)));
        callback(UNI + "plug", seen -> uni().plug(it -> seen.here(it)));
        callback(MULTI + "stage", seen -> multi().stage(it -> seen.here(it)));
    }

    private void moves() {
        moved(
                UNI + "runSubscriptionOn",
                seen -> subscribe(Uni.createFrom().item(() -> seen.here(1)).runSubscriptionOn(Seen.executor())));
        moved(
                MULTI + "runSubscriptionOn",
                seen -> subscribe(Multi.createFrom().item(() -> seen.here(1)).runSubscriptionOn(Seen.executor())));
        moved(UNI + "emitOn", seen -> subscribe(uni().emitOn(Seen.executor()).map(seen::here)));
        moved(
                MULTI + "emitOn",
                seen -> subscribe(multi().emitOn(Seen.executor()).map(seen::here)));
        moved(
                GROUPS + "UniOnItemDelay.by",
                seen -> subscribe(
                        uni().onItem().delayIt().by(Duration.ofMillis(5)).map(seen::here)));
        executor(
                "io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultExecutor",
                seen -> Infrastructure.getDefaultExecutor().execute(seen::note));
    }
}
