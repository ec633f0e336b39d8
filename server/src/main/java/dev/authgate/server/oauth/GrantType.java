package dev.authgate.server.oauth;

import java.util.Arrays;
import java.util.Optional;

/** How a client may ask for tokens: RFC 8628 section 3.4 and RFC 6749 section 6. */
public enum GrantType {
    DEVICE_CODE("urn:ietf:params:oauth:grant-type:device_code", "device_code"),
    REFRESH_TOKEN("refresh_token", "refresh_token");

    private final String parameter;
    private final String shortName;

    GrantType(String parameter, String shortName) {
        this.parameter = parameter;
        this.shortName = shortName;
    }

    /** The value of the {@code grant_type} parameter. */
    public String parameter() {
        return parameter;
    }

    /** The name that operators type and that is stored. */
    public String shortName() {
        return shortName;
    }

    public static Optional<GrantType> ofParameter(String value) {
        return Arrays.stream(values())
                .filter(type -> type.parameter.equals(value))
                .findFirst();
    }

    public static Optional<GrantType> ofShortName(String value) {
        return Arrays.stream(values())
                .filter(type -> type.shortName.equals(value))
                .findFirst();
    }
}
