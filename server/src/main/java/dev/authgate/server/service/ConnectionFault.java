package dev.authgate.server.service;

import dev.authgate.server.service.ServiceFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells in words why a connection did not work. */
final class ConnectionFault {
    private ConnectionFault() {}

    static ServiceFailure of(IOException fault, Duration timeout) {
        if (fault instanceof InterruptedIOException) {
            return new ServiceFailure(Kind.TOO_SLOW, "did not answer within " + timeout.toSeconds() + " s");
        }
        if (fault instanceof UnknownHostException) {
            return new ServiceFailure(Kind.UNREACHABLE, "cannot be found: its host name is unknown");
        }
        if (fault instanceof ConnectException || fault instanceof NoRouteToHostException) {
            return new ServiceFailure(Kind.UNREACHABLE, "cannot be reached: nobody accepts connections there");
        }
        if (fault instanceof SSLPeerUnverifiedException) {
            return new ServiceFailure(Kind.UNTRUSTED, "is not trusted: its certificate is for another host");
        }
        if (fault instanceof SSLException) {
            return new ServiceFailure(Kind.UNTRUSTED, tls(fault));
        }
        return new ServiceFailure(Kind.BROKEN, "broke the connection off");
    }

    private static String tls(IOException fault) {
        var certificate = causes(fault).anyMatch(CertificateException.class::isInstance);
        return certificate
                ? "is not trusted: its certificate is not signed by an authority that this machine knows, or has"
                        + " expired"
                : "does not speak TLS as it should";
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
