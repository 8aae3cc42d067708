package dev.bascule.inspect.model.catalog.threads;

import io.grpc.BindableService;
import io.grpc.Drainable;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.quarkus.grpc.GrpcService;
import io.quarkus.grpc.stubs.ServerCalls;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What Quarkus calls in {@link QuarkusThreadsTest}; the probe that runs at the time is told. */
final class Resources {
    static volatile Seen now;

    private Resources() {}

    private static String note() {
        return Objects.requireNonNull(now).here("noted");
    }

    /** A method whose result says where it runs, and one that is annotated. */
    @Path("/methods")
    public static class Methods {
        @GET
        @Path("/uni")
        public Uni<String> uni() {
            return Uni.createFrom().item(note());
        }

        @GET
        @Path("/annotated")
        @NonBlocking
        public String annotated() {
            return note();
        }
    }

    /** Sends a message from an event loop. */
    @Path("/messages")
    @NonBlocking
    public static class Sender {
        @Inject
        @Channel("words")
        Emitter<String> words;

        @GET
        public String send() {
            words.send("hello");
            return "sent";
        }
    }

    /** A class that is annotated. */
    @Path("/class")
    @NonBlocking
    public static class Annotated {
        @GET
        public String get() {
            return note();
        }
    }

    /** A service of gRPC, without generated code. */
    @GrpcService
    public static class Echo implements BindableService {
        static final MethodDescriptor<String, String> METHOD = MethodDescriptor.<String, String>newBuilder()
                .setType(MethodType.UNARY)
                .setFullMethodName("Echo/echo")
                .setRequestMarshaller(new Texts())
                .setResponseMarshaller(new Texts())
                .build();

        Uni<String> echo(String text) {
            note();
            return Uni.createFrom().item(text);
        }

        @Override
        public ServerServiceDefinition bindService() {
            return ServerServiceDefinition.builder("Echo")
                    .addMethod(
                            METHOD,
                            io.grpc.stub.ServerCalls.asyncUnaryCall(
                                    (request, answer) -> ServerCalls.oneToOne(request, answer, null, this::echo)))
                    .build();
        }
    }

    /** Strings on the wire. */
    private static final class Texts implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new Bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** As the bridge from gRPC to Vert.x wants them. */
    private static final class Bytes extends ByteArrayInputStream implements Drainable {
        Bytes(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            return (int) transferTo(target);
        }
    }

    /** A consumer of messages. */
    @ApplicationScoped
    public static class Consumer {
        @Incoming("words")
        public void consume(String word) {
            note();
        }
    }
}
