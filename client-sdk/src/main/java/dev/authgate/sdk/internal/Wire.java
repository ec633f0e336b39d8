package dev.authgate.sdk.internal;

import dev.authgate.sdk.OAuthException;
import dev.authgate.sdk.OAuthException.Code;
import dev.authgate.sdk.TimeSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests under this library's limits: no redirect, no cookie, no cache, a time for everything, and at most
 * 64 KB of answer.
 */
public final class Wire implements AutoCloseable {
    /** No answer of these protocols is longer. */
    private static final long LONGEST_BODY = 64 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration READ = Duration.ofSeconds(20);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(40);

    private final OkHttpClient http;
    private final TimeSource time;
    private volatile boolean closed;

    private Wire(OkHttpClient http, TimeSource time) {
        this.http = http;
        this.time = time;
    }

    /** One with threads and connections of its own, which uses {@code base}'s proxy, names and certificates. */
    public static Wire over(OkHttpClient base, TimeSource time) {
        var builder = base.newBuilder();
        builder.interceptors().clear();
        builder.networkInterceptors().clear();
        return new Wire(
                builder.dispatcher(new Dispatcher(daemons()))
                        .connectionPool(new ConnectionPool())
                        .eventListenerFactory(call -> EventListener.NONE)
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .authenticator(Authenticator.NONE)
                        .cookieJar(CookieJar.NO_COOKIES)
                        .cache(null)
                        .connectTimeout(CONNECT)
                        .readTimeout(READ)
                        .writeTimeout(CONNECT)
                        .callTimeout(WHOLE_CALL)
                        .build(),
                time);
    }

    /** Threads that never keep a program alive after its {@code main}. */
    private static ExecutorService daemons() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            var thread = new Thread(work, "authgate-http");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What adapters grow from: it carries no token by itself. */
    public OkHttpClient http() {
        return http;
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @param secrets what the request holds and no message may show
     * @throws OAuthException with code {@code NETWORK}, {@code TLS}, {@code PROTOCOL} (the answer is too long) or
     *     {@code CANCELLED}
     */
    Answer send(Request request, Collection<String> secrets) throws OAuthException {
        return send(request, secrets, new Cancellation(), Duration.ZERO);
    }

    /**
     * The same, ended by a cord, with more time for a server that holds the request.
     *
     * @param held how long the server may hold it
     */
    Answer send(Request request, Collection<String> secrets, Cancellation cancellation, Duration held)
            throws OAuthException {
        var call = patient(held)
                .newCall(request.newBuilder()
                        .header("Accept", "application/json")
                        .build());
        cancellation.begin(call);
        try (var response = execute(call)) {
            return answer(response, secrets);
        } catch (IOException fault) {
            throw fault(call, fault);
        } finally {
            cancellation.end();
        }
    }

    private Response execute(Call call) throws IOException {
        if (closed) {
            call.cancel();
        }
        return call.execute();
    }

    private OkHttpClient patient(Duration held) {
        return held.isZero()
                ? http
                : http.newBuilder()
                        .readTimeout(READ.plus(held))
                        .callTimeout(WHOLE_CALL.plus(held))
                        .build();
    }

    private Answer answer(Response response, Collection<String> secrets) throws IOException, OAuthException {
        var address = response.request().url().uri();
        var source = response.body().source();
        if (source.request(LONGEST_BODY + 1)) {
            throw new OAuthException(Code.PROTOCOL, address + " answered " + response.code() + " with more than 64 KB");
        }
        return new Answer(address, response.code(), response.headers(), source.readByteArray(), time.now(), secrets);
    }

    private static OAuthException fault(Call call, IOException fault) {
        var address = call.request().url().uri();
        var where = address.getScheme() + "://" + address.getRawAuthority();
        if (call.isCanceled() && !(fault instanceof InterruptedIOException timedOut && isTimeOut(timedOut))) {
            return new OAuthException(Code.CANCELLED, "the request to " + where + " was cancelled", fault);
        }
        if (isDistrust(fault)) {
            return new OAuthException(Code.TLS, "the certificate of " + where + " is not trusted", fault);
        }
        return new OAuthException(Code.NETWORK, words(fault, where, address), fault);
    }

    private static String words(IOException fault, String where, URI address) {
        if (fault instanceof UnknownHostException) {
            return "the name " + address.getHost() + " is not known";
        }
        if (fault instanceof InterruptedIOException) {
            return where + " did not answer in time";
        }
        return "there is no connection to " + where;
    }

    private static boolean isTimeOut(InterruptedIOException fault) {
        return "timeout".equals(fault.getMessage());
    }

    /** Other faults of TLS, such as a connection that breaks during the handshake, pass. */
    private static boolean isDistrust(IOException fault) {
        return fault instanceof SSLPeerUnverifiedException
                || (fault instanceof SSLException && hasCause(fault, CertificateException.class));
    }

    private static boolean hasCause(@Nullable Throwable fault, Class<? extends Throwable> type) {
        for (var cause = fault; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Ends all requests and frees threads and connections. */
    @Override
    public void close() {
        closed = true;
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
