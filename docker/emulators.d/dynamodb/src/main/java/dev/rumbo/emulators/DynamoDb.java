package dev.rumbo.emulators;

import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.dynamodb.services.local.monitoring.Telemetry;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB Local on 127.0.0.1, which its own command cannot be told to keep to. */
public final class DynamoDb {

    private DynamoDb() {}

    /**
     * Runs until the process ends, or the process that started it.
     *
     * @param args the port and, to keep the tables, a folder
     */
    public static void main(String[] args) throws Exception {
        Telemetry.configureTelemetry("NONE", "NONE", true);
        boolean inMemory = args.length < 2;
        LocalDynamoDBRequestHandler requests =
                new LocalDynamoDBRequestHandler(0, inMemory, inMemory ? null : args[1], true, false);
        Server server = new Server(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])));
        ContextHandler context = new ContextHandler("/");
        context.setHandler(new LocalDynamoDBServerHandler(requests, null));
        server.setHandler(context);
        server.start();
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit()
                .thenRun(() -> Runtime.getRuntime().halt(0)));
        server.join();
    }
}
