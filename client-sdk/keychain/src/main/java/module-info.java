/** The operating system's keychain for the client SDK's tokens. */
module dev.authgate.sdk.keychain {
    requires dev.authgate.sdk;
    requires static org.jspecify;

    exports dev.authgate.sdk.keychain;

    provides dev.authgate.sdk.store.Keychain with
            dev.authgate.sdk.keychain.SystemKeychain;
}
