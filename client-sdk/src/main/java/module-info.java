/** Device sign-in (RFC 8628) for Java programs without a browser. */
module dev.authgate.sdk {
    requires transitive okhttp3;
    requires com.fasterxml.jackson.core;
    requires static org.jspecify;

    exports dev.authgate.sdk;
    exports dev.authgate.sdk.okhttp;
    exports dev.authgate.sdk.service;
    exports dev.authgate.sdk.store;
    exports dev.authgate.sdk.verify;

    uses dev.authgate.sdk.store.Keychain;
}
