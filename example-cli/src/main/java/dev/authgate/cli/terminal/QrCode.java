package dev.authgate.cli.terminal;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A text as a QR code (ISO/IEC 18004), with the quiet zone of four modules that readers want around it. With colours it
 * is black on white on any terminal; without, its light modules are drawn, which is right on a dark background.
 */
public final class QrCode {
    private static final int QUIET = 4;

    private final ByteMatrix modules;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
    }

    /**
     * The code of a text.
     *
     * @throws IllegalArgumentException if the text is longer than a code can hold, some 2900 letters
     */
    public static QrCode of(String text) {
        try {
            return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix());
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }

    private int side() {
        return modules.getWidth() + 2 * QUIET;
    }

    /** How wide it is, in letters. */
    public int columns(QrForm form) {
        return switch (form) {
            case HALF_BLOCKS -> side();
            case ASCII -> 2 * side();
        };
    }

    /** How many lines it has. */
    public int rows(QrForm form) {
        return switch (form) {
            case HALF_BLOCKS -> (side() + 1) / 2;
            case ASCII -> side();
        };
    }

    /** The lines to print. */
    public List<String> lines(QrForm form, Ink ink) {
        return switch (form) {
            case HALF_BLOCKS -> lines(form, row -> ink.blackOnWhite(halfBlocks(row, ink)));
            case ASCII -> lines(form, row -> ink.blackOnWhite(ascii(row, ink)));
        };
    }

    private List<String> lines(QrForm form, IntFunction<String> line) {
        return IntStream.range(0, rows(form)).mapToObj(line).toList();
    }

    private String halfBlocks(int row, Ink ink) {
        var letters = new StringBuilder(side());
        for (int x = 0; x < side(); x++) {
            letters.append(halfBlock(isInked(x, 2 * row, ink), isInked(x, 2 * row + 1, ink)));
        }
        return letters.toString();
    }

    private static char halfBlock(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }

    private String ascii(int row, Ink ink) {
        var words = new ArrayList<String>(side());
        for (int x = 0; x < side(); x++) {
            words.add(isInked(x, row, ink) ? "##" : "  ");
        }
        return String.join("", words);
    }

    /** With black ink on white, dark modules are drawn; with the terminal's own, bright ink, the light ones. */
    private boolean isInked(int x, int y, Ink ink) {
        return switch (ink) {
            case ANSI -> isDark(x, y);
            case NONE -> !isDark(x, y);
        };
    }

    private boolean isDark(int x, int y) {
        var column = x - QUIET;
        var line = y - QUIET;
        return column >= 0
                && line >= 0
                && column < modules.getWidth()
                && line < modules.getHeight()
                && modules.get(column, line) == 1;
    }
}
