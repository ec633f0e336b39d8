package dev.authgate.sdk.sample;

import dev.authgate.sdk.OAuthClient;
import dev.authgate.sdk.Session;
import dev.authgate.sdk.store.TokenStores;
import java.net.URI;

public final class Hello {
    public static void main(String[] arguments) throws Exception {
        var server = URI.create(arguments[0]);
        var builder = OAuthClient.builder(server, "my-cli").store(TokenStores.file("hello"));
        try (var client = builder.build()) {
            var known = client.session();
            var session = known.isPresent() ? known.get() : signIn(client);
            System.out.println("Hello " + client.whoami(session.accessToken()).subject());
        }
    }

    static Session signIn(OAuthClient client) throws Exception {
        try (var login = client.startDeviceLogin()) {
            System.out.println("Open " + login.prompt().verificationUri());
            System.out.println("and enter " + login.prompt().userCode());
            return login.await().session();
        }
    }
}
