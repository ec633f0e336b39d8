package dev.authgate.browser;

import java.util.Map;

/** A size of window that people have. */
enum Screen {
    PHONE(360, 800, true),
    DESKTOP(1440, 900, false);

    private final int width;
    private final int height;
    private final boolean mobile;

    Screen(int width, int height, boolean mobile) {
        this.width = width;
        this.height = height;
        this.mobile = mobile;
    }

    int width() {
        return width;
    }

    /** What the developer tools call device metrics: a real window would not get as narrow as a phone. */
    Map<String, Object> metrics() {
        return Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile);
    }
}
