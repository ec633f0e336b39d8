package dev.authgate.server.config;

import dev.authgate.server.service.ServiceProof;
import dev.authgate.server.service.ServiceSettings;
import dev.authgate.server.service.ServiceSettings.Certificates;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes the settings of one external service. All of them are read, whether it is asked or not: none may be wrong. */
final class ServiceReading {
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Set<String> TAKEN = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "x-request-id");

    private final SettingReader read;
    private final Names names;

    ServiceReading(SettingReader read, Names names) {
        this.read = read;
        this.names = names;
    }

    /**
     * Which settings one service has.
     *
     * @param example how its URL may look
     * @param query whether its URL may have a query
     */
    record Names(
            Setting url,
            Setting timeout,
            Setting insecure,
            Setting mode,
            Setting secret,
            Setting header,
            String example,
            boolean query) {
        static Names authentication() {
            return new Names(
                    Setting.HTTP_API_URL,
                    Setting.HTTP_API_TIMEOUT,
                    Setting.HTTP_API_INSECURE_SKIP_VERIFY,
                    Setting.HTTP_API_AUTH_MODE,
                    Setting.HTTP_API_AUTH_SECRET,
                    Setting.HTTP_API_AUTH_HEADER,
                    "https://auth.example.com/api/verify",
                    true);
        }

        static Names tokens() {
            return new Names(
                    Setting.TOKEN_API_URL,
                    Setting.TOKEN_API_TIMEOUT,
                    Setting.TOKEN_API_INSECURE_SKIP_VERIFY,
                    Setting.TOKEN_API_AUTH_MODE,
                    Setting.TOKEN_API_AUTH_SECRET,
                    Setting.TOKEN_API_AUTH_HEADER,
                    "https://tokens.example.com/api",
                    false);
        }
    }

    /** The service; empty when it has no URL. */
    Optional<ServiceSettings> find() {
        var timeout = read.duration(names.timeout(), "1s", "60s");
        var certificates = read.flag(names.insecure()) ? Certificates.IGNORED : Certificates.VERIFIED;
        var proof = proof();
        return read.find(names.url()).map(text -> new ServiceSettings(url(text), timeout, certificates, proof));
    }

    /**
     * The service that this mode needs.
     *
     * @throws WrongSetting when it has no URL
     */
    ServiceSettings require(Setting mode) {
        return find().orElseThrow(() -> new WrongSetting(
                names.url(),
                "must be set with " + mode + "=" + read.text(mode) + "; write it like " + names.example()));
    }

    private URI url(String text) {
        try {
            var url = new URI(text);
            var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            refuseIf(url.getRawUserInfo() != null, "with user information", "is not allowed");
            refuseIf(!scheme.equals("https") && !scheme.equals("http"), text, "is not an absolute http or https URL");
            refuseIf(url.getHost() == null, text, "has no usable host");
            refuseIf(url.getPort() > 65535, text, "has no usable port");
            refuseIf(url.getRawFragment() != null, text, "has a fragment");
            refuseIf(url.getRawQuery() != null && !names.query(), text, "has a query, but paths are added to its end");
            return names.query() ? url : new URI(text.replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            // Not the value: whatever it is, it may hold a password.
            throw new WrongSetting(names.url(), "is not a URL; write it like " + names.example());
        }
    }

    private void refuseIf(boolean wrong, String text, String problem) {
        if (wrong) {
            throw WrongSetting.value(names.url(), text, problem + "; write it like " + names.example());
        }
    }

    private ServiceProof proof() {
        var word = read.oneOf(names.mode(), "none", "simple", "hmac", "hmac2");
        var mode = ServiceProof.Mode.valueOf(word.toUpperCase(Locale.ROOT));
        return new ServiceProof(mode, secret(mode), header(mode));
    }

    private String secret(ServiceProof.Mode mode) {
        var secret = read.find(names.secret());
        if (mode == ServiceProof.Mode.NONE) {
            if (secret.isPresent()) {
                throw new WrongSetting(
                        names.secret(),
                        "is set, but " + names.mode() + " is none, so nothing would use it; set that to simple, hmac or"
                                + " hmac2, or leave the secret empty");
            }
            return "";
        }
        var text = secret.orElseThrow(() -> new WrongSetting(
                names.secret(),
                "must be set with " + names.mode() + "=" + read.text(names.mode())
                        + ", the same as the service has; draw one with: openssl rand -hex 32"));
        if (mode == ServiceProof.Mode.SIMPLE && !text.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
            throw new WrongSetting(names.secret(), "is sent in a header, and must be printable ASCII");
        }
        return text;
    }

    private String header(ServiceProof.Mode mode) {
        var header = read.text(names.header());
        if (!HEADER.matcher(header).matches()) {
            throw WrongSetting.value(names.header(), header, "is not the name of a header; write it like X-API-Secret");
        }
        if (TAKEN.contains(header.toLowerCase(Locale.ROOT))) {
            throw WrongSetting.value(names.header(), header, "has another meaning; write a name like X-API-Secret");
        }
        if (mode != ServiceProof.Mode.SIMPLE && !header.equals(names.header().standard())) {
            throw WrongSetting.value(
                    names.header(), header, "is of use with " + names.mode() + "=simple only; leave it out");
        }
        return header;
    }
}
