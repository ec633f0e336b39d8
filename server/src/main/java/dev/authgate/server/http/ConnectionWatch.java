package dev.authgate.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CancellationException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the connection of a request that is kept waiting. It becomes readable when its other end closes it, or sends
 * more although it has no answer yet: in either case nobody waits patiently any more.
 *
 * <p>Nothing is read here, so that a request that came early is served after this one, as HTTP/1.1 wants it. While a
 * request is suspended with its body read, Jetty itself has no interest in the connection, so that ours is in
 * nobody's way; it must be gone before the request goes on.
 */
final class ConnectionWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

    private final EndPoint connection;

    private ConnectionWatch(EndPoint connection) {
        this.connection = connection;
    }

    /**
     * Begins to watch.
     *
     * @param changed called when the connection is readable, or broken; also, harmlessly, when the watch ends
     */
    static ConnectionWatch of(HttpServletRequest request, Runnable changed) {
        var connection = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        connection.tryFillInterested(Callback.from(changed, failure -> changed.run()));
        return new ConnectionWatch(connection);
    }

    /** Gives the connection back. */
    void end() {
        if (connection instanceof AbstractEndPoint watched) {
            watched.getFillInterest().onFail(new CancellationException());
        }
    }

    /** The request had ended before it could go on: there is nobody to answer. */
    static @Nullable Void gone(Throwable failure) {
        LOG.debug("A request that was kept had ended meanwhile", failure);
        return null;
    }
}
