package dev.authgate.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server's certificate")
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path directory;

    private static KeyStore localhost;
    private static KeyStore elsewhere;

    @BeforeAll
    static void makeKeys() throws Exception {
        localhost = keys("localhost");
        elsewhere = keys("elsewhere.example");
    }

    @Test
    void that_nobody_vouches_for_is_a_fault_that_does_not_pass() throws Exception {
        try (var socket = listen(localhost);
                var client = OAuthClient.builder(address(socket), "my-cli").build()) {
            var fault = catchThrowableOfType(OAuthException.class, client::startDeviceLogin);

            assertThat(fault.code()).isEqualTo(OAuthException.Code.TLS);
            assertThat(fault.retryable()).isFalse();
            assertThat(fault).hasMessage("the certificate of " + address(socket) + " is not trusted");
        }
    }

    @Test
    void for_another_name_is_a_fault_that_does_not_pass() throws Exception {
        try (var socket = listen(elsewhere);
                var client = OAuthClient.builder(address(socket), "my-cli")
                        .http(trusting(elsewhere))
                        .build()) {
            var fault = catchThrowableOfType(OAuthException.class, client::startDeviceLogin);

            assertThat(fault.code()).isEqualTo(OAuthException.Code.TLS);
        }
    }

    @Test
    void that_the_program_trusts_is_accepted() throws Exception {
        try (var socket = listen(localhost);
                var client = OAuthClient.builder(address(socket), "my-cli")
                        .http(trusting(localhost))
                        .build()) {
            var fault = catchThrowableOfType(OAuthException.class, client::startDeviceLogin);

            assertThat(fault.code()).as("the server of this test hangs up").isEqualTo(OAuthException.Code.NETWORK);
        }
    }

    private static URI address(SSLServerSocket socket) {
        return URI.create("https://localhost:" + socket.getLocalPort());
    }

    private static KeyStore keys(String name) throws Exception {
        var file = directory.resolve(name + ".p12");
        var made = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        String.valueOf(PASSWORD)))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLServerSocket listen(KeyStore keys) throws Exception {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        var socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        var thread = new Thread(() -> shakeHands(socket), "tls-server");
        thread.setDaemon(true);
        thread.start();
        return socket;
    }

    private static void shakeHands(SSLServerSocket listening) {
        while (!listening.isClosed()) {
            try (var connection = (SSLSocket) listening.accept()) {
                connection.startHandshake();
            } catch (IOException refusedByTheClient) {
                // what these tests are about
            }
        }
    }

    private static OkHttpClient trusting(KeyStore keys) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var manager = (X509TrustManager) managers.getTrustManagers()[0];
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {manager}, null);
        return new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), manager)
                .build();
    }
}
