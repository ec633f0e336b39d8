package dev.authgate.server.service;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** Takes any certificate for good: for {@code ..._INSECURE_SKIP_VERIFY}, which an operator has to ask for. */
final class AnyCertificate implements X509TrustManager {
    private AnyCertificate() {}

    static OkHttpClient.Builder accepted(OkHttpClient.Builder builder) {
        try {
            var context = SSLContext.getInstance("TLS");
            var everybody = new AnyCertificate();
            context.init(null, new TrustManager[] {everybody}, new SecureRandom());
            return builder.sslSocketFactory(context.getSocketFactory(), everybody)
                    .hostnameVerifier((host, session) -> true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has TLS", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authentication) {
        // Whoever it is.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authentication) {
        // Whoever it is.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
