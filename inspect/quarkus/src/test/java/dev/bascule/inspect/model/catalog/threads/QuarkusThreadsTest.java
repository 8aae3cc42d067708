package dev.bascule.inspect.model.catalog.threads;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

@QuarkusTest
class QuarkusThreadsTest extends ThreadsTest {
    private static final List<ManagedChannel> CHANNELS = new ArrayList<>();

    @TestHTTPResource
    URI server;

    @AfterAll
    static void close() {
        CHANNELS.forEach(ManagedChannel::shutdownNow);
    }

    @Override
    List<String> files() {
        return List.of("quarkus.yaml");
    }

    @Override
    void probe() {
        calledFor("jakarta.ws.rs.GET", seen -> get(seen, "methods/uni"));
        calledFor("io.smallrye.common.annotation.NonBlocking", seen -> get(seen, "methods/annotated"));
        calledIn("io.smallrye.common.annotation.NonBlocking", seen -> get(seen, "class"));
        calledFor("org.eclipse.microprofile.reactive.messaging.Incoming", seen -> get(seen, "messages"));
        calledIn("io.quarkus.grpc.GrpcService", seen -> {
            Resources.now = seen;
            ManagedChannel channel = ManagedChannelBuilder.forAddress(server.getHost(), server.getPort())
                    .usePlaintext()
                    .build();
            CHANNELS.add(channel);
            ClientCalls.futureUnaryCall(channel.newCall(Resources.Echo.METHOD, CallOptions.DEFAULT), "hello");
        });
    }

    private void get(Seen seen, String path) {
        Resources.now = seen;
        HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
    }
}
