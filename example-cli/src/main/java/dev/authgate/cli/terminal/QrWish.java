package dev.authgate.cli.terminal;

import java.util.Optional;

/** Whether the person wants a QR code. */
public enum QrWish {
    /** Where it can be seen and has room. */
    AUTO,
    /** In any case. */
    ALWAYS,
    /** In any case, in plain ASCII. */
    ASCII,
    /** In no case. */
    NEVER;

    /** Lines beside the code: the address, the code, the time left, and the prompt after it. */
    private static final int OTHER_LINES = 5;

    /** How the code is drawn, if it is. */
    public Optional<QrForm> form(QrCode code, Terminal terminal) {
        return switch (this) {
            case NEVER -> Optional.empty();
            case ASCII -> Optional.of(QrForm.ASCII);
            case ALWAYS -> Optional.of(terminal.letters() == Letters.UNICODE ? QrForm.HALF_BLOCKS : QrForm.ASCII);
            case AUTO -> isSeen(code, terminal) ? Optional.of(QrForm.HALF_BLOCKS) : Optional.empty();
        };
    }

    private static boolean isSeen(QrCode code, Terminal terminal) {
        return terminal.movesCursor()
                && terminal.letters() == Letters.UNICODE
                && terminal.size()
                        .get()
                        .holds(code.columns(QrForm.HALF_BLOCKS), code.rows(QrForm.HALF_BLOCKS) + OTHER_LINES);
    }
}
