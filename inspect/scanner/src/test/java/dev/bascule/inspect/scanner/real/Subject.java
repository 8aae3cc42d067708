package dev.bascule.inspect.scanner.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Libraries that do not block by design, at their newest versions when this was written. */
enum Subject {
    REACTOR_CORE(List.of("io.projectreactor:reactor-core:3.8.8"), List.of()),
    REACTOR_NETTY(
            List.of(
                    "io.projectreactor.netty:reactor-netty-core:1.3.8",
                    "io.projectreactor.netty:reactor-netty-http:1.3.8"),
            List.of()),
    SPRING_WEBFLUX(
            List.of("org.springframework:spring-webflux:7.0.9"),
            List.of("io.projectreactor.netty:reactor-netty-http:1.3.8")),
    R2DBC_POSTGRESQL(List.of("org.postgresql:r2dbc-postgresql:1.1.1.RELEASE"), List.of()),
    MUTINY(List.of("io.smallrye.reactive:mutiny:3.3.0"), List.of()),
    VERTX_CORE(List.of("io.vertx:vertx-core:5.2.0"), List.of());

    private final List<String> looked;
    private final List<String> others;

    Subject(List<String> looked, List<String> others) {
        this.looked = looked;
        this.others = others;
    }

    Release resolve(Path directory) throws IOException, InterruptedException {
        return Release.resolve(Files.createDirectory(directory.resolve(name())), looked, others);
    }
}
