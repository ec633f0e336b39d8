package dev.authgate.sdk.store;

import java.util.function.Consumer;

/** Where notices go when nobody asked for them. */
final class Notices {
    private Notices() {}

    /** The log of the program. */
    static Consumer<StoreNotice> toLog() {
        return notice ->
                System.getLogger(TokenStore.class.getName()).log(System.Logger.Level.WARNING, "{0}", notice.message());
    }
}
