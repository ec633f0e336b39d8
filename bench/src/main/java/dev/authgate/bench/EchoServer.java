package dev.authgate.bench;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/** A Jetty that answers every request with its body, and does nothing else: what a server on Jetty cannot beat. */
public final class EchoServer extends Handler.Abstract {
    private EchoServer() {}

    /** Listens on the port that the only word names. */
    public static void main(String[] words) throws Exception {
        var server = new Server(Integer.parseInt(words[0]));
        server.setHandler(new EchoServer());
        server.start();
        server.join();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Content.Source.asByteBuffer(
                request, Promise.from(body -> response.write(true, body, callback), callback::failed));
        return true;
    }
}
