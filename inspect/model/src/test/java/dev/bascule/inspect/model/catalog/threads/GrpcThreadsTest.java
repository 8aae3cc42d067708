package dev.bascule.inspect.model.catalog.threads;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class GrpcThreadsTest extends ThreadsTest {
    private static final MethodDescriptor<String, String> ECHO = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName("Service/echo")
            .setRequestMarshaller(new Texts())
            .setResponseMarshaller(new Texts())
            .build();

    private static Server server;
    private static ManagedChannel channel;

    @AfterAll
    static void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Override
    List<String> files() {
        return List.of("grpc.yaml");
    }

    @Override
    void probe() throws IOException {
        open();
        callback(
                "io.grpc.stub.ClientCalls.asyncUnaryCall",
                seen -> ClientCalls.asyncUnaryCall(channel.newCall(ECHO, CallOptions.DEFAULT), "hello", noting(seen)));
    }

    private static synchronized void open() throws IOException {
        if (server == null) {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(ServerServiceDefinition.builder("Service")
                            .addMethod(ECHO, ServerCalls.asyncUnaryCall(GrpcThreadsTest::echo))
                            .build())
                    .build()
                    .start();
            channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                    .usePlaintext()
                    .build();
        }
    }

    private static void echo(String request, StreamObserver<String> answer) {
        answer.onNext(request);
        answer.onCompleted();
    }

    private static StreamObserver<String> noting(Seen seen) {
        return new StreamObserver<>() {
            @Override
            public void onNext(String answer) {
                seen.note();
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {}
        };
    }

    /** Strings on the wire. */
    private static final class Texts implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
