package dev.authgate.server.page;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every page with data to look at: an everyday request, an unusual one, and the longest one. */
final class SamplePages {
    static final Instant NOW = Instant.parse("2026-03-14T14:32:00Z");
    static final Visitor ALEX = new Visitor("alex.moreau", "token-of-alex");
    static final Duration CODE_LIFETIME = Duration.ofMinutes(15);
    static final String REQUEST = "01J97KQX40ZDM2VA";
    static final List<Permission> PERMISSIONS = List.of(
            new Permission("See your name and username", "profile", false),
            new Permission("Read your deployments and their logs", "deploy:read", false),
            new Permission("Start and stop deployments", "deploy:write", true));

    static final Visitor MAXIMILIANA = new Visitor(
            "maximiliana-alexandrina.von-hohenfels-oberland@subsidiary.northwind.example", "token-of-maximiliana");
    static final String LONG_NAME =
            "Northwind International Logistics Warehouse Automation Command Line (Preview) Enterprise Edition";
    private static final String LONG_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/131.0.0.0 Safari/537.36 northwind-wms-cli/12.40.3-preview.20260314+sha.5f1c2d9a7e"
            + " (node 22.11.0; undici 6.21; corp-proxy 9; and a tail that is cut because nobody reads as far as this)";

    private SamplePages() {}

    /** By file name, in the order in which a visitor meets them. */
    static Map<String, Page> all() {
        Map<String, Page> pages = new LinkedHashMap<>();
        addEntry(pages);
        addDecision(pages);
        addAccount(pages);
        addTrouble(pages);
        return pages;
    }

    static ConfirmPage confirm(ConfirmPage.Surroundings surroundings, @Nullable String deviceName) {
        var device = new AskingDevice(
                "Acme Deploy CLI",
                "acme-deploy",
                NOW.minusSeconds(40),
                surroundings.sameNetwork() ? "203.0.113.24" : "198.51.100.77",
                deviceName,
                "acme-deploy/2.4.1 (macOS 15.2; arm64)");
        return new ConfirmPage(ALEX, "ticket", "WDJB-MJHT", device, surroundings, PERMISSIONS, Duration.ofDays(30));
    }

    private static void addEntry(Map<String, Page> pages) {
        pages.put("login", new LoginPage("token", "/device", "", null));
        pages.put("login-problem", new LoginPage("token", null, "alex.moreau", LoginProblem.REFUSED));
        pages.put("device", new DevicePage(ALEX, "", null, CODE_LIFETIME));
        pages.put("device-prefilled", new DevicePage(ALEX, "WDJB-MJHT", null, CODE_LIFETIME));
        pages.put("device-empty", new DevicePage(ALEX, "", CodeProblem.EMPTY, CODE_LIFETIME));
        pages.put("code-problem", new DevicePage(ALEX, "WDJB-MJH7", CodeProblem.UNUSABLE, CODE_LIFETIME));
    }

    private static void addDecision(Map<String, Page> pages) {
        pages.put("confirm", confirm(new ConfirmPage.Surroundings("203.0.113.24", true, false), "alex-laptop"));
        pages.put("confirm-unusual", confirm(new ConfirmPage.Surroundings("203.0.113.24", false, true), "build-box"));
        pages.put("confirm-first", confirm(new ConfirmPage.Surroundings("203.0.113.24", true, true), null));
        pages.put("confirm-long", longest());
        pages.put("confirm-arabic", arabic());
        pages.put("success", new SuccessPage(ALEX, "Acme Deploy CLI", "alex-laptop", PERMISSIONS, inThirtyDays()));
        pages.put("success-long", new SuccessPage(MAXIMILIANA, LONG_NAME, null, many(), inThirtyDays()));
        pages.put("denied", new DeniedPage(ALEX, "Acme Deploy CLI", "WDJB-MJHT"));
    }

    private static void addAccount(Map<String, Page> pages) {
        pages.put("logout", new LogoutPage(ALEX));
        pages.put("signed-out", new SignedOutPage());
        pages.put("password", new PasswordPage(ALEX, null, 15, false));
        pages.put("password-problem", new PasswordPage(ALEX, "Choose a password of at least 15 characters.", 15, true));
        pages.put("password-changed", new PasswordChangedPage(ALEX, false));
        pages.put("password-changed-ended", new PasswordChangedPage(ALEX, true));
        pages.putAll(SampleSessions.pages());
    }

    private static void addTrouble(Map<String, Page> pages) {
        pages.put("limited", new LimitedPage(Duration.ofMinutes(12), NOW, LimitedPage.Attempt.SIGN_IN));
        pages.put("limited-codes", new LimitedPage(Duration.ofSeconds(48), NOW, LimitedPage.Attempt.CODE_ENTRY));
        for (int status : List.of(400, 403, 404, 405, 413, 500, 503)) {
            pages.put("error-" + status, ErrorPage.of(status, status == 403 ? ALEX : null, REQUEST, NOW));
        }
    }

    private static ConfirmPage longest() {
        var device = new AskingDevice(
                LONG_NAME,
                "northwind-international-logistics-warehouse-automation-preview-0197c2f4e1b3",
                NOW.minusSeconds(200),
                "2001:0db8:85a3:08d3:1319:8a2e:0370:7344",
                "DESKTOP-OF-MAXIMILIANA-VON-HOHENFELS-BUILD-AGENT-0000000017",
                LONG_AGENT);
        var surroundings = new ConfirmPage.Surroundings("2001:0db8:1234:5678:9abc:def0:1234:5678", false, true);
        return new ConfirmPage(MAXIMILIANA, "ticket", "WDJB-MJHT", device, surroundings, many(), Duration.ofHours(12));
    }

    private static ConfirmPage arabic() {
        var device = new AskingDevice(
                "أداة النشر", "acme-deploy", NOW.minusSeconds(2), "203.0.113.24", "حاسوب ليلى", "acme-deploy/2.4.1");
        var permissions = List.of(new Permission("قراءة عمليات النشر وسجلاتها", "deploy:read", false));
        var surroundings = new ConfirmPage.Surroundings("203.0.113.24", true, true);
        var layla = new Visitor("ليلى.حداد", "token-of-layla");
        return new ConfirmPage(layla, "ticket", "WDJB-MJHT", device, surroundings, permissions, Duration.ofDays(1));
    }

    static List<Permission> many() {
        return List.of(
                new Permission("See your name and username", "profile", false),
                new Permission("See your email address", "email", false),
                new Permission("Read your deployments and their logs", "deploy:read", false),
                new Permission("Start and stop deployments", "deploy:write", true),
                new Permission("Read your projects", "projects:read", false),
                new Permission("Create, rename and delete projects", "projects:write", true),
                new Permission("Read secrets of your projects, including passwords and keys", "secrets:read", false),
                new Permission("See who is in your team", "team:read", false),
                new Permission("Add people to your team and remove them", "team:write", true),
                new Permission("Stay connected while you are away", "offline_access", false));
    }

    private static Instant inThirtyDays() {
        return NOW.plus(Duration.ofDays(30));
    }
}
