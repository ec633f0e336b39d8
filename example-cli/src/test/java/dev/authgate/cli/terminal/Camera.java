package dev.authgate.cli.terminal;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import java.util.Map;

/** Takes a picture of lines of text as a terminal paints them, and reads the QR code in it. */
public final class Camera {
    private static final int BRIGHT = 0xFFFFFF;
    private static final int DOT = 4;
    private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";

    private Camera() {}

    /** Reads lines of half blocks or of {@code ##}: black on white where the colours say so, else bright on dark. */
    public static String read(List<String> lines) {
        var inked = lines.stream().anyMatch(line -> line.contains(BLACK_ON_WHITE));
        var bare = lines.stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
        return read(bare, inked);
    }

    /** Reads lines without colours, whose ink is known to be dark or bright. */
    public static String read(List<String> bare, boolean inkIsDark) {
        return decode(bare.stream().anyMatch(line -> line.contains("#")) ? wide(bare) : halves(bare), inkIsDark);
    }

    /** Two modules in a letter, one above the other. */
    private static boolean[][] halves(List<String> lines) {
        var width = lines.stream().mapToInt(String::length).max().orElse(0);
        var ink = new boolean[2 * lines.size()][width];
        for (int row = 0; row < lines.size(); row++) {
            for (int x = 0; x < lines.get(row).length(); x++) {
                var letter = lines.get(row).charAt(x);
                ink[2 * row][x] = letter == '▀' || letter == '█';
                ink[2 * row + 1][x] = letter == '▄' || letter == '█';
            }
        }
        return ink;
    }

    /** A module in two letters. */
    private static boolean[][] wide(List<String> lines) {
        var width = lines.stream().mapToInt(String::length).max().orElse(0) / 2;
        var ink = new boolean[lines.size()][width];
        for (int row = 0; row < lines.size(); row++) {
            for (int x = 0; 2 * x + 1 < lines.get(row).length(); x++) {
                ink[row][x] = lines.get(row).charAt(2 * x) == '#';
            }
        }
        return ink;
    }

    private static String decode(boolean[][] ink, boolean inkIsDark) {
        var width = ink[0].length * DOT;
        var height = ink.length * DOT;
        var dots = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                dots[y * width + x] = ink[y / DOT][x / DOT] == inkIsDark ? 0 : BRIGHT;
            }
        }
        var picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, dots)));
        try {
            // Seen straight on: looking for it at an angle, the reader misjudges some codes, however they are drawn.
            var hints = Map.of(
                    DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE), DecodeHintType.PURE_BARCODE, true);
            return new QRCodeReader().decode(picture, hints).getText();
        } catch (NotFoundException e) {
            throw new AssertionError("there is no QR code", e);
        } catch (ReaderException e) {
            throw new AssertionError("the QR code cannot be read", e);
        }
    }
}
