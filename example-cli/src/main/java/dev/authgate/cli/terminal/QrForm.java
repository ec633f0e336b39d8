package dev.authgate.cli.terminal;

/** How a QR code is drawn. */
public enum QrForm {
    /** Two modules in a letter, with {@code ▀}, {@code ▄} and {@code █}. */
    HALF_BLOCKS,
    /** A module in two letters of plain ASCII. */
    ASCII
}
